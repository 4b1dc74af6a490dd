//! The lines of which blocks of headers are made.

use why1006_evidence::scan;

use super::Section;
use crate::{attribution, line, unusable};

/// The longest name, in bytes; `Sec-WebSocket-Extensions` has 24.
const MAX_NAME: usize = 48;

/// No block begins with a shorter line, in bytes: `Scheme`.
pub(super) const SHORTEST: usize = 6;

/// Names that an address follows.
pub(super) const ADDRESS: [&str; 2] = ["Request URL", "URL"];

/// Names that a status follows.
pub(super) const STATUS: [&str; 2] = ["Status Code", "Status"];

/// The first letters of the lines with which a block begins in English.
pub(super) const BEGINS: &[u8] = b"GHSPRU";

/// Lines that begin so are a terminal's, and so is a block among them.
const TERMINAL: [&str; 6] = ["* ", "< ", "> ", "$ ", "curl ", "  % Total"];

/// Whether a terminal printed a line: with its prompt before `curl`, or curl with
/// a mark, or its table of progress.
pub(super) fn is_terminal(text: &str) -> bool {
    let may_begin =
        matches!(text.as_bytes().first(), Some(b'*' | b'<' | b'>' | b'$' | b'c' | b' '));
    (may_begin && TERMINAL.iter().any(|begin| text.starts_with(begin)))
        || scan::split_once(text, " curl ")
            .is_some_and(|(prompt, _)| scan::trim_end(prompt, b" ").ends_with(['$', '#', '%', '>']))
}

/// Whether a block may begin with a line.
pub(super) fn begins(text: &str) -> bool {
    let first = text.bytes().next().unwrap_or_default();
    if BEGINS.contains(&first) && is_head(text) {
        return true;
    }
    // `Anforderungs-URL: wss://…`: the whole value is an address.
    named(text).is_some_and(|(name, value)| {
        let is_socket = scan::begins_any_case(value.as_bytes(), "ws");
        is_socket && is_address(value) && !scan::has_any(name, b"'\"()[]")
    })
}

/// A first line that is known by its words.
fn is_head(text: &str) -> bool {
    if request_line(text).is_some() || status_line(text).is_some() {
        return true;
    }
    if matches!(text, "General" | "Summary" | "Scheme") || text.starts_with("Provisional headers") {
        return true;
    }
    let label = named(text).map_or(text, |(name, _)| name);
    ADDRESS.contains(&label)
}

pub(super) fn is_address(value: &str) -> bool {
    attribution::first(value)
        .is_some_and(|(before, _, after)| before.is_empty() && after.is_empty())
}

/// `GET /ws HTTP/1.1`, and its path.
pub(super) fn request_line(text: &str) -> Option<&str> {
    let (path, version) = scan::cut(text.strip_prefix("GET ")?, b" ")?;
    version.starts_with("HTTP/").then_some(path)
}

/// `HTTP/1.1 403 Forbidden`, and its status.
pub(super) fn status_line(text: &str) -> Option<u16> {
    let (_, rest) = scan::cut(text.strip_prefix("HTTP/")?, b" ")?;
    line::status(rest)
}

/// A name and its value: `Name: value`, with a tab or with nothing behind.
pub(super) fn named(text: &str) -> Option<(&str, &str)> {
    // A pseudo-header of HTTP/2 begins with a colon.
    let text = text.strip_prefix(':').unwrap_or(text);
    let (name, value) = scan::cut(text, b":\t")?;
    // Of an address it would be the scheme.
    let is_name = !name.is_empty() && name.len() <= MAX_NAME && !value.starts_with("//");
    is_name.then(|| (unusable::trim(name), unusable::trim(value)))
}

/// The name of a part of the block, with the number of its headers or not.
pub(super) fn heading(text: &str) -> Option<Section> {
    let is = |known: &str| {
        scan::begins_any_case(text.as_bytes(), known) && text.len() < known.len() + 12
    };
    if is("Response headers") || text == "Response" {
        Some(Section::Response)
    } else if is("Request headers") || text == "Request" {
        Some(Section::Request)
    } else if text == "General" || text == "Summary" {
        Some(Section::General)
    } else {
        None
    }
}

/// A name on a line of its own: one of the panel's labels or of a header.
pub(super) fn is_label(text: &str) -> bool {
    let known = ADDRESS.contains(&text)
        || STATUS.contains(&text)
        || matches!(
            text,
            "Request Method"
                | "Remote Address"
                | "Referrer Policy"
                | "Scheme"
                | "Filename"
                | "Address"
                | "Version"
                | "Transferred"
        );
    known || is_header(text)
}

/// A word as headers are named. Two of three have a hyphen; the others count if
/// they are of the handshake.
pub(super) fn is_header(name: &str) -> bool {
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let known = ["Host", "Upgrade", "Connection", "Origin", "Date", "Server", "Cookie", "Pragma"];
    name.len() <= MAX_NAME
        && is_word
        && (scan::has_any(name, b"-") || known.iter().any(|one| one.eq_ignore_ascii_case(name)))
}

/// A status with its words behind a label of any language.
pub(super) fn is_status(name: &str, value: &str) -> bool {
    !is_header(name) && line::status(value).is_some_and(|status| status >= 101) && value.len() < 60
}
