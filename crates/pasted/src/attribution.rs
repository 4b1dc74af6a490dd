//! Which address a line is about, held against the one under test.

use why1006_evidence::{Scheme, Target, redact::REMOVED, scan};

use crate::reading::Why;

/// What an address in a line is to the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The very WebSocket address.
    Socket,
    /// The same address by http or https, whichever is its twin.
    Request,
    /// Neither.
    Not(Why),
}

/// The first web or WebSocket address in a text, with the text before and after.
///
/// One that stands in quotes ends with them, another with white space.
pub(crate) fn first(text: &str) -> Option<(&str, &str, &str)> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = colon(bytes, from) {
        from = at + 1;
        let letters = bytes.get(..at)?.iter().rev().take(6).take_while(|b| b.is_ascii_alphabetic());
        let start = at - letters.count();
        let scheme = scan::split_at(scan::split_at(text, at).0, start).1;
        if !["ws", "wss", "http", "https"].iter().any(|known| known.eq_ignore_ascii_case(scheme)) {
            continue;
        }
        let (before, rest) = scan::split_at(text, start);
        let quoted = before.as_bytes().last() == Some(&b'\'');
        let (address, after) = scan::split_at(rest, end(rest, quoted));
        return Some((before, address, after));
    }
    None
}

/// Where the next `://` stands.
fn colon(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b':')?;
        if bytes.get(at..)?.starts_with(b"://") {
            return Some(at);
        }
        at += 1;
    }
}

fn end(rest: &str, quoted: bool) -> usize {
    for (at, byte) in rest.bytes().enumerate() {
        let ends = match byte {
            b'\'' => quoted,
            b'"' | b'<' | b'>' | b'`' => true,
            // The first byte of a character that is not ASCII.
            0xc0.. => scan::split_at(rest, at).1.starts_with(CLOSING),
            byte => byte <= b' ',
        };
        if ends {
            return at;
        }
    }
    rest.len()
}

/// Quotes and other marks of many languages that end an address.
const CLOSING: [char; 13] =
    ['‘', '’', '“', '”', '«', '»', '„', '。', '、', '，', '「', '\u{a0}', '\u{3000}'];

/// An address, taken apart as far as the comparison needs it.
struct Address<'t> {
    is_web: bool,
    is_secure: bool,
    host: &'t str,
    port: u16,
    path: &'t str,
}

impl<'t> Address<'t> {
    fn read(text: &'t str) -> Option<Address<'t>> {
        let (scheme, rest) = scan::split_once(text, "://")?;
        let is = |known: &str| known.eq_ignore_ascii_case(scheme);
        let (is_web, is_secure) = (is("http") || is("https"), is("wss") || is("https"));
        let rest = scan::head(rest, b"?#");
        let (authority, path) = scan::split_at(rest, scan::upto(rest, b"/"));
        let authority = scan::cut_last(authority, b"@").map_or(authority, |(_, host)| host);
        // The colons of an IPv6 address stand in brackets.
        let (host, port) = match scan::cut_last(authority, b":") {
            Some((host, port)) if !scan::has_any(port, b"]") => (host, port),
            _ => (authority, ""),
        };
        let default = if is_secure { 443 } else { 80 };
        let port =
            if port.is_empty() { default } else { u16::try_from(scan::number(port, 10)?).ok()? };
        let path = if path.is_empty() { "/" } else { path };
        Some(Address { is_web, is_secure, host, port, path })
    }
}

/// The target, ready to be compared with.
pub(crate) struct Mark<'t> {
    target: &'t Target,
    path: &'t str,
}

impl<'t> Mark<'t> {
    pub(crate) fn new(target: &'t Target) -> Mark<'t> {
        let path = Address::read(&target.url).map_or("/", |address| address.path);
        Mark { target, path }
    }

    /// Whether the target offers subprotocols.
    pub(crate) fn offers(&self) -> bool {
        !self.target.protocols.is_empty()
    }

    /// Whether the target has this port.
    pub(crate) fn has_port(&self, port: u16) -> bool {
        self.target.port == port
    }

    /// Whether a path, as a request line has it, is the target's. Some logs put
    /// a slash behind each.
    pub(crate) fn has_path(&self, path: &str) -> bool {
        let path = scan::head(path, b"?#");
        same_path(self.path, path)
            || path.strip_suffix('/').is_some_and(|p| same_path(self.path, p))
    }

    /// Whether a `Host` header, with or without its port, is the target's.
    pub(crate) fn has_authority(&self, host: &str) -> bool {
        let (name, port) = match scan::cut_last(host, b":") {
            Some((name, port)) if !scan::has_any(port, b"]") => (name, scan::number(port, 10)),
            _ => (host, None),
        };
        same_host(&self.target.host, name)
            && port.is_none_or(|port| port == u32::from(self.target.port))
    }

    /// Whether the target has this host.
    pub(crate) fn has_host(&self, host: &str) -> bool {
        !host.is_empty() && same_host(&self.target.host, host)
    }

    /// What an address of a line is to the target. A sentence's full stop, a
    /// comma or a bracket at its end may or may not belong to it.
    pub(crate) fn place(&self, address: &str) -> Place {
        let first = self.place_exactly(address);
        if !matches!(first, Place::Not(_)) {
            return first;
        }
        for shorter in [without_mark(address), scan::trim_end(address, MARKS)] {
            // Most have none.
            if shorter.len() == address.len() {
                break;
            }
            let place = self.place_exactly(shorter);
            if !matches!(place, Place::Not(_)) {
                return place;
            }
        }
        first
    }

    fn place_exactly(&self, address: &str) -> Place {
        let Some(seen) = Address::read(address) else {
            return Place::Not(Why::OtherSite);
        };
        let place = self.compare(&seen);
        let is_own = || {
            (seen.host.ends_with(".invalid") && seen.host.starts_with("why1006-"))
                || seen.path.ends_with("/reference/socket")
                || seen.path.ends_with("/reference/http")
        };
        if matches!(place, Place::Not(_)) && is_own() { Place::Not(Why::OwnProbe) } else { place }
    }

    fn compare(&self, seen: &Address) -> Place {
        let Some(scheme) = self.target.scheme else {
            return Place::Not(Why::OtherSite);
        };
        if !same_host(&self.target.host, seen.host) {
            return Place::Not(Why::OtherSite);
        }
        if seen.is_secure != (scheme == Scheme::Wss) || seen.port != self.target.port {
            return Place::Not(Why::OtherAddress);
        }
        match same_path(self.path, seen.path) {
            false => Place::Not(Why::OtherPath),
            true if seen.is_web => Place::Request,
            true => Place::Socket,
        }
    }
}

/// Whether two web origins are the same.
pub(crate) fn same_site(a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (Address::read(a), Address::read(b)) else {
        return false;
    };
    a.is_web
        && b.is_web
        && a.is_secure == b.is_secure
        && a.port == b.port
        && same_host(a.host, b.host)
}

/// Marks at the end of an address that may belong to the sentence around it.
const MARKS: &[u8] = b".,;:)]}!?'";

/// The text without one such mark.
fn without_mark(text: &str) -> &str {
    match text.as_bytes().last() {
        Some(last) if MARKS.contains(last) => scan::split_at(text, text.len() - 1).0,
        _ => text,
    }
}

/// Hosts in any case; a label that is not ASCII may be any that stands for one
/// (`xn--`), since this crate has no tables to translate it.
fn same_host(ours: &str, theirs: &str) -> bool {
    let (ours, theirs) = (scan::trim_end(ours, b"."), scan::trim_end(theirs, b"."));
    if theirs.is_ascii() {
        return !ours.is_empty() && ours.eq_ignore_ascii_case(theirs);
    }
    let (mut ours, mut theirs) = (scan::parts(ours, b"."), scan::parts(theirs, b"."));
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if b.is_ascii() => {
                if !a.eq_ignore_ascii_case(b) {
                    return false;
                }
            }
            (Some(a), Some(_)) if scan::begins_any_case(a.as_bytes(), "xn--") => {}
            _ => return false,
        }
    }
}

/// Paths, of which either may have parts taken out: by redaction, by developer
/// tools (`…`) or by Chromium, which leaves the middle of a long address out
/// (`...`, 1,024 characters).
fn same_path(ours: &str, theirs: &str) -> bool {
    let may_lack =
        |path: &str| path.len() > LONG || path.as_bytes().contains(&REMOVED.as_bytes()[0]);
    ours == theirs
        || (may_lack(theirs) && like(theirs, ours))
        || (may_lack(ours) && like(ours, theirs))
}

/// Shorter paths are never cut by Chromium, in bytes.
const LONG: usize = 400;

/// Whether a path with its middle left out stands for the other.
fn like(short: &str, whole: &str) -> bool {
    let gap = match scan::has(short, REMOVED) {
        true => REMOVED,
        false if short.len() > LONG => "...",
        false => return false,
    };
    let Some((head, _)) = scan::split_once(short, gap) else {
        return false;
    };
    let mut tail = short;
    while let Some((_, rest)) = scan::split_once(tail, gap) {
        tail = rest;
    }
    // Where the other has a gap as well, only what stands before and behind
    // both can be compared.
    let known = scan::split_once(whole, gap).map_or(whole, |(known, _)| known);
    let same_head = known.starts_with(head) || head.starts_with(known);
    let mut end = whole;
    while let Some((_, rest)) = scan::split_once(end, gap) {
        end = rest;
    }
    match end.len() == whole.len() {
        true => same_head && end.ends_with(tail) && whole.len() >= head.len() + tail.len(),
        false => same_head && (end.ends_with(tail) || tail.ends_with(end)),
    }
}
