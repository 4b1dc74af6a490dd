//! What is wrong with a file, in words with the cure.

use why1006_evidence::{plain::plain, scan};

/// The most characters of a wrong value that are repeated.
const SHOWN: usize = 60;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field, like `addresses[0].url`; empty for the whole file.
    pub field: String,
    /// What is wrong with it.
    pub kind: Kind,
    /// What stands there, shortened, or what the parser said; empty where that
    /// says nothing.
    pub found: String,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The host answers with a page where the file should be.
    IndexPage,
    /// The text is no JSON.
    NoJson,
    /// The file is longer than such a file can be.
    LongFile,
    /// Not an object.
    Object,
    /// Not a list.
    List,
    /// Not a text.
    Text,
    /// Nothing stands in it.
    Empty,
    /// Too long.
    Long,
    /// More items than are read.
    Many,
    /// No field of this file.
    Unknown,
    /// The version is missing or no version.
    Version,
    /// A later version.
    Newer,
    /// Neither a mail address nor an https address.
    Contact,
    /// No address of a WebSocket that a browser can use.
    Socket,
    /// Not a name of a subprotocol, or there twice.
    Protocol,
    /// No address of a web page.
    App,
    /// A needed field is missing.
    Missing,
    /// No address that a reference can have.
    Reference,
    /// An `http` of a reference that does not go with its `socket`.
    Twin,
    /// A reference that an https page must not use.
    Mixed,
    /// Not the origin of a server.
    Origin,
    /// Not the origin of a server that speaks TLS.
    SecureOrigin,
    /// Not an `http:` address.
    HttpPage,
    /// Not an `https:` address.
    HttpsPage,
}

impl Fault {
    /// A fault that quotes what stands there.
    pub fn new(field: &str, kind: Kind, found: &str) -> Fault {
        Fault { field: field.to_owned(), kind, found: plain(found, SHOWN) }
    }

    /// What is wrong, and what to write instead; follows the name of the field.
    pub fn cure(&self) -> &'static str {
        match self.kind {
            Kind::IndexPage => {
                "the host answers with a page in its place. Put the file beside the page, and \
                 except it from the rule that answers every path with the app."
            }
            Kind::NoJson => "it is no JSON. Mend it where the parser stopped, or make it anew.",
            Kind::LongFile => "it is longer than 64 kB. Leave out what the page does not read.",
            Kind::Object => "it has to be an object in braces: { … }.",
            Kind::List => "it has to be a list in brackets: [ … ].",
            Kind::Text => "it has to be a text in quotation marks.",
            Kind::Empty => "nothing stands in it. Fill it in, or leave the field out.",
            Kind::Long => "it is too long. Shorten it.",
            Kind::Many => "there are too many. Those at the end were left out.",
            Kind::Unknown => "there is no such field. Check its spelling, or leave it out.",
            Kind::Version => "it is missing or no number. Write \"version\": 1.",
            Kind::Newer => {
                "this page reads version 1 only. Write \"version\": 1, or bring the page up to date."
            }
            Kind::Contact => {
                "it has to be one mail address, mailto:it@example.com, or an https:// address."
            }
            Kind::Socket => {
                "no browser can use it. Write a whole address, like wss://app.example.com/cable."
            }
            Kind::Protocol => {
                "it is no name of a subprotocol, or there twice. Write names without spaces, like \
                 graphql-transport-ws."
            }
            Kind::App => "it has to begin with https:// or http:// and name a host.",
            Kind::Missing => "it is missing, and needed here.",
            Kind::Reference => {
                "it is no address that this page can use. Write a whole one, or one relative to \
                 the page, like ./reference/socket."
            }
            Kind::Twin => {
                "it does not go with socket: https:// belongs to wss://, and http:// to ws://."
            }
            Kind::Mixed => {
                "this page came by https and may not use an insecure endpoint. Write wss:// and \
                 https://, or an address relative to the page."
            }
            Kind::Origin => {
                "it has to be https:// or http:// with host and port alone, like \
                 https://why.example.com:8443."
            }
            Kind::SecureOrigin => {
                "it has to be https:// with host and port alone, like https://why.example.com:8444."
            }
            Kind::HttpPage => "it has to begin with http:// and name a host.",
            Kind::HttpsPage => "it has to begin with https:// and name a host.",
        }
    }
}

/// Whether an address begins with one of these schemes and then names something.
pub(crate) fn has_host(address: &str, schemes: &[&str]) -> bool {
    let rest = schemes.iter().find_map(|scheme| {
        scan::begins_any_case(address.as_bytes(), scheme)
            .then(|| scan::split_at(address, scheme.len()).1)
    });
    rest.is_some_and(|rest| !scan::head(rest, b"/?#\\").is_empty())
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(self.cure())?;
        if !self.found.is_empty() {
            write!(f, " ({})", self.found)?;
        }
        Ok(())
    }
}
