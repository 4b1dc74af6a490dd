//! An address in pieces, also one that no browser can read.

use super::{
    super::{
        keep::Kind,
        token::{is_secret_name, is_token_like},
    },
    Pieces, REMOVED,
};
use crate::scan;

impl<'t> Pieces<'t> {
    pub(super) fn address(&mut self, text: &'t str) {
        let (text, fragment) = scan::split_at(text, scan::upto(text, b"#"));
        let (text, query) = scan::split_at(text, scan::upto(text, b"?"));
        let slashes = scan::find(text, "//");
        let (scheme, rest) = scan::split_at(text, slashes.unwrap_or(0));
        let (slash, rest) = scan::split_at(rest, if slashes.is_some() { 2 } else { 0 });
        self.spans(scheme, Kind::Word);
        self.plain(slash);
        let end = scan::upto(rest, b"/");
        let (authority, path) = scan::split_at(rest, authority_end(rest, end));
        self.authority(authority, slashes.is_some());
        self.path(path);
        self.query(query);
        if let Some(named) = fragment.strip_prefix('#') {
            self.plain("#");
            self.secret(Kind::Fragment, named);
        }
    }

    fn authority(&mut self, authority: &'t str, is_sure: bool) {
        let user = authority.bytes().rposition(|byte| byte == b'@');
        let (user, place) = scan::split_at(authority, user.unwrap_or(0));
        self.secret(Kind::User, user);
        let (at, place) = scan::split_at(place, usize::from(place.starts_with('@')));
        self.plain(at);
        let port = match scan::upto(place, b"]") {
            inside if inside < place.len() => inside + 1,
            _ => place.bytes().rposition(|byte| byte == b':').unwrap_or(place.len()),
        };
        let (host, port) = scan::split_at(place, port);
        // Without slashes it may as well be a token with dots in it.
        let is_host = is_sure || (scan::has_any(host, b".:") && !is_token_like(host));
        match is_host {
            true => self.secret(Kind::Host, host),
            false => self.spans(host, Kind::Word),
        }
        // What is no port may be the end of a password.
        match scan::trim_start(port, b":").bytes().all(|byte| byte.is_ascii_digit()) {
            true => self.plain(port),
            false => {
                let (colon, port) = scan::split_at(port, 1);
                self.plain(colon);
                self.secret(Kind::User, port);
            }
        }
    }

    fn path(&mut self, path: &'t str) {
        let mut is_hot = false;
        let mut rest = path;
        while !rest.is_empty() {
            let (slash, tail) = scan::split_at(rest, usize::from(rest.starts_with('/')));
            let (part, tail) = scan::split_at(tail, scan::upto(tail, b"/"));
            self.plain(slash);
            let digit = part.bytes().any(|byte| byte.is_ascii_digit());
            // Parameters behind a semicolon are words of their own.
            let is_one = !scan::has_any(part, b";") && is_token_like(part);
            if is_one || (is_hot && digit && part.len() > 3) {
                self.secret(Kind::Path, part);
            } else {
                self.spans(part, Kind::Path);
            }
            is_hot = is_secret_name(part);
            rest = tail;
        }
    }

    /// A query with its question mark.
    fn query(&mut self, query: &'t str) {
        let mut rest = query;
        while !rest.is_empty() {
            let (edge, tail) = scan::split_at(rest, 1);
            let (pair, tail) = scan::split_at(tail, scan::upto(tail, b"&"));
            self.plain(edge);
            let (name, value) = scan::split_at(pair, scan::upto(pair, b"="));
            self.spans(name, Kind::Query);
            let (equals, value) = scan::split_at(value, usize::from(!value.is_empty()));
            self.plain(equals);
            self.secret(Kind::Query, value);
            rest = tail;
        }
    }
}

/// Where the authority ends. A password with a slash in it makes an address that
/// no browser reads: then all up to its `@` is taken for the user.
fn authority_end(rest: &str, slash: usize) -> usize {
    let (authority, _) = scan::split_at(rest, slash);
    let place = scan::cut_last(authority, b"@").map_or(authority, |(_, place)| place);
    let no_port = scan::cut(place, b":").is_some_and(|(host, port)| {
        let is_port = port == REMOVED || port.bytes().all(|byte| byte.is_ascii_digit());
        !host.starts_with('[') && !is_port
    });
    let at = rest.bytes().rposition(|byte| byte == b'@').filter(|at| no_port && *at > slash);
    at.map_or(slash, |at| at + scan::upto(scan::split_at(rest, at).1, b"/"))
}
