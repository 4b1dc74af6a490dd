//! One source expression against one address (CSP 3, sections 6.7.2.8 to 12).

use crate::{lint::Parts, scan, target::PolicySays};

/// What an expression says; `None` if it is none (CSP 3, section 2.3.1).
pub(super) fn source(source: &str, page: &Parts, target: &Parts) -> Option<PolicySays> {
    use PolicySays::*;
    if source == "*" {
        return Some(Allows);
    }
    if source.starts_with('\'') {
        // Nonces, hashes and `'unsafe-…'` are for other requests.
        let is_self = source.eq_ignore_ascii_case("'self'") && is_own(page, target);
        return (source.len() > 1 && source.ends_with('\'')).then_some(if is_self {
            Allows
        } else {
            Blocks
        });
    }
    let secure = target.scheme == "wss";
    let (scheme, rest) = match scan::split_once(source, "://") {
        Some((scheme, rest)) => (scheme, Some(rest)),
        None => match source.strip_suffix(':') {
            Some(scheme) => (scheme, None),
            None => (page.scheme.as_str(), Some(source)),
        },
    };
    if !is_of(scheme, b"+-.") {
        return None;
    }
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    let is_web = is("http") || is("https");
    // The plain schemes cover the secure ones, never the other way round.
    let is_plain = is("ws") || is("http");
    let mut says = match is_web || is("ws") || is("wss") {
        true if !is_plain && !secure => Blocks,
        // By the standard, and by no engine.
        true if is_web => Unclear,
        true => Allows,
        false => Blocks,
    };
    let Some(rest) = rest else {
        return Some(says);
    };

    let (authority, path) = scan::split_at(rest, scan::upto(rest, b"/"));
    let (name, port) = match scan::cut_last(authority, b":") {
        Some((name, port)) => (name, Some(port)),
        None => (authority, None),
    };
    let bare = name.strip_prefix("*.").unwrap_or(name);
    let is_name = !bare.is_empty() && is_of(bare, b"-._") || name == "*";
    if !is_name || scan::has_any(path, b"?#") {
        return None;
    }
    let default = |secure| if secure { 443 } else { 80 };
    let actual = target.port.unwrap_or(default(secure));
    let is_port = match port {
        None => actual == default(secure),
        Some("*") => true,
        Some(digits) => {
            let port = u16::try_from(scan::number(digits, 10)?).ok()?;
            let is_same = port == actual;
            if is_same && is_plain && secure {
                // Chromium wants scheme and port to be upgraded both or neither.
                says = says.min(Unclear);
            }
            // Beyond the standard, in all engines: 80 covers 443 where the
            // scheme is upgraded.
            is_same || is_plain && secure && (port, actual) == (80, 443)
        }
    };
    let fits = is_port && is_host(name, &target.host) && is_path(path, &target.path);
    Some(if fits { says } else { Blocks })
}

/// `'self'` (6.7.2.8, step 4): the same host, and the same port or both the
/// default; a secure page stays secure.
fn is_own(page: &Parts, target: &Parts) -> bool {
    page.host == target.host
        && page.port == target.port
        && (target.scheme == "wss" || page.scheme == "http")
}

/// The host-part match. The standard leaves addresses in numbers out; engines
/// compare them like names, and so does this.
fn is_host(pattern: &str, host: &str) -> bool {
    let (tail, least) = match pattern.strip_prefix('*') {
        Some(tail) => (tail, host.len().saturating_sub(tail.len())),
        None => (pattern, 0),
    };
    host.as_bytes()[least..].eq_ignore_ascii_case(tail.as_bytes())
}

/// The path-part match: of whole pieces, decoded, with their case.
fn is_path(pattern: &str, path: &str) -> bool {
    let (wanted, path) = (decoded(pattern), decoded(path));
    match pattern.is_empty() || pattern.ends_with('/') {
        true => path.starts_with(&wanted) || pattern == "/",
        false => path == wanted,
    }
}

/// A path without percent-encoding; what is none stays as it is. A slash that
/// was encoded divides nothing and becomes a zero.
#[inline(never)]
fn decoded(path: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |at: usize| char::from(*tail.get(at)?).to_digit(16);
        rest = tail;
        bytes.push(match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                rest = &tail[2..];
                let byte = (high * 16 + low) as u8;
                if byte == b'/' { 0 } else { byte }
            }
            _ => *first,
        });
    }
    bytes
}

/// Only ASCII letters, digits and some others.
#[inline(never)]
fn is_of(text: &str, others: &[u8]) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || others.contains(&b))
}
