//! Whether two runs tested the same, as far as what was taken out lets one see.

use why1006_evidence::{
    Target,
    redact::{self, REMOVED},
    scan,
};

use why1006_evidence::tags;

tags! {
    /// Whether two runs tested the same.
    pub enum Same {
        /// The same address with the same options.
        Yes = "yes",
        /// The same as far as can be seen: parts of it were taken out.
        Hidden = "hidden",
        /// Another address, or other subprotocols.
        No = "no",
    }
}

/// What [`REMOVED`] becomes when a browser reads it as part of an address.
const ENCODED: &str = "%E2%80%A6";

/// Compares addresses and subprotocols without their secrets: a link has none.
pub(super) fn same(one: &Target, other: &Target) -> Same {
    let [a, b] = [one, other].map(|t| Plain {
        url: address(&t.url),
        protocols: t.protocols.iter().map(|p| redact::protocol(p)).collect(),
        host: &t.host,
    });
    let hosts = [a.host, b.host].map(|host| host == REMOVED);
    let is_alike = match hosts {
        // Its name was taken out as well: what is left has to agree.
        [true, _] | [_, true] => (one.scheme, one.port) == (other.scheme, other.port),
        _ => (one.scheme, a.host, one.port, &a.url) == (other.scheme, b.host, other.port, &b.url),
    };
    if !is_alike || a.protocols != b.protocols {
        return Same::No;
    }
    let is_hidden = |p: &Plain| {
        let all = p.protocols.iter().map(String::as_str).chain([p.host, p.url.as_str()]);
        all.into_iter().any(|text| scan::has(text, REMOVED))
    };
    if is_hidden(&a) || is_hidden(&b) { Same::Hidden } else { Same::Yes }
}

struct Plain<'a> {
    url: String,
    protocols: Vec<String>,
    host: &'a str,
}

/// The address without its secrets, and with one spelling of what was taken out.
fn address(url: &str) -> String {
    let (mut out, mut rest) = (String::new(), url);
    while let Some((before, after)) = scan::split_once(rest, ENCODED) {
        out.push_str(before);
        out.push_str(REMOVED);
        rest = after;
    }
    out.push_str(rest);
    redact::url(&out)
}
