//! The address, the host and the origins as a command takes them.

use why1006_evidence::{Scheme, Target, redact::REMOVED, scan};

use crate::Subject;

/// The address with `https` or `http` in place of `wss` or `ws`.
pub(crate) fn web(target: &Target) -> Option<String> {
    Some([web_scheme(target)?, &rest(target)?].concat())
}

/// The address itself.
pub(crate) fn socket(target: &Target) -> Option<String> {
    Some([target.scheme?.as_str(), "://", &rest(target)?].concat())
}

/// What follows the scheme, without user, password and fragment: browsers send
/// neither with a first attempt.
fn rest(target: &Target) -> Option<String> {
    let rest = target.url.strip_prefix(target.scheme?.as_str())?.strip_prefix("://")?;
    let rest = scan::head(rest, b"#");
    let (authority, path) = scan::split_at(rest, scan::upto(rest, b"/?"));
    let host = scan::cut_last(authority, b"@").map_or(authority, |(_, host)| host);
    (!host.is_empty()).then(|| [plain(host), plain(path)].concat())
}

fn web_scheme(target: &Target) -> Option<&'static str> {
    Some(match target.scheme? {
        Scheme::Ws => "http://",
        Scheme::Wss => "https://",
    })
}

/// Whose origins are asked with: this page's, and the app's. If it is not known
/// where the app runs, it is taken to run where the address is.
pub(crate) fn origins(subject: &Subject) -> Vec<String> {
    let app = match &subject.target.app {
        Some(app) if !app.origin.is_empty() => Some(plain(&app.origin)),
        _ => own(subject.target),
    };
    let mut origins = vec![plain(subject.page_origin)];
    origins.extend(app.filter(|app| *app != origins[0]));
    origins.retain(|origin| !origin.is_empty());
    origins
}

/// The origin that a page has at the address itself (RFC 6454, section 6.2).
fn own(target: &Target) -> Option<String> {
    let mut origin = [web_scheme(target)?, &plain(&target.host)].concat();
    if target.port != target.scheme?.default_port() {
        origin.push(':');
        origin.push_str(&target.port.to_string());
    }
    Some(origin)
}

/// The subprotocols that are offered.
pub(crate) fn protocols(target: &Target) -> Vec<String> {
    target.protocols.iter().map(|name| plain(name)).filter(|name| !name.is_empty()).collect()
}

/// Host and port for programs that take them apart.
pub(crate) struct Place {
    /// A name, or an IP address without brackets.
    pub(crate) host: String,
    pub(crate) port: String,
    /// The same as one word, IPv6 in brackets.
    pub(crate) both: String,
}

/// `None` if the host is no name as the DNS has them, and no IP address: such a
/// word may mean something else to a program.
pub(crate) fn place(target: &Target) -> Option<Place> {
    let host = scan::trim_end(target.host.strip_prefix('[').unwrap_or(&target.host), b"]");
    let is_usual = |byte: u8| match target.host.starts_with('[') {
        true => byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'),
        false => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'),
    };
    let is_named = !host.is_empty() && !host.starts_with('-') && host.bytes().all(is_usual);
    if !is_named || target.port == 0 {
        return None;
    }
    let port = target.port.to_string();
    Some(Place { host: host.to_owned(), both: [&target.host, ":", &port].concat(), port })
}

/// A word of visible ASCII. All else is written as its bytes in UTF-8, `%XX`, as
/// a browser does in a path; and so are the double quote and the backslash, which
/// PowerShell 5.1 passes on wrongly. Where something was taken out stays visible.
pub(crate) fn plain(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    let mut bytes = [0; 4];
    for c in text.chars() {
        let mark = c.encode_utf8(&mut bytes);
        match c {
            '!'..='~' if !matches!(c, '"' | '\\') => out.push(c),
            _ if mark == REMOVED => out.push(c),
            _ => mark.bytes().for_each(|byte| {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }),
        }
    }
    out
}
