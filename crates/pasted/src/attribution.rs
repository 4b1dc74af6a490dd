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
    let mut rest = text;
    loop {
        let at = scan::find(rest, "://")?;
        let colon = text.len() - rest.len() + at;
        if let Some(start) = scheme(text.as_bytes().get(..colon)?) {
            let (before, rest) = scan::split_at(text, start);
            let quoted = before.as_bytes().last() == Some(&b'\'');
            let (address, after) = scan::split_at(rest, end(rest, quoted));
            return Some((before, address, after));
        }
        rest = rest.get(at + 1..)?;
    }
}

/// Where the scheme begins with which a text ends; `None` if none does.
fn scheme(text: &[u8]) -> Option<usize> {
    let mut before = text;
    while let [rest @ .., last] = before
        && last.is_ascii_alphabetic()
    {
        before = rest;
    }
    let letters = text.get(before.len()..)?;
    let known = match letters.len() {
        2 => "ws",
        3 => "wss",
        4 => "http",
        5 => "https",
        _ => return None,
    };
    scan::begins_any_case(letters, known).then_some(before.len())
}

fn end(rest: &str, quoted: bool) -> usize {
    // A bit for each of the first 64 bytes: white space and before, `"`, `<`, `>`.
    const ENDS: u64 = ((1 << 33) - 1) | (1 << b'"') | (1 << b'<') | (1 << b'>');
    let ends = if quoted { ENDS | (1 << b'\'') } else { ENDS };
    let is_end = |(at, byte): (usize, u8)| match byte {
        0..64 => ends >> byte & 1 == 1,
        b'`' => true,
        // The first byte of a character that is not ASCII.
        0xc0.. => scan::split_at(rest, at).1.starts_with(CLOSING),
        _ => false,
    };
    rest.bytes().enumerate().position(is_end).unwrap_or(rest.len())
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
        let (scheme, rest) = around_colon(text)?;
        let is = |known: &str| known.eq_ignore_ascii_case(scheme);
        let (is_web, is_secure) = (is("http") || is("https"), is("wss") || is("https"));
        let (site, path) = authority(rest);
        // The colons of an IPv6 address stand in brackets.
        let colon = site.bytes().rposition(|byte| matches!(byte, b':' | b']'));
        let (host, port) = match colon.map(|at| site.split_at_checked(at)) {
            Some(Some((host, port))) if port.starts_with(':') => (host, port),
            _ => (site, ""),
        };
        let port = match port.get(1..).unwrap_or_default() {
            "" if is_secure => 443,
            "" => 80,
            digits => u16::try_from(scan::number(digits, 10)?).ok()?,
        };
        let path = scan::head(path, b"?#");
        let path = if path.is_empty() { "/" } else { path };
        Some(Address { is_web, is_secure, host, port, path })
    }
}

/// What stands before and behind the first `://` of an address.
fn around_colon(address: &str) -> Option<(&str, &str)> {
    // Mostly it is the first colon, and near.
    let near = address.bytes().take(6).position(|byte| byte == b':').unwrap_or_default();
    let (scheme, rest) = address.split_at_checked(near)?;
    match rest.strip_prefix("://") {
        Some(rest) => Some((scheme, rest)),
        None => scan::split_once(address, "://"),
    }
}

/// The host and port of what stands behind the `://` of an address, and the rest
/// from the path on.
fn authority(rest: &str) -> (&str, &str) {
    let mut host = 0;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'@' => host = at + 1,
            b'/' | b'?' | b'#' => {
                let (before, path) = scan::split_at(rest, at);
                return (scan::split_at(before, host).1, path);
            }
            _ => {}
        }
    }
    (scan::split_at(rest, host).1, "")
}

/// The host and port of an address.
pub(crate) fn site(address: &str) -> &str {
    authority(around_colon(address).map_or(address, |(_, rest)| rest)).0
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
        // Most have none.
        let has_mark = address.as_bytes().last().is_some_and(|last| MARKS.contains(last));
        if !matches!(first, Place::Not(_)) || !has_mark {
            return first;
        }
        let without_one = scan::split_at(address, address.len() - 1).0;
        for shorter in [without_one, scan::trim_end(address, MARKS)] {
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
