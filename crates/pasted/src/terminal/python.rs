//! Python's WebSocket clients: `websockets`, also as a program
//! (`python -m websockets`), and `websocket-client`.
//!
//! `python -m websockets` sends no `Origin` and has no option to (its help). A
//! script may send any, so whose it was stays open there; `websocket-client`
//! sends by default that of the address itself.

use why1006_evidence::{Asker, Clue, Told, Way, scan};

use super::{Out, Test, Whose, command, faults};
use crate::gather::Line;

/// What a client of Python said: the best of a traceback, told at its end.
pub(crate) struct Python<'t> {
    test: Test<'t>,
    address: Option<&'t str>,
    asker: Option<Asker>,
    found: Option<(Told, Line<'t>)>,
    /// Within a traceback, before the exception itself.
    in_trace: bool,
}

/// Sentences of both libraries, by what stands in them.
const SENTENCES: [(&str, Clue); 17] = [
    ("Invalid status line", Clue::NotHttp),
    // It does not say whether connecting took too long, or the answer.
    ("WebSocketTimeoutException", Clue::TimedOut),
    ("missing Upgrade header", Clue::BadHandshake),
    ("missing Connection header", Clue::BadHandshake),
    ("missing Sec-WebSocket-Accept header", Clue::BadHandshake),
    ("invalid Upgrade header", Clue::BadHandshake),
    ("invalid Connection header", Clue::BadHandshake),
    ("invalid Sec-WebSocket-Accept header", Clue::BadHandshake),
    ("more than one Sec-WebSocket-Accept header", Clue::BadHandshake),
    ("Invalid WebSocket Header", Clue::BadHandshake),
    ("no subprotocols supported", Clue::Subprotocol),
    ("unsupported subprotocol", Clue::Subprotocol),
    ("no subprotocols were negotiated", Clue::Subprotocol),
    ("timed out during opening handshake", Clue::HandshakeTimedOut),
    ("timed out during handshake", Clue::HandshakeTimedOut),
    ("unsupported protocol; expected HTTP/1.1", Clue::NotHttp),
    ("did not receive a valid HTTP response", Clue::Unspecific),
];

/// Begins of what these libraries alone print.
const BEGINS: [&str; 8] = [
    "Connected to ws://",
    "Connected to wss://",
    "websockets.exceptions.",
    "websockets.legacy.exceptions.",
    "websocket._exceptions.",
    "Failed to connect to ws://",
    "Failed to connect to wss://",
    "Handshake status ",
];

/// Whether an output of Python begins with a line.
pub(crate) fn opens(text: &str) -> bool {
    text.starts_with("Traceback (most recent call last)")
        || BEGINS.iter().any(|begin| text.starts_with(begin))
}

/// What one line says.
fn read(text: &str) -> Option<Told> {
    let status = [
        "rejected WebSocket connection: HTTP ",
        "Handshake status ",
        "expected HTTP/1.1: HTTP/1.0 ",
    ]
    .iter()
    .find_map(|words| faults::status_after(text, words));
    match status {
        Some(101) => return Some(Told::new(Way::Terminal, Clue::BadHandshake)),
        Some(status) => return Some(Told::status(Way::Terminal, status)),
        None => {}
    }
    let known = SENTENCES.iter().find(|(known, _)| scan::has(text, known)).map(|(_, clue)| *clue);
    let clue = known.or_else(|| faults::clue(text))?;
    Some(Told::new(Way::Terminal, clue))
}

impl<'t> Python<'t> {
    pub(crate) fn new(test: Test<'t>) -> Python<'t> {
        Python { test, address: None, asker: None, found: None, in_trace: false }
    }

    pub(crate) fn asked(test: Test<'t>, arguments: &'t str) -> Python<'t> {
        let mut python = Python::new(test);
        let is_address = |word: &&str| scan::begins_any_case(word.as_bytes(), "ws");
        python.address =
            command::words(arguments).find(|word| is_address(word) && scan::has(word, "://"));
        if scan::has(arguments, "-m websockets") {
            python.asker = Some(Asker::Nobody);
        }
        python
    }

    pub(crate) fn take(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let text = line.text;
        if let Some(address) =
            text.strip_prefix("Connected to ws").and_then(|_| text.strip_prefix("Connected to "))
        {
            self.address = Some(scan::trim_end(scan::head(address, b" "), b"."));
            // Any script may say so, a page's too; the program's command is known.
            if self.asker.is_some() {
                self.put(Told::new(Way::Terminal, Clue::Works), line);
            }
            return true;
        }
        let failed =
            text.strip_prefix("Failed to connect to ").filter(|rest| rest.starts_with("ws"));
        if let Some(rest) = failed {
            self.tell(out);
            self.address = Some(scan::trim_end(scan::head(rest, b" "), b":"));
            // So much only the program prints, and it sends none.
            self.asker = Some(Asker::Nobody);
            self.judge(text, line, out);
            return true;
        }
        if text.starts_with("Traceback (most recent call last)") {
            self.in_trace = true;
            return true;
        }
        if is_exception(text) {
            self.in_trace = false;
            self.judge(text, line, out);
            return true;
        }
        const AROUND: [&str; 5] =
            ["The above exception", "During handling", "Connection closed: ", "> ", "File \""];
        text.is_empty()
            || text == ">"
            || (self.in_trace && !text.starts_with("WebSocket connection to '"))
            || AROUND.iter().any(|begin| text.starts_with(begin))
    }

    fn judge(&mut self, text: &'t str, line: Line<'t>, out: &mut Out<'_, 't>) {
        if out.may_judge(line)
            && let Some(told) = read(text)
        {
            self.put(told, line);
        }
    }

    /// Of what a traceback chains, the first that names a cause.
    fn put(&mut self, told: Told, line: Line<'t>) {
        let is_weak = |told: &Told| matches!(told.clue, Clue::Unspecific | Clue::CertUnspecific);
        match &self.found {
            Some((known, _)) if !is_weak(known) || is_weak(&told) => {}
            _ => self.found = Some((told, line)),
        }
    }

    fn tell(&mut self, out: &mut Out<'_, 't>) {
        let Some((told, line)) = self.found.take() else { return };
        let sent = !(faults::is_below(told.clue) || faults::is_tls(told.clue));
        let asker = self.asker.filter(|_| sent);
        out.say(Told { asker, ..told }, self.whose(!sent), line);
    }

    fn whose(&self, any_path: bool) -> Whose<'t> {
        self.address.map_or(Whose::Ours, |address| self.test.address(address, any_path))
    }

    pub(crate) fn finish(mut self, out: &mut Out<'_, 't>) -> Whose<'t> {
        self.tell(out);
        self.whose(true)
    }
}

/// `ssl.SSLError: …`, `OSError`, `websockets.exceptions.InvalidStatus: …`.
fn is_exception(text: &str) -> bool {
    let name = scan::head(text, b": ");
    let is_name =
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'));
    let last = scan::cut_last(name, b".").map_or(name, |(_, last)| last);
    let ends = ["Error", "Exception", "gaierror", "timeout"].iter().any(|end| last.ends_with(end));
    is_name && (ends || BEGINS.iter().any(|begin| text.starts_with(begin)))
}
