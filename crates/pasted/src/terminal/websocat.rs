//! websocat 1.x, which prefixes what it says with its name
//! (github.com/vi/websocat, issues 55 and 146; older versions keep the status
//! to themselves). It sends an `Origin` only if it is told to (`--origin`).

use why1006_evidence::{Asker, Clue, Told, Way, scan};

use super::{Out, Test, Whose, command, faults};
use crate::gather::Line;

/// What websocat said.
pub(crate) struct Websocat<'t> {
    test: Test<'t>,
    address: Option<&'t str>,
    asker: Option<Asker>,
}

/// Whether an output of websocat begins with a line.
pub(crate) fn opens(text: &str) -> bool {
    text.starts_with("websocat: ")
}

impl<'t> Websocat<'t> {
    pub(crate) fn new(test: Test<'t>) -> Websocat<'t> {
        Websocat { test, address: None, asker: None }
    }

    pub(crate) fn asked(test: Test<'t>, arguments: &'t str) -> Websocat<'t> {
        let (mut option, mut origin, mut address) = ("", None, None);
        for word in command::words(arguments) {
            if option == "--origin" {
                origin = Some(word);
            } else if let Some(value) = word.strip_prefix("--origin=") {
                origin = Some(value);
            } else if scan::begins_any_case(word.as_bytes(), "ws") && scan::has(word, "://") {
                address = Some(word);
            }
            option = word;
        }
        Websocat { test, address, asker: address.map(|_| test.asker(origin)) }
    }

    pub(crate) fn take(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let Some(words) = line.text.strip_prefix("websocat: ") else {
            return line.text.is_empty();
        };
        if !out.may_judge(line) {
            return true;
        }
        let told = match faults::status_after(words, "unexpected status code (") {
            Some(status) => Told::status(Way::Terminal, status),
            None => Told::new(Way::Terminal, clue(words)),
        };
        let sent = !(faults::is_below(told.clue) || faults::is_tls(told.clue));
        let asker = self.asker.filter(|_| sent);
        out.say(Told { asker, ..told }, self.whose(!sent), line);
        true
    }

    fn whose(&self, any_path: bool) -> Whose<'t> {
        self.address.map_or(Whose::Ours, |address| self.test.address(address, any_path))
    }

    pub(crate) fn finish(self) -> Whose<'t> {
        self.whose(true)
    }
}

fn clue(words: &str) -> Clue {
    if scan::has(words, "Sec-WebSocket-Accept") || scan::has(words, "Upgrade header") {
        Clue::BadHandshake
    } else {
        faults::clue(words).unwrap_or(Clue::Unspecific)
    }
}
