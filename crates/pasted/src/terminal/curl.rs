//! curl 7.6x to 8.x: what it says of a request (`-v`), the answer's head (`-i`),
//! its own end (`curl: (7) …`), or a status alone (`-w`).
//!
//! What fails below HTTP holds for any request to that host and port. What was
//! answered counts only if it shows what was asked: a web page and an upgrade
//! are answered differently. A certificate that `-k` passed over is named, and
//! the answer behind it is left out, since no browser gets that far.

mod answer;
mod asked;
mod ends;
mod judge;
mod lines;
mod request;

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Out, Test, Whose, command, faults, s_client, test::split_port};
use crate::{gather::Line, unusable::BLANK};
use answer::Answer;
use asked::Asked;
use ends::{End, Seen};
pub(crate) use lines::opens;
use lines::{bare, code, connection, is_advice, is_good, is_own_fault, is_passed_over, strip};
use request::Request;

/// One run of curl, which may ask several times.
pub(crate) struct Curl<'t> {
    test: Test<'t>,
    asked: Option<Asked<'t>>,
    /// The command goes on in the next line.
    is_open: bool,
    /// The host and port that curl says it goes to.
    named: Option<(&'t str, Option<u16>)>,
    seen: Seen,
    connected: Option<u16>,
    /// The certificate: found to be good, or passed over with this fault.
    checked: Option<bool>,
    passed_over: Option<(Clue, Line<'t>)>,
    /// The number of the certificate's fault.
    number: Option<u32>,
    request: Option<Request<'t>>,
    answer: Option<Answer<'t>>,
    /// What curl said of the failure before its last line.
    last: Option<Line<'t>>,
    /// The transfer is over; what follows may be no output of it.
    is_over: bool,
    /// The lines are those of `-i`, without `< `.
    is_plain: bool,
}

impl<'t> Curl<'t> {
    pub(crate) fn new(test: Test<'t>) -> Curl<'t> {
        Curl {
            test,
            asked: None,
            is_open: false,
            named: None,
            seen: Seen::default(),
            connected: None,
            checked: None,
            passed_over: None,
            number: None,
            request: None,
            answer: None,
            last: None,
            is_over: false,
            is_plain: false,
        }
    }

    /// One whose command was copied along.
    pub(crate) fn asked(test: Test<'t>, arguments: &'t str) -> Curl<'t> {
        let mut curl = Curl::new(test);
        let mut asked = Asked::default();
        asked.read(arguments);
        curl.is_open = command::goes_on(arguments);
        curl.asked = Some(asked);
        curl
    }

    pub(crate) fn is_command_open(&self) -> bool {
        self.is_open
    }

    pub(crate) fn take(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let text = bare(line.text);
        if text.is_empty() && !line.text.is_empty() {
            return true;
        }
        let line = Line { text, ..line };
        if self.is_open {
            self.is_open = command::goes_on(text);
            if let Some(asked) = &mut self.asked {
                asked.read(text.strip_prefix("> ").unwrap_or(text));
            }
            return true;
        }
        match text.as_bytes() {
            [] => return self.blank(),
            [b'*', b' ', ..] => {
                let info = scan::trim_start(scan::split_at(text, 1).1, BLANK);
                self.info(info, line, out);
            }
            [b'>'] => self.ends_request(),
            [b'>', b' ', ..] => self.asks(scan::split_at(text, 2).1, line, out),
            [b'<'] => self.ends_answer(),
            [b'<', b' ', ..] => self.answers(scan::split_at(text, 2).1, line, out),
            [b'{' | b'}', b' ', b'[', ..] => {}
            [b'c', ..] if code(text).is_some() => {
                if let Some((code, words)) = code(text) {
                    self.fails(Some(code), words, line, out);
                    self.is_over = true;
                }
            }
            _ => return self.other(text, line, out),
        }
        true
    }

    /// Judges what is open. Whose it was, in case nothing was told.
    pub(crate) fn finish(mut self, out: &mut Out<'_, 't>) -> Whose<'t> {
        if self.answer.is_none()
            && let Some(line) = self.last
        {
            let words = scan::trim_start(scan::split_at(line.text, 1).1, BLANK);
            self.fails(None, words, line, out);
        }
        self.settle(out);
        self.whose(true)
    }

    /// A line of `* `.
    fn info(&mut self, info: &'t str, line: Line<'t>, out: &mut Out<'_, 't>) {
        if info.starts_with("Trying ")
            || info.starts_with("Host ")
            || info.starts_with("Uses proxy")
        {
            if self.answer.is_some() || self.is_over {
                self.settle(out);
                self.begins_anew();
            }
            self.seen.proxy |= info.starts_with("Uses proxy");
        }
        if let Some(rest) = info.strip_prefix("Host ") {
            if !self.seen.proxy {
                self.named = Some(split_port(scan::head(rest, b" ")));
            }
        } else if let Some(rest) = strip(info, &["Connected to ", "Established connection to "]) {
            self.seen.connected = true;
            let (host, port) = connection(rest);
            self.connected = port;
            if !self.seen.proxy {
                self.named = Some((host, port));
            }
        } else if info.starts_with("connect to ") || info.starts_with("Immediate connect fail") {
            self.seen.connect(out.fault(info));
        } else if info.starts_with("Establish") && scan::has(info, "tunnel") {
            self.seen.proxy = true;
        } else if info.starts_with("ALPN")
            || info.starts_with("TLSv1")
            || info.starts_with("SSL Trust")
        {
            // Since 8.17 the connection itself is not named before.
            self.seen.connected = true;
        } else if is_good(info) {
            self.checked = Some(true);
        } else if is_passed_over(info) {
            self.checked = Some(false);
            let clue = match scan::has(info, "verify result: ") {
                true => out.fault(info),
                false => self.number.map(s_client::verify),
            };
            if let Some(clue) = clue.filter(|clue| is_own_fault(*clue)) {
                self.passed_over = Some((clue, line));
            }
        } else if let Some(number) = info.strip_prefix("OpenSSL verify result: ") {
            // Since 8.17, in hexadecimal (measured: 12 with a certificate that
            // signs itself, 14 with one whose issuer is not known).
            self.number = scan::number(number, 16).filter(|number| *number != 0);
        } else if scan::begins_any_case(info.as_bytes(), "closing connection")
            || info.starts_with("Connection #")
        {
            self.is_over |= info.starts_with("Connection #");
            self.leaves();
        } else if self.answer.is_none() && self.last.is_none() && ends::is_failure(info, out) {
            self.last = Some(line);
        }
    }

    /// A new connection of a further run, or after a redirect.
    fn begins_anew(&mut self) {
        self.named = None;
        self.connected = None;
        self.checked = None;
        self.passed_over = None;
        self.number = None;
        self.seen = Seen::anew(self.seen.proxy);
        self.last = None;
        self.is_over = false;
    }

    /// A line of `> `.
    fn asks(&mut self, text: &'t str, line: Line<'t>, out: &mut Out<'_, 't>) {
        if Request::begins(text) {
            if self.answer.is_some() {
                self.settle(out);
            }
            let request = Request::new(text, line);
            if request.is_tunnel() {
                // What it was connected to is the proxy.
                self.seen.proxy = true;
                self.named = Some(split_port(request.path));
            }
            self.seen.sent = !request.is_tunnel();
            self.seen.connected = true;
            self.request = Some(request);
            self.is_over = false;
        } else {
            let request = self.request.get_or_insert_with(|| Request::cut(line));
            request.header(text);
        }
    }

    fn ends_request(&mut self) {
        if let Some(request) = &mut self.request {
            request.is_whole = true;
        }
    }

    /// A line of `< `.
    fn answers(&mut self, text: &'t str, line: Line<'t>, out: &mut Out<'_, 't>) {
        self.is_plain = false;
        // New versions say that the request is out without ending its head.
        self.ends_request();
        match Answer::new(text, line) {
            Some(answer) => {
                if self.answer.as_ref().is_some_and(|answer| !answer.is_interim()) {
                    self.settle(out);
                }
                self.answer = Some(answer);
            }
            None => {
                if let Some(answer) = &mut self.answer {
                    answer.header(text);
                }
            }
        }
    }

    /// Nothing more of the answer follows.
    fn leaves(&mut self) {
        if let Some(answer) = &mut self.answer {
            answer.is_left = true;
        }
    }

    fn ends_answer(&mut self) {
        if let Some(answer) = &mut self.answer {
            answer.is_whole = true;
        }
    }

    fn blank(&mut self) -> bool {
        if self.is_plain {
            self.ends_answer();
        }
        !self.is_over
    }

    /// A line of none of these kinds: of an answer's head or body, or of what
    /// curl explains.
    fn other(&mut self, text: &'t str, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        if self.is_over {
            return is_advice(text);
        }
        let is_silent = self.request.is_none() && self.asked.is_some();
        if is_silent && text.starts_with("HTTP/") && Answer::new(text, line).is_some() {
            self.answers(text, line, out);
            self.is_plain = true;
            return true;
        }
        if self.is_plain
            && let Some(answer) = self.answer.as_mut().filter(|answer| !answer.is_whole)
        {
            answer.header(text);
            return true;
        }
        let writes = self.asked.as_ref().is_some_and(|asked| asked.writes_status);
        if writes
            && self.answer.is_none()
            && let Some(answer) = Answer::alone(text, line)
        {
            self.answer = answer;
            return true;
        }
        // A console's line says whose it is; a body may say anything.
        let is_console =
            text.starts_with("WebSocket connection to '") || text.starts_with("Firefox ");
        !is_console && (self.answer.is_some() || self.asked.is_some())
    }

    /// Curl's own end, or the words before it.
    fn fails(&mut self, code: Option<u16>, words: &'t str, line: Line<'t>, out: &mut Out<'_, 't>) {
        self.last = None;
        let answered = self.answer.as_ref().is_some_and(|answer| !answer.is_interim());
        if answered && !ends::is_of_proxy(words) {
            // The answer's head is all that counts; 28 after it is our own limit.
            self.leaves();
            return;
        }
        if answered && self.request.as_ref().is_some_and(Request::is_tunnel) {
            // Its status says the same, and stands above.
            return;
        }
        if !out.may_judge(line) {
            return;
        }
        if let Some((host, port)) = ends::host(words).filter(|_| !self.seen.proxy) {
            let (name, own) = split_port(host);
            self.named = Some((name, own.or(port)));
        }
        let way = self.way();
        match ends::end(code, words, self.seen) {
            End::Below(clue) => {
                out.say(Told::new(way.unwrap_or(Way::Terminal), clue), self.whose(true), line);
            }
            End::Answer(clue) => self.answered(Told::new(Way::Terminal, clue), line, out),
            End::Status(status) => self.answered(Told::status(Way::Terminal, status), line, out),
            End::Nothing(why) => out.leave(why, Whose::Ours, line),
        }
        self.request = None;
    }
}
