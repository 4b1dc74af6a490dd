//! The codes that consoles and error pages show.

mod table;

use why1006_evidence::{Clue, Told, Way, scan};

pub use table::CODES;

use crate::line::Says;

/// One code, and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code as its browser writes it, without `net::` or `NET::`.
    pub code: &'static str,
    /// What it says. [`Clue::Status`] stands for 407 here.
    pub clue: Clue,
}

const fn of(code: &'static str, clue: Clue) -> Code {
    Code { code, clue }
}

impl Code {
    /// What the code says, seen in this way.
    pub fn told(&self, way: Way) -> Told {
        match self.clue {
            // A server that answers 407 with no proxy about (measured).
            Clue::Status => Told::status(way, 407),
            clue => Told::new(way, clue),
        }
    }

    pub(crate) fn says(&self) -> Says {
        match self.clue {
            Clue::Status => Says::Status(407),
            clue => Says::Clue(clue),
        }
    }
}

/// The codes in which the letters and digits of `query` stand, in any case and
/// however they are separated; all of them if it has none.
pub fn find_codes(query: &str) -> impl Iterator<Item = &'static Code> + use<> {
    let query = flat(query);
    let prefixes = ["NET_ERR_", "NET_"];
    let query = prefixes.iter().find_map(|p| query.strip_prefix(p)).unwrap_or(&query).to_owned();
    CODES.iter().filter(move |code| scan::find_any_case(code.code, &query).is_some())
}

/// Letters and digits in upper case; all between two of them is one `_`.
pub(crate) fn flat(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            _ if byte.is_ascii_alphanumeric() => out.push(byte.to_ascii_uppercase() as char),
            _ if out.is_empty() || out.ends_with('_') => {}
            _ => out.push('_'),
        }
    }
    if out.ends_with('_') {
        out.pop();
    }
    out
}

/// The code with which a text begins, with or without `net::`.
pub(crate) fn leading(text: &str) -> Option<&'static Code> {
    let text = text.strip_prefix("net::").or_else(|| text.strip_prefix("NET::")).unwrap_or(text);
    let end = text.bytes().position(|byte| !is_part(byte)).unwrap_or(text.len());
    exactly(scan::split_at(text, end).0)
}

/// The first code in a text.
pub(crate) fn within(text: &str) -> Option<&'static Code> {
    let mut rest = text;
    loop {
        let start = rest.bytes().position(is_part)?;
        let from = scan::split_at(rest, start).1;
        let end = from.bytes().position(|byte| !is_part(byte)).unwrap_or(from.len());
        let (word, after) = scan::split_at(from, end);
        if let Some(code) = exactly(word) {
            return Some(code);
        }
        rest = after;
    }
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The shortest code.
const SHORTEST: usize = 8;

fn exactly(word: &str) -> Option<&'static Code> {
    if word.len() < SHORTEST || !is_like_one(word) {
        return None;
    }
    let at = CODES.binary_search_by(|code| code.code.cmp(word)).ok()?;
    CODES.get(at)
}

/// Whether a word is written as codes are, `ERR_FAILED` or `netReset`; most are
/// not.
fn is_like_one(word: &str) -> bool {
    let mut bytes = word.bytes();
    match bytes.next() {
        Some(b'A'..=b'Z') => bytes.any(|byte| byte == b'_'),
        Some(b'a'..=b'z') => bytes.any(|byte| byte.is_ascii_uppercase()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_long_enough() {
        assert!(CODES.is_sorted_by(|a, b| a.code < b.code));
        assert!(CODES.iter().all(|code| code.code.len() >= SHORTEST));
        assert!(CODES.iter().all(|code| leading(code.code) == Some(code)));
        assert!(CODES.iter().all(|code| within(code.code) == Some(code)));
    }

    #[test]
    fn a_search_takes_any_spelling() {
        let first = |query: &str| find_codes(query).next().map(|code| code.code);
        assert_eq!(first("net::err_cert_date"), Some("ERR_CERT_DATE_INVALID"));
        assert_eq!(first("record too long"), Some("SSL_ERROR_RX_RECORD_TOO_LONG"));
        assert_eq!(first("dnsnot"), Some("dnsNotFound"));
        assert_eq!(first("no such code"), None);
        assert_eq!(find_codes(" ").count(), CODES.len());
    }
}
