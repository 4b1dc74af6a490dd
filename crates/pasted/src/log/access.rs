//! Lines of access logs: a path, and how it was answered.
//!
//! A browser opens a WebSocket with GET over HTTP/1.1. A line of HTTP/2 or 3 is
//! about a web request, and so is one with a referrer: the handshake has none
//! (WHATWG WebSockets, "establish a WebSocket connection").

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Named, path, tale::Tale};
use crate::{
    attribution::{self, Mark, Place},
    line,
    reading::Why,
    unusable::BLANK,
};

/// What a line of an access log says.
pub(super) fn read<'t>(text: &'t str, mark: &Mark) -> Option<Tale<'t>> {
    socket(text, mark).or_else(|| {
        let is_request = scan::has(text, "GET ");
        if is_request { request(text, mark).or_else(|| finished(text, mark)) } else { None }
    })
}

/// `GET` with a path: nginx and Apache (common and combined form), uvicorn,
/// daphne and others in quotes; Django's `runserver` (`HTTP GET /ws/ 404 [`) and
/// Tornado (`403 GET /ws (`) without.
fn request<'t>(text: &'t str, mark: &Mark) -> Option<Tale<'t>> {
    let (before, rest) = scan::split_once(text, "GET /")?;
    let start = text.len() - rest.len() - 1;
    let from = scan::split_at(text, start).1;
    let quoted = before.ends_with('"');
    let (path_text, after) = scan::cut(from, if quoted { b" \"" } else { b" " })?;
    let named = path(path_text, mark);
    if !quoted {
        // An answer that curl or a socket prints begins otherwise.
        let ahead = scan::trim_end(before, BLANK);
        let status = match ahead.ends_with("HTTP") {
            true => line::status(scan::trim_start(after, BLANK))?,
            false if after.starts_with('(') => last_status(ahead)?,
            false => return None,
        };
        return Some(answered(status).at(named));
    }
    let (version, after) = match after.starts_with("HTTP/") {
        true => scan::cut(after, b"\"")?,
        false => ("", scan::trim_start(after, b"\"")),
    };
    let after = scan::trim_start(after, BLANK);
    let status = line::status(after)?;
    let is_web =
        version.starts_with("HTTP/2") || version.starts_with("HTTP/3") || has_referrer(after);
    if is_web && named == Named::Ours {
        return Some(Tale::Leaves(Why::OtherRequest, ""));
    }
    Some(answered(status).at(named))
}

/// The status that stands last in a text, with a blank or bracket before it.
fn last_status(text: &str) -> Option<u16> {
    let start = text.len().checked_sub(3)?;
    let (before, digits) = scan::split_at(text, start);
    let begins = before.as_bytes().last().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    line::status(digits).filter(|_| begins)
}

/// The combined form has it in quotes behind status and length.
fn has_referrer(after: &str) -> bool {
    scan::cut(after, b"\"").is_some_and(|(_, rest)| scan::begins_any_case(rest.as_bytes(), "http"))
}

/// What a status says of an attempt.
pub(super) fn answered<'t>(status: u16) -> Tale<'t> {
    match status {
        101 => Tale::Tells(Told::new(Way::ServerLog, Clue::Works), None),
        // nginx writes it for a client that left, to whom nothing was sent.
        499 => Tale::Leaves(Why::Harmless, ""),
        status => Tale::Tells(Told::status(Way::ServerLog, status), None),
    }
}

/// What uvicorn and daphne write of WebSockets alone, with the path behind.
/// encode/uvicorn, `websockets_impl.py`: `"WebSocket /ws" [accepted]` or 403;
/// django/daphne, `access.py` (`WSCONNECT`), and django/channels, `management/
/// commands/runserver.py`. Who is rejected there is answered with 403.
fn socket<'t>(text: &'t str, mark: &Mark) -> Option<Tale<'t>> {
    let bytes = text.as_bytes();
    let here = |at: usize| bytes.get(at..).unwrap_or_default();
    let mut starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'W');
    let (at, (words, status)) = starts.find_map(|(at, _)| {
        let known = SOCKET.iter().find(|(words, _)| here(at).starts_with(words.as_bytes()))?;
        Some((at, *known))
    })?;
    let rest = scan::split_at(text, at + words.len() - 1).1;
    let tale = match status {
        Some(status) => answered(status),
        None => {
            let after = scan::trim_start(scan::cut(rest, b"\"")?.1, BLANK);
            match line::status(after) {
                Some(status) => answered(status),
                None if after.starts_with("[accepted]") => answered(101),
                None => return None,
            }
        }
    };
    Some(tale.at(path(rest, mark)))
}

/// The words before such a path, and the status that they stand for; uvicorn's
/// has it behind.
const SOCKET: [(&str, Option<u16>); 5] = [
    ("WebSocket /", None),
    ("WebSocket REJECT /", Some(403)),
    ("WebSocket CONNECT /", Some(101)),
    ("WSREJECT /", Some(403)),
    ("WSCONNECT /", Some(101)),
];

/// dotnet/aspnetcore, `HostingRequestFinishedLog.cs`: `Request finished HTTP/1.1
/// GET https://a.example/hub?id=… - 404 0 - 1.2ms`.
fn finished<'t>(text: &'t str, mark: &Mark) -> Option<Tale<'t>> {
    let (_, rest) = scan::split_once(text, "Request finished HTTP/1.1 GET ")?;
    let (_, address, after) = attribution::first(rest)?;
    let (_, after) = scan::split_once(after, "- ")?;
    let named = match mark.place(address) {
        Place::Not(why) => Named::Other(why, scan::head(address, b"?#")),
        Place::Socket | Place::Request => Named::Ours,
    };
    Some(answered(line::status(after)?).at(named))
}
