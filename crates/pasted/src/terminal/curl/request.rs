//! The head of a request, from the lines after `> `.

use why1006_evidence::scan;

use crate::gather::Line;

/// A request, as far as its head is visible.
pub(super) struct Request<'t> {
    pub(super) host: Option<&'t str>,
    pub(super) path: &'t str,
    pub(super) key: Option<&'t str>,
    pub(super) protocols: Option<&'t str>,
    /// It offers an extension.
    pub(super) extensions: bool,
    /// The head is visible to its end.
    pub(super) is_whole: bool,
    /// Its first line is visible.
    has_begin: bool,
    is_tunnel: bool,
    is_http1: bool,
    origin: Option<&'t str>,
    upgrade: bool,
}

impl<'t> Request<'t> {
    /// Whether a text is the first line of a request.
    pub(super) fn begins(text: &str) -> bool {
        let (method, rest) = scan::cut(text, b" ").unwrap_or((text, ""));
        let is_method =
            (3..=7).contains(&method.len()) && method.bytes().all(|b| b.is_ascii_uppercase());
        is_method && scan::cut_last(rest, b" ").is_some_and(|(_, last)| last.starts_with("HTTP/"))
    }

    /// Whether a text is a header that such requests have: other programs put
    /// `> ` before their lines, too.
    pub(super) fn is_header(text: &str) -> bool {
        const NAMES: [&str; 10] = [
            "host",
            "user-agent",
            "accept",
            "connection",
            "upgrade",
            "origin",
            "cookie",
            "authorization",
            "sec-websocket-key",
            "sec-websocket-version",
        ];
        let name = scan::cut(text, b":").map_or("", |(name, _)| name);
        NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// The request of a first line.
    pub(super) fn new(text: &'t str, line: Line<'t>) -> Request<'t> {
        let (method, rest) = scan::cut(text, b" ").unwrap_or((text, ""));
        let (path, version) = scan::cut_last(rest, b" ").unwrap_or((rest, ""));
        let mut request = Request::cut(line);
        request.has_begin = true;
        request.is_tunnel = method == "CONNECT";
        request.is_http1 = version.starts_with("HTTP/1");
        request.path = path;
        // Through a proxy, the whole address stands there.
        if let Some((_, rest)) = scan::split_once(path, "://").filter(|_| !path.starts_with('/')) {
            let (host, path) = scan::split_at(rest, scan::upto(rest, b"/?"));
            request.host = Some(host);
            request.path = path;
        }
        request
    }

    /// One whose begin was cut off.
    pub(super) fn cut(_: Line<'t>) -> Request<'t> {
        Request {
            host: None,
            path: "/",
            key: None,
            protocols: None,
            extensions: false,
            is_whole: false,
            has_begin: false,
            is_tunnel: false,
            is_http1: true,
            origin: None,
            upgrade: false,
        }
    }

    pub(super) fn header(&mut self, text: &'t str) {
        let Some((name, value)) = scan::cut(text, b":") else { return };
        let value = scan::trim_start(value, b" ");
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("host") {
            self.host = self.host.or(Some(value));
        } else if is("origin") {
            self.origin = Some(value);
        } else if is("upgrade") {
            self.upgrade = value.eq_ignore_ascii_case("websocket");
        } else if is("sec-websocket-key") {
            self.key = Some(value);
        } else if is("sec-websocket-protocol") {
            self.protocols = Some(value);
        } else if is("sec-websocket-extensions") {
            self.extensions = true;
        }
    }

    pub(super) fn is_tunnel(&self) -> bool {
        self.is_tunnel
    }

    /// Every header of it is visible.
    pub(super) fn shows_all(&self) -> bool {
        self.has_begin && self.is_whole
    }

    /// Whether it asks for a handshake; `None` where that may be cut off. In
    /// HTTP/2 curl cannot ask for one.
    pub(super) fn asks_upgrade(&self) -> Option<bool> {
        match self.upgrade {
            true => Some(self.is_http1),
            false => self.shows_all().then_some(false),
        }
    }

    /// Whose origin it names; the inner `None` is nobody's.
    pub(super) fn origin(&self) -> Option<Option<&'t str>> {
        match self.origin {
            Some(origin) => Some(Some(origin)),
            None => self.shows_all().then_some(None),
        }
    }
}
