//! `why1006.json`, the file beside the page in which its host says where the
//! reference is, whose page this is and which addresses are to be tested.
//!
//! [`read`] keeps what is right and names the rest by [`Fault`]s: a bad contact
//! does not lose the reference. The page reads the file with it, and the server
//! checks its preset with it before it starts. What takes a URL parser is left to
//! them: here addresses are only looked at as text.

mod address;
mod fault;
mod reader;
mod reference;

use why1006_evidence::{ask::MAX_ADDRESS, record::Json, scan};

use crate::reader::Reader;
pub use crate::{
    address::{Address, MAX_ADDRESSES},
    fault::{Fault, Kind},
    reference::ReferencePlace,
};

/// The layout of the file that this build reads.
pub const VERSION: u32 = 1;

/// The longest file that is looked at, in characters.
pub const MAX_FILE: usize = 64 * 1024;

/// The longest name of an organisation or an address, in characters.
pub const MAX_NAME: usize = 80;

/// The longest contact, in characters.
pub const MAX_CONTACT: usize = 500;

/// What the contact of a mail address begins with.
pub const MAILTO: &str = "mailto:";

/// The fields of the whole file.
const FIELDS: &[&str] = &[
    "version",
    "name",
    "organisation",
    "contact",
    "addresses",
    "reference",
    "references",
    "http_page",
    "https_page",
];

/// The fields of a preset alone.
const PRESET_FIELDS: &[&str] = &["version", "organisation", "contact", "addresses"];

/// What the file says, as far as it is right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostFile {
    /// Whose page this is, and what to test.
    pub preset: Preset,
    /// Where references stand, the first to be asked first.
    pub references: Vec<ReferencePlace>,
    /// Address of the http copy of the page.
    pub http_page: Option<String>,
    /// Address of the https copy of the page.
    pub https_page: Option<String>,
}

/// Whose page this is, and what its visitors are to test.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preset {
    /// The name of the organisation, one plain line.
    pub organisation: Option<String>,
    /// Where results go: a `mailto:` address without `?`, or an `https:` address.
    pub contact: Option<String>,
    /// The addresses to test; none leaves the choice to the visitor.
    pub addresses: Vec<Address>,
}

/// Reads the file. Fields of a later layout are not guessed at: of such a file
/// nothing is taken.
pub fn read<J: Json>(json: &J) -> (HostFile, Vec<Fault>) {
    let mut reader = Reader::default();
    let mut file = HostFile::default();
    if reader.object(json, "", FIELDS) && reader.version(json) {
        file.preset = preset(json, &mut reader);
        file.references = reference::read(json, &mut reader);
        file.http_page = page(json, "http_page", "http://", Kind::HttpPage, &mut reader);
        file.https_page = page(json, "https_page", "https://", Kind::HttpsPage, &mut reader);
    }
    (file, reader.faults)
}

/// Reads a file that holds a preset and nothing else; `version` may be missing.
pub fn read_preset<J: Json>(json: &J) -> (Preset, Vec<Fault>) {
    let mut reader = Reader::default();
    let mut found = Preset::default();
    let readable = reader.object(json, "", PRESET_FIELDS)
        && (json.get("version").is_none() || reader.version(json));
    if readable {
        found = preset(json, &mut reader);
    }
    (found, reader.faults)
}

fn preset<J: Json>(json: &J, reader: &mut Reader) -> Preset {
    Preset {
        organisation: reader.words(json, "", "organisation", MAX_NAME),
        contact: contact(json, reader),
        addresses: address::read(json, reader),
    }
}

/// A mail address, or the address of a form or a ticket system.
fn contact<J: Json>(json: &J, reader: &mut Reader) -> Option<String> {
    let text = reader.address(json, "", "contact", MAX_CONTACT)?;
    let is_contact = match scan::begins_any_case(text.as_bytes(), MAILTO) {
        true => is_mail(scan::split_at(&text, MAILTO.len()).1),
        false => fault::has_host(&text, &["https://"]),
    };
    if !is_contact {
        reader.fault("", "contact", Kind::Contact, &text);
        return None;
    }
    Some(text)
}

/// One mail address and nothing behind it: the page adds subject and text itself.
fn is_mail(text: &str) -> bool {
    let Some((name, host)) = scan::split_once(text, "@") else { return false };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"!$*+-/=^_{|}~.".contains(&b);
    !name.is_empty() && !host.is_empty() && name.bytes().chain(host.bytes()).all(plain)
}

fn page<J: Json>(
    json: &J,
    field: &'static str,
    scheme: &str,
    kind: Kind,
    reader: &mut Reader,
) -> Option<String> {
    let text = reader.address(json, "", field, MAX_ADDRESS)?;
    if !fault::has_host(&text, &[scheme]) {
        reader.fault("", field, kind, &text);
        return None;
    }
    Some(text)
}
