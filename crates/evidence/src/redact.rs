//! What is taken out before evidence leaves the page: the one place.
//!
//! Removed by default: user name and password, query values (names stay), what
//! follows a `#`, token-like path parts, subprotocols that are not well-known
//! names, token-like words in close reasons and wherever else a text stands, and
//! what was typed and is no address. Message bodies are never recorded. Names of
//! hosts go where the user asks for it. What the user wants to pass on all the
//! same stands in [`Keep`].

mod fields;
mod hosts;
mod keep;
mod pieces;
mod token;

use crate::{Evidence, Said};

pub use self::{
    fields::Field,
    hosts::is_hidden,
    keep::{Hosts, Keep, Kind},
    pieces::{REMOVED, protocol, text, url},
    token::{has_token, is_token_like},
};

/// Something that is taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub field: Field,
    /// The secret itself: for the user's own page only.
    pub text: String,
}

/// The evidence without secrets. Diagnoses the same.
pub fn redact(evidence: &Evidence) -> Evidence {
    redact_with(evidence, &Keep::default())
}

/// The evidence as the user wants to pass it on. Diagnoses the same.
pub fn redact_with(evidence: &Evidence, keep: &Keep) -> Evidence {
    let mut redacted = evidence.clone();
    let mut names = hosts::Names::new(evidence, keep.hosts);
    fields::walk(&mut redacted, &mut |field, kind, text| match kind? {
        Kind::Host => names.hidden(field, text),
        kind if keep.keeps(kind) => None,
        _ => Some(REMOVED.to_owned()),
    });
    // A label holds tags; what is none is somebody's text.
    redacted.said = redacted.said.filter(Said::is_tags);
    redacted
}

/// Everything that [`redact_with`] would take out if nothing were kept, in the
/// order of the evidence; names of hosts as `hosts` says.
pub fn removed(evidence: &Evidence, hosts: Hosts) -> Vec<Item> {
    let mut items = Vec::new();
    let mut names = hosts::Names::new(evidence, hosts);
    fields::walk(&mut evidence.clone(), &mut |field, kind, text| {
        let kind = kind?;
        if kind != Kind::Host || names.hidden(field, text).is_some() {
            items.push(Item { kind, field, text: text.to_owned() });
        }
        None
    });
    items
}

/// Stands before and after a mark in what [`marked`] gives. Characters of private
/// use (Unicode, section 23.5); what the evidence has of them becomes U+FFFD.
pub const MARK: [char; 2] = ['\u{E000}', '\u{E001}'];

/// Begins a mark for something that is passed on as the user chose.
pub const INCLUDED: &str = "+";

/// The evidence for a preview: like [`redact_with`], and each item is a mark
/// between the characters of [`MARK`]. A mark holds the tag of its [`Kind`], or
/// [`INCLUDED`] and the text that is passed on; of a host, its other name.
pub fn marked(evidence: &Evidence, keep: &Keep) -> Evidence {
    let mut marked = evidence.clone();
    let mut names = hosts::Names::new(evidence, keep.hosts);
    let mark = |what: &str| {
        let mut text = String::from(MARK[0]);
        text.push_str(what);
        text.push(MARK[1]);
        text
    };
    fields::walk(&mut marked, &mut |field, kind, text| {
        let plain = || text.chars().map(unmarked).collect::<String>();
        Some(match kind {
            None => plain(),
            Some(Kind::Host) => names.hidden(field, text).map_or_else(plain, |name| mark(&name)),
            Some(kind) if keep.keeps(kind) => mark(&[INCLUDED, &plain()].concat()),
            Some(kind) => mark(kind.as_str()),
        })
    });
    marked.said = marked.said.filter(Said::is_tags);
    marked
}

/// No character of the evidence passes for one of a mark.
fn unmarked(c: char) -> char {
    if MARK.contains(&c) { char::REPLACEMENT_CHARACTER } else { c }
}

#[cfg(test)]
mod tests;
