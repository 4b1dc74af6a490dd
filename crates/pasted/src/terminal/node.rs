//! Node's WebSocket clients: the library `ws` and `wscat`, which is made of it,
//! and Node's own `WebSocket`.
//!
//! `wscat` sends no `Origin` unless it is told to (`-o`), as its help says; a
//! script may send any, so whose it was stays open there.

use why1006_evidence::{Asker, Clue, Told, Way, scan};

use super::{Out, Test, Whose, command, faults};
use crate::gather::Line;

/// What a client of Node said.
pub(crate) struct Node<'t> {
    test: Test<'t>,
    address: Option<&'t str>,
    asker: Option<Asker>,
    is_wscat: bool,
    /// It is a WebSocket that failed, and nothing else of a script.
    is_socket: bool,
    /// What the script ended with.
    found: Option<(Told, Line<'t>)>,
}

/// Sentences of `ws`, by their begin.
const SENTENCES: [(&str, Clue); 12] = [
    ("Invalid Sec-WebSocket-Accept header", Clue::BadHandshake),
    ("Invalid Upgrade header", Clue::BadHandshake),
    ("Server sent no subprotocol", Clue::Subprotocol),
    ("Server sent an invalid subprotocol", Clue::Subprotocol),
    ("Server sent a subprotocol but none was requested", Clue::Subprotocol),
    ("Opening handshake has timed out", Clue::HandshakeTimedOut),
    ("Maximum redirects exceeded", Clue::Redirects),
    ("Parse Error: Expected HTTP/", Clue::NotHttp),
    ("Parse Error: Invalid", Clue::NotHttp),
    ("Parse Error: Header overflow", Clue::BrokenHead),
    ("Received network error or non-101 status code", Clue::Unspecific),
    ("Server sent a Sec-WebSocket-Extensions header", Clue::BadHandshake),
];

/// Whether an output of Node begins with a line. Only sentences of WebSocket
/// clients: others are printed by servers, too.
pub(crate) fn opens(text: &str) -> bool {
    if text.starts_with("node:events:") || text.starts_with("node:internal/") {
        return true;
    }
    let Some(words) = words(text) else { return false };
    status(words).is_some() || sentence(words).is_some()
}

/// What stands after `error: ` (wscat) or `Error: ` (a script).
fn words(text: &str) -> Option<&str> {
    const BEGINS: [&str; 8] = [
        "error: ",
        "Error: ",
        "Uncaught Error: ",
        "Error [ERR_TLS_CERT_ALTNAME_INVALID]: ",
        "AggregateError [ECONNREFUSED]: ",
        "TypeError: ",
        "WebSocket error: ",
        "message: '",
    ];
    BEGINS.iter().find_map(|begin| text.strip_prefix(begin))
}

fn status(words: &str) -> Option<u16> {
    crate::line::status(words.strip_prefix("Unexpected server response: ")?)
}

fn sentence(words: &str) -> Option<Clue> {
    SENTENCES.iter().find(|(known, _)| words.starts_with(known)).map(|(_, clue)| *clue)
}

impl<'t> Node<'t> {
    pub(crate) fn new(test: Test<'t>) -> Node<'t> {
        Node { test, address: None, asker: None, is_wscat: false, is_socket: false, found: None }
    }

    pub(crate) fn wscat(test: Test<'t>, arguments: &'t str) -> Node<'t> {
        let mut node = Node { is_wscat: true, ..Node::new(test) };
        let (mut option, mut origin) = ("", None);
        for word in command::words(arguments) {
            match option {
                "-c" | "--connect" => node.address = Some(word),
                "-o" | "--origin" => origin = Some(word),
                "-H" | "--header" => origin = header(word).or(origin),
                _ => {}
            }
            option = word;
        }
        node.asker = node.address.map(|_| test.asker(origin));
        node
    }

    pub(crate) fn take(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let text = line.text;
        if self.is_wscat && text.starts_with("Connected (press CTRL+C") {
            if out.may_judge(line) {
                self.say(Told::new(Way::Terminal, Clue::Works), line, out);
            }
            return true;
        }
        if self.is_wscat
            && (text.starts_with("Disconnected (code:")
                || matches!(text.as_bytes(), [b'>' | b'<', ..]))
        {
            return true;
        }
        self.is_socket |= scan::has(text, "on WebSocket instance") || scan::has(text, "/ws/lib/");
        let Some(words) = words(text) else { return self.is_around(text) };
        let is_own = status(words).is_some() || sentence(words).is_some();
        self.is_socket |= is_own;
        if (self.is_wscat || self.found.is_none())
            && out.may_judge(line)
            && let Some(told) = judge(words)
        {
            match self.is_wscat {
                true => self.say(told, line, out),
                false => self.found = Some((told, line)),
            }
        }
        true
    }

    /// The stack and the fields around an error.
    fn is_around(&self, text: &str) -> bool {
        const BEGINS: [&str; 10] = [
            "at ",
            "Emitted 'error' event",
            "Node.js v",
            "node:",
            "throw ",
            "^",
            "}",
            "]",
            "Use `node",
            "Thrown at:",
        ];
        let (name, rest) = scan::cut(text, b":").unwrap_or(("", ""));
        let is_word = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
        let is_field = rest.starts_with(' ') && name.len() <= 20 && name.bytes().all(is_word);
        // The bytes of a packet, and lists in lists.
        let is_value = text.ends_with([',', '{', '[', '}', ']']);
        text.is_empty()
            || BEGINS.iter().any(|begin| text.starts_with(begin))
            || (self.found.is_some() && (is_field || is_value))
    }

    fn say(&self, told: Told, line: Line<'t>, out: &mut Out<'_, 't>) {
        // What fails before a request was sent named no origin.
        let sent = !(faults::is_below(told.clue) || faults::is_tls(told.clue));
        let asker = self.asker.filter(|_| sent);
        out.say(Told { asker, ..told }, self.whose(line.text, !sent), line);
    }

    fn whose(&self, text: &'t str, any_path: bool) -> Whose<'t> {
        if let Some(address) = self.address {
            return self.test.address(address, any_path);
        }
        let named = scan::split_once(text, "getaddrinfo ENOTFOUND ")
            .or(scan::split_once(text, "getaddrinfo EAI_AGAIN "))
            .or(scan::split_once(text, "altnames: Host: "));
        let host = named.map_or("", |(_, rest)| scan::head(rest, b" :"));
        self.test.host(host, None).unwrap_or(Whose::Ours)
    }

    pub(crate) fn finish(self, out: &mut Out<'_, 't>) -> Whose<'t> {
        if let Some((told, line)) = self.found.clone().filter(|_| self.is_socket) {
            self.say(told, line, out);
        }
        self.address.map_or(Whose::Ours, |address| self.test.address(address, true))
    }
}

/// What the words of an error say.
fn judge(words: &str) -> Option<Told> {
    match status(words) {
        // It is of no use to a browser either: its headers are wrong.
        Some(101) => Some(Told::new(Way::Terminal, Clue::BadHandshake)),
        Some(status) => Some(Told::status(Way::Terminal, status)),
        None => {
            let clue = sentence(words).or_else(|| faults::clue(words))?;
            Some(Told::new(Way::Terminal, clue))
        }
    }
}

/// The origin in a header given to a command.
fn header(word: &str) -> Option<&str> {
    let (name, value) = scan::cut(word, b":")?;
    name.eq_ignore_ascii_case("origin").then(|| scan::trim_start(value, b" "))
}
