//! Go's gorilla/websocket, as its example logs it: `2016/08/26 20:48:49
//! dial:dial tcp 127.0.0.1:8001: connect: connection refused`
//! (github.com/gorilla/websocket, issue 156). `bad handshake` stands for any
//! answer that is no handshake, its status unknown (issue 780). Other lines
//! with the words of Go are left alone: proxies write them into their logs.

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Out, Test, Whose, faults, test::split_port};
use crate::gather::Line;

/// What a client of Go said.
pub(crate) struct Gorilla<'t> {
    test: Test<'t>,
}

/// Whether it is a line of such a client.
pub(crate) fn opens(text: &str) -> bool {
    words(text).is_some()
}

/// The line without its time, if it says how dialling failed.
fn words(text: &str) -> Option<&str> {
    let text = text.strip_prefix("panic: ").unwrap_or(text);
    let is_time = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'/' | b':' | b' ' | b'.');
    let begin = text.bytes().take(32).take_while(|byte| is_time(*byte)).count();
    let words = scan::split_at(text, begin).1;
    let dials = words.starts_with("dial:") || words.starts_with("dial error:");
    (dials || words.starts_with("websocket: bad handshake")).then_some(words)
}

impl<'t> Gorilla<'t> {
    pub(crate) fn new(test: Test<'t>) -> Gorilla<'t> {
        Gorilla { test }
    }

    pub(crate) fn take(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let Some(words) = words(line.text) else { return false };
        if !out.may_judge(line) {
            return true;
        }
        let status = faults::status_after(words, "bad handshake ");
        let told = match status {
            Some(status) if status != 101 => Told::status(Way::Terminal, status),
            _ if scan::has(words, "bad handshake") => Told::new(Way::Terminal, Clue::Unspecific),
            _ if scan::has(words, "malformed HTTP") => Told::new(Way::Terminal, Clue::NotHttp),
            _ => {
                let clue =
                    faults::clue(words).or(words.ends_with("EOF").then_some(Clue::ClosedEarly));
                Told::new(Way::Terminal, clue.unwrap_or(Clue::Unspecific))
            }
        };
        let after = |begin| scan::split_once(words, begin).map(|(_, rest)| scan::head(rest, b" "));
        let named = after("lookup ").or(after("dial tcp ")).unwrap_or("");
        let (host, port) = split_port(scan::trim_end(named, b":"));
        let whose = self.test.host(host, port).unwrap_or(Whose::Ours);
        out.say(told, whose, line);
        true
    }

    pub(crate) fn finish(self) -> Whose<'t> {
        Whose::Ours
    }
}
