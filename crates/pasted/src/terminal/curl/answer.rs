//! The head of an answer, judged as a browser would.

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Asked, Request};
use crate::{gather::Line, line, unusable::BLANK};

/// The key of RFC 6455, section 1.3, which this page's commands send, and the
/// only accept that fits it. Another key is not checked.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// An answer, as far as its head is visible.
pub(super) struct Answer<'t> {
    /// The line with the status.
    pub(super) line: Line<'t>,
    /// The head is visible to its end.
    pub(super) is_whole: bool,
    /// Nothing more of it follows.
    pub(super) is_left: bool,
    status: u16,
    is_http1_1: bool,
    upgrade: Header<'t>,
    connection: bool,
    accept: Header<'t>,
    protocol: Header<'t>,
    extensions: u32,
}

/// A header that may stand there once.
#[derive(Clone, Copy, Default)]
struct Header<'t> {
    value: &'t str,
    times: u32,
}

impl<'t> Header<'t> {
    fn take(&mut self, value: &'t str) {
        self.value = value;
        self.times += 1;
    }
}

impl<'t> Answer<'t> {
    /// The answer of a status line, `HTTP/1.1 403 Forbidden`.
    pub(super) fn new(text: &'t str, line: Line<'t>) -> Option<Answer<'t>> {
        let rest = text.strip_prefix("HTTP/")?;
        let (version, rest) = scan::cut(rest, b" ")?;
        let status = line::status(rest)?;
        Some(Answer { is_http1_1: version == "1.1", ..Answer::of(status, line) })
    }

    /// The status that `-w` prints alone; the inner `None` is its `000`.
    pub(super) fn alone(text: &'t str, line: Line<'t>) -> Option<Option<Answer<'t>>> {
        if text == "000" {
            return Some(None);
        }
        let status = line::status(text).filter(|_| text.len() == 3)?;
        Some(Some(Answer::of(status, line)))
    }

    fn of(status: u16, line: Line<'t>) -> Answer<'t> {
        Answer {
            line,
            is_whole: false,
            is_left: false,
            status,
            is_http1_1: true,
            upgrade: Header::default(),
            connection: false,
            accept: Header::default(),
            protocol: Header::default(),
            extensions: 0,
        }
    }

    pub(super) fn header(&mut self, text: &'t str) {
        let Some((name, value)) = scan::cut(text, b":") else { return };
        let value = scan::trim_end(scan::trim_start(value, BLANK), BLANK);
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("upgrade") {
            self.upgrade.take(value);
        } else if is("connection") {
            let mut tokens = scan::parts(value, b", ");
            // More than one is a list (RFC 9110, 5.3), and fine.
            self.connection |= tokens.any(|token| token.eq_ignore_ascii_case("upgrade"));
        } else if is("sec-websocket-accept") {
            self.accept.take(value);
        } else if is("sec-websocket-protocol") {
            self.protocol.take(value);
        } else if is("sec-websocket-extensions") {
            self.extensions += 1;
        }
    }

    /// More is to follow: 100 or 103.
    pub(super) fn is_interim(&self) -> bool {
        self.status < 200 && self.status != 101
    }

    /// A 101 whose head ended before its time.
    pub(super) fn is_cut(&self) -> bool {
        self.status == 101 && !self.is_whole && self.is_left
    }

    /// What it says as a proxy's answer to `CONNECT`.
    pub(super) fn of_proxy(&self) -> Option<Clue> {
        match self.status {
            200..=299 => None,
            407 => Some(Clue::ProxyAuth),
            _ => Some(Clue::TunnelFailed),
        }
    }

    /// What it says, its way not yet known; `None` if it is not the last one, or
    /// a 101 whose head is not visible to its end.
    pub(super) fn judge(&self, request: Option<&Request>, asked: Option<&Asked>) -> Option<Told> {
        if self.is_interim() {
            return None;
        }
        if self.status != 101 {
            return Some(Told::status(Way::Terminal, self.status));
        }
        if !self.is_whole {
            return None;
        }
        let key = request.and_then(|request| request.key);
        // Item 5: an extension that was not asked for.
        let is_plain = request.is_some_and(|r| r.shows_all() && !r.extensions);
        let clue = if self.breaks_rules(key) || is_plain && self.extensions > 0 {
            Clue::BadHandshake
        } else {
            self.protocols(request, asked)
        };
        Some(Told::new(Way::Terminal, clue))
    }

    /// RFC 6455, section 4.1, items 2 to 4 of what a client checks. Every
    /// accept has the length of a hash in base64.
    fn breaks_rules(&self, key: Option<&str>) -> bool {
        let accept = self.accept.value;
        !self.is_http1_1
            || self.upgrade.times != 1
            || !self.upgrade.value.eq_ignore_ascii_case("websocket")
            || !self.connection
            || self.accept.times != 1
            || accept.len() != ACCEPT.len()
            || (key == Some(KEY) && accept != ACCEPT)
    }

    /// Item 6 there, and what browsers add: of subprotocols that were offered
    /// one has to be chosen (WHATWG WebSockets, the opening handshake).
    fn protocols(&self, request: Option<&Request>, asked: Option<&Asked>) -> Clue {
        let offered = match request {
            Some(request) if request.shows_all() || request.protocols.is_some() => {
                request.protocols
            }
            _ => asked.and_then(|asked| asked.protocols),
        };
        let is_offered = |name: &str| {
            let trim = |part| scan::trim_start(scan::trim_end(part, BLANK), BLANK);
            offered.is_some_and(|list| scan::parts(list, b",").any(|part| trim(part) == name))
        };
        let fits = match self.protocol.times {
            0 => offered.is_none(),
            1 => is_offered(self.protocol.value),
            _ => false,
        };
        if fits { Clue::Works } else { Clue::Subprotocol }
    }
}
