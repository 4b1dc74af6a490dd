//! Pastes that are no text of a console at all.

use why1006_evidence::scan;

use crate::reading::{Fault, MAX_BYTES};

/// How much of a paste is looked at for this, in bytes.
const SAMPLE: usize = 4096;

/// The longest file name, in bytes; Windows allows no longer path by default.
const MAX_NAME: usize = 260;

/// Ends of the names of files that people save from a browser.
const ENDINGS: [&str; 16] = [
    "log", "txt", "har", "json", "html", "htm", "csv", "md", "png", "jpg", "jpeg", "webp", "pdf",
    "zip", "pcap", "pcapng",
];

/// What counts as white space in a paste.
pub(crate) const BLANK: &[u8] = b" \t\r\n\x0b\x0c";

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The fault that shows before any line is read.
pub(crate) fn fault(text: &str) -> Option<Fault> {
    if text.len() > MAX_BYTES {
        return Some(Fault::TooLong);
    }
    let text = trim(text);
    if text.is_empty() {
        return Some(Fault::Empty);
    }
    if is_binary(text) {
        return Some(Fault::Binary);
    }
    is_file_name(text).then_some(Fault::FileName)
}

/// The text without white space around it.
pub(crate) fn trim(text: &str) -> &str {
    let mut bytes = text.as_bytes();
    while let [first, rest @ ..] = bytes
        && is_blank(*first)
    {
        bytes = rest;
    }
    let start = text.len() - bytes.len();
    while let [rest @ .., last] = bytes
        && is_blank(*last)
    {
        bytes = rest;
    }
    let text = text.get(start..start + bytes.len()).unwrap_or(text);
    // What editors put before a file's first character.
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The first `limit` bytes, or a little fewer: never through a character.
pub(crate) fn head(text: &str, limit: usize) -> &str {
    let mut at = limit.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    scan::split_at(text, at).0
}

/// Bytes read as text: NULs, or many control characters and characters that
/// stand for unreadable bytes. Escapes of coloured output are no sign of it.
fn is_binary(text: &str) -> bool {
    let (mut odd, mut all) = (0, 0);
    for c in head(text, SAMPLE).chars() {
        match c {
            '\0' => return true,
            '\t' | '\n' | '\r' | '\x1b' => {}
            _ if c.is_control() || c == '\u{fffd}' => odd += 1,
            _ => {}
        }
        all += 1;
    }
    odd * 16 > all
}

fn is_file_name(text: &str) -> bool {
    let text = scan::trim_end(scan::trim_start(text, b"\"'"), b"\"'");
    if text.len() > MAX_NAME || scan::has_any(text, b"\n\r") {
        return false;
    }
    if scan::begins_any_case(text.as_bytes(), "file://") {
        return true;
    }
    let drive = matches!(text.as_bytes(), [letter, b':', b'\\' | b'/', next, ..]
        if letter.is_ascii_alphabetic() && *next != b'/');
    let Some((name, ending)) = scan::cut_last(text, b".") else {
        return drive;
    };
    let is_known = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending));
    let is_one_word = !scan::has(text, "://") && !scan::has(text, ": ");
    drive || (is_known && is_one_word && !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_from_text() {
        for (text, expected) in [
            ("", Some(Fault::Empty)),
            (" \r\n\t", Some(Fault::Empty)),
            ("\u{feff}", Some(Fault::Empty)),
            ("console.log", Some(Fault::FileName)),
            ("\"C:\\Users\\me and you\\app.har\"", Some(Fault::FileName)),
            ("/home/me/localhost-1700000000.log", Some(Fault::FileName)),
            ("file:///tmp/x", Some(Fault::FileName)),
            ("PK\x03\x04\x14\0\0\0", Some(Fault::Binary)),
            ("\u{fffd}PNG\r\n\x1a\n\u{fffd}\u{fffd}", Some(Fault::Binary)),
            ("net::ERR_CONNECTION_REFUSED", None),
            ("HTTP ERROR 404", None),
            ("wss://a.example/feed.json", None),
            ("a: see console.log", None),
            ("\x1b[31mError\x1b[0m", None),
        ] {
            assert_eq!(fault(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_limit_is_in_bytes_and_inclusive() {
        assert_eq!(fault(&"a ".repeat(MAX_BYTES / 2)), None);
        assert_eq!(fault(&"a ".repeat(MAX_BYTES / 2 + 1)), Some(Fault::TooLong));
    }
}
