//! A text in pieces: what may stay, and what is secret. The pieces of a text
//! make up that text; what is secret in it is decided here and nowhere else.

mod address;
mod words;

use super::{keep::Kind, token::is_known_protocol};

/// Stands where something was taken out.
pub const REMOVED: &str = "…";

/// An address without user, query values and token-like path parts.
pub fn url(address: &str) -> String {
    redacted(Form::Address, address)
}

/// A sentence with its token-like words taken out.
pub fn text(text: &str) -> String {
    redacted(Form::Words, text)
}

/// A subprotocol, or what stands for one that is not well known.
pub fn protocol(name: &str) -> String {
    redacted(Form::Protocol, name)
}

fn redacted(form: Form, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (kind, piece) in Pieces::of(form, text, &[]).list {
        out.push_str(if is_plain(kind) { piece } else { REMOVED });
    }
    out
}

/// Names of hosts are no secret unless the user says so.
fn is_plain(kind: Option<Kind>) -> bool {
    matches!(kind, None | Some(Kind::Host))
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// An address, or what was taken for one.
    Address,
    /// Words, with addresses among them.
    Words,
    /// The name of an exception, a type or a directive.
    Name,
    /// A subprotocol.
    Protocol,
    /// The name of a host.
    Host,
    /// What somebody typed.
    Typed,
}

/// A text in pieces.
pub(super) struct Pieces<'t> {
    /// What each is, if it is secret, and its text; none is empty.
    pub(super) list: Vec<(Option<Kind>, &'t str)>,
    /// Names of hosts that may stand among words.
    hosts: &'t [String],
}

impl<'t> Pieces<'t> {
    pub(super) fn of(form: Form, text: &'t str, hosts: &'t [String]) -> Pieces<'t> {
        let mut pieces = Pieces { list: Vec::new(), hosts };
        match form {
            Form::Address => pieces.address(text),
            Form::Words => pieces.words(text, Kind::Word),
            Form::Name if is_name(text) => pieces.plain(text),
            Form::Name => pieces.words(text, Kind::Word),
            Form::Protocol if is_known_protocol(text) => pieces.plain(text),
            Form::Protocol => pieces.secret(Kind::Protocol, text),
            Form::Host => pieces.secret(Kind::Host, text),
            Form::Typed => pieces.secret(Kind::Typed, text),
        }
        pieces
    }

    fn plain(&mut self, text: &'t str) {
        self.push(None, text);
    }

    fn secret(&mut self, kind: Kind, text: &'t str) {
        // What was taken out once is no secret.
        self.push((text != REMOVED).then_some(kind), text);
    }

    fn push(&mut self, kind: Option<Kind>, text: &'t str) {
        if !text.is_empty() {
            self.list.push((kind, text));
        }
    }
}

/// An exception by its name, such as `InvalidCharacterError`, of letters alone.
fn is_name(text: &str) -> bool {
    text.len() <= 40
        && (text.ends_with("Error") || text.ends_with("Exception"))
        && text.bytes().all(|b| b.is_ascii_alphabetic())
}
