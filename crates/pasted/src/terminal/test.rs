//! The test that an output is held against: whose host, whose origin.

use why1006_evidence::{Asker, Scheme, Target, host, scan};

use crate::{
    asker::Askers,
    attribution::{Mark, Place},
    reading::{Context, Why},
    unusable::BLANK,
};

/// Whom an output is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose<'t> {
    /// The tested address, or nobody who is named: this page's own commands
    /// are what people paste the output of.
    Ours,
    /// Another, and what to call it.
    Not(Why, &'t str),
}

/// The test, as far as outputs need it.
#[derive(Clone, Copy)]
pub(crate) struct Test<'t> {
    mark: &'t Mark<'t>,
    target: &'t Target,
    askers: &'t Askers<'t>,
}

impl<'t> Test<'t> {
    pub(crate) fn new(
        context: &Context<'t>,
        mark: &'t Mark<'t>,
        askers: &'t Askers<'t>,
    ) -> Test<'t> {
        Test { mark, target: context.target, askers }
    }

    pub(crate) fn target_host(&self) -> &'t str {
        &self.target.host
    }

    /// Whose an address is, in full; of the same host and port also with
    /// another path if `any_path`: the network below is the same.
    pub(crate) fn address(&self, address: &'t str, any_path: bool) -> Whose<'t> {
        // Whatever stands behind it may be secret.
        let address = scan::head(address, BLANK);
        match self.place(address) {
            Place::Socket | Place::Request => Whose::Ours,
            Place::Not(Why::OtherPath) if any_path => Whose::Ours,
            Place::Not(Why::OtherSite) => Whose::Not(Why::OtherSite, site(address)),
            Place::Not(why) => Whose::Not(why, scan::head(address, b"?#")),
        }
    }

    fn place(&self, address: &str) -> Place {
        // Programs take `http` for granted.
        if scan::has(address, "://") {
            self.mark.place(address)
        } else {
            self.mark.place(&format!("http://{address}"))
        }
    }

    /// Whose a host is, with a port if one is named; `None` if the word is no
    /// host, or an IP address where the target has a name: that may be its own.
    pub(crate) fn host(&self, word: &'t str, port: Option<u16>) -> Option<Whose<'t>> {
        let word = scan::trim_end(word, b".");
        if !is_host(word) {
            return None;
        }
        let bare = self.target.host.strip_prefix('[').unwrap_or(&self.target.host);
        let bare = scan::trim_end(bare, b"]");
        let is_ours = self.mark.has_host(word) || bare.eq_ignore_ascii_case(word);
        if !is_ours {
            let may_be = is_address(word) && !host::is_address(&self.target.host);
            return match may_be {
                false => Some(Whose::Not(Why::OtherSite, word)),
                true if port.is_some_and(|port| port != self.target.port) => {
                    Some(Whose::Not(Why::OtherAddress, word))
                }
                true => None,
            };
        }
        Some(match port.is_some_and(|port| port != self.target.port) {
            true => Whose::Not(Why::OtherAddress, word),
            false => Whose::Ours,
        })
    }

    /// Whose a request is, by its `Host` header, the path in its first line and
    /// the port that was connected to.
    pub(crate) fn request(
        &self,
        host: &'t str,
        path: &'t str,
        connected: Option<u16>,
    ) -> Whose<'t> {
        let (name, port) = split_port(host);
        let named = port.or(connected.filter(|port| matches!(port, 80 | 443)));
        match self.host(name, named) {
            Some(Whose::Ours) => {}
            Some(whose) => return whose,
            None => return Whose::Ours,
        }
        // A `Host` without a port means 80 or 443.
        let is_default = port.is_some() || matches!(self.target.port, 80 | 443);
        if !is_default {
            return Whose::Not(Why::OtherAddress, name);
        }
        let scheme = if self.target.scheme == Some(Scheme::Wss) { "https" } else { "http" };
        let path = scan::head(path, b"?#");
        let twin = format!("{scheme}://{name}:{}{path}", self.target.port);
        match self.mark.place(&twin) {
            // What is no path would be shown as a host, in full.
            Place::Not(why) => Whose::Not(why, if path.starts_with('/') { path } else { "" }),
            _ => Whose::Ours,
        }
    }

    /// Whose origin a request named; one without the header named none.
    pub(crate) fn asker(&self, origin: Option<&str>) -> Asker {
        self.askers.of(origin.unwrap_or_default())
    }
}

/// A host and its port, if it has one. The colons of an IPv6 address stand in
/// brackets.
pub(crate) fn split_port(authority: &str) -> (&str, Option<u16>) {
    let Some((host, port)) = scan::cut_last(authority, b":") else {
        return (authority, None);
    };
    let number = scan::number(port, 10).and_then(|port| u16::try_from(port).ok());
    let is_bracketed = !scan::has_any(host, b":") || host.ends_with(']');
    match number {
        Some(number) if is_bracketed && !host.is_empty() => (host, Some(number)),
        _ => (authority, None),
    }
}

/// The host and port of an address.
fn site(address: &str) -> &str {
    let rest = scan::split_once(address, "://").map_or(address, |(_, rest)| rest);
    let authority = scan::head(rest, b"/?#");
    let authority = scan::cut_last(authority, b"@").map_or(authority, |(_, host)| host);
    if is_host(split_port(authority).0) { authority } else { "" }
}

/// Whether a word may be a host: letters, digits and what stands between them,
/// and nothing in it that looks like a secret.
fn is_host(word: &str) -> bool {
    let is_part = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']')
    };
    let secret = |label: &str| why1006_evidence::redact::is_token_like(label);
    (1..=253).contains(&word.len())
        && word.bytes().all(|byte| is_part(byte) || !byte.is_ascii())
        && word.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && (!scan::has_any(word, b":") || is_ipv6(word))
        && !scan::parts(word, b".").any(secret)
}

/// A word with colons that is no user and password.
fn is_ipv6(word: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.' | b'[' | b']');
    word.bytes().filter(|byte| *byte == b':').count() >= 2 && word.bytes().all(is_part)
}

/// Whether a host is an IP address, with or without brackets.
pub(crate) fn is_address(word: &str) -> bool {
    host::is_address(word)
        || (scan::has_any(word, b":") && !scan::has_any(word, b".ghijklmnopqrstuvwxyz"))
}
