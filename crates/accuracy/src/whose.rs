//! Which recorded line is about what: the table's side of the comparison, and
//! on purpose nothing of the parser that the page uses.

use why1006_evidence::{Target, told::Way};

/// The way of a line about the tested address; `None` if it is about another,
/// or about a further attempt of this page with other subprotocols.
pub fn whose(line: &str, target: &Target) -> Option<Way> {
    if target.protocols.is_empty() && is_of_other_subprotocols(line) {
        return None;
    }
    let socket = &target.url;
    let twin = socket.strip_prefix("ws").map(|rest| format!("http{rest}"));
    let mut way = None;
    for address in addresses(line) {
        match address {
            _ if is_same(address, socket) => return Some(Way::Console),
            _ if twin.as_deref().is_some_and(|twin| is_same(address, twin)) => {
                way = Some(Way::Request);
            }
            _ => {}
        }
    }
    // WebKit names only this page, and the one address that this page asks for
    // by CORS and may not read is the target's.
    if line.contains("is not allowed by Access-Control-Allow-Origin") {
        return Some(Way::Request);
    }
    // WebKit names the port alone.
    let port = format!("WebSocket port {} blocked", target.port);
    if line.contains(&port) { Some(Way::Console) } else { way }
}

/// These say that something was offered.
fn is_of_other_subprotocols(line: &str) -> bool {
    line.contains("Sent non-empty 'Sec-WebSocket-Protocol' header")
        || line.contains("does not match any of sent values")
}

/// Every address in a line, up to a blank or a quotation mark.
fn addresses(line: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| c.is_whitespace() || "'\"`<>‘’“”".contains(c);
    line.split(is_end).filter(|word| word.contains("://"))
}

/// A full stop may end a sentence, and an empty path is that of the root.
fn is_same(seen: &str, ours: &str) -> bool {
    let bare = |address: &str| address.trim_end_matches('/').to_owned();
    let seen = seen.strip_suffix(['.', ',']).filter(|_| !ours.ends_with('.')).unwrap_or(seen);
    let is_root = |address: &str| address.matches('/').count() <= 3 && address.ends_with('/');
    seen == ours || (is_root(ours) || is_root(seen)) && bare(seen) == bare(ours)
}
