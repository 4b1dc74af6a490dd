//! Finding an address in a line of text.

use crate::scan;

/// The first `ws://` or `wss://` address, also `ws:host` at the very start.
pub(super) fn socket_address(text: &str) -> Option<&str> {
    first(text, &["ws://", "wss://"]).or_else(|| {
        let starts = |scheme| scan::begins_any_case(text.as_bytes(), scheme);
        (starts("ws:") || starts("wss:")).then(|| cut(text, true))
    })
}

/// The first `http://` or `https://` address.
pub(super) fn page_address(text: &str) -> Option<&str> {
    first(text, &["http://", "https://"])
}

fn first<'a>(text: &'a str, schemes: &[&str]) -> Option<&'a str> {
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        let starts_word = !(before.is_ascii_alphanumeric() || b"+-.".contains(&before));
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        if starts_word && schemes.iter().any(|scheme| scan::begins_any_case(rest, scheme)) {
            return Some(cut(scan::split_at(text, at).1, at == 0));
        }
        before = byte;
    }
    None
}

/// Cuts an address out of the text that begins with it; `leads` if nothing
/// stood before it.
fn cut(text: &str, leads: bool) -> &str {
    let mut before = ' ';
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        // `wss://<host>/` is a placeholder, `"wss://a/"` is a quotation.
        let opens_placeholder = c == '<' && matches!(before, '/' | '.' | ':' | '@' | '-' | '=');
        let closes_placeholder = c == '>' && scan::split_at(text, at).0.as_bytes().contains(&b'<');
        let stops = c.is_whitespace()
            || matches!(c, '"' | '\'' | '`' | '<' | '>' | '‘' | '’' | '“' | '”' | '«' | '»');
        if stops && !opens_placeholder && !closes_placeholder {
            end = at;
            break;
        }
        before = c;
    }
    let address = scan::split_at(text, end).0;
    if leads && end == text.len() {
        // Typed as it stands: a trailing dot or bracket may be meant.
        return scan::trim_end(address, b",;");
    }
    let mut address = scan::trim_end(address, b".,;:!?");
    while let Some(inner) =
        address.strip_suffix(')').filter(|inner| !inner.as_bytes().contains(&b'('))
    {
        address = inner;
    }
    address
}

/// A part of the authority that stands for a name still to be filled in.
pub(super) fn placeholder(address: &str) -> Option<&str> {
    let authority = authority(address);
    for pair in [b"<>", b"{}", b"[]"] {
        let tail = scan::split_at(authority, scan::upto(authority, &pair[..1])).1;
        // With its closing bracket, if there is one.
        let end = (scan::upto(tail, &pair[1..]) + 1).min(tail.len());
        let part = scan::split_at(tail, end).0;
        let is_ipv6 = pair == b"[]" && scan::has_any(part, b":");
        if !part.is_empty() && !is_ipv6 {
            return Some(part);
        }
    }
    const NAMES: [&str; 14] = [
        "mydomain",
        "my-domain",
        "my_domain",
        "yourdomain",
        "your-domain",
        "your_domain",
        "yourhost",
        "your-host",
        "your_host",
        "yourserver",
        "your-server",
        "your_server",
        "domain.tld",
        "hostname_here",
    ];
    NAMES.iter().find_map(|name| {
        let at = scan::find_any_case(authority, name)?;
        Some(scan::split_at(scan::split_at(authority, at).1, name.len()).0)
    })
}

fn authority(address: &str) -> &str {
    let rest = scan::split_once(address, "//").map_or(address, |(_, rest)| rest);
    // A `/` inside `<…>` would end the authority too early; none is expected.
    scan::head(rest, b"/?#")
}
