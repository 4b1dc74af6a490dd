//! `dig`: the status of an answer, and how many records it has.
//!
//! An answer without records is no fault by itself: the name may have an
//! address of the other kind. What another resolver says (`@9.9.9.9`) is not
//! what this machine's says, so it tells nothing here.

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Out, Test, Whose, command};
use crate::{gather::Line, reading::Why, unusable::BLANK};

/// One run of dig, up to its next question.
pub(crate) struct Dig<'t> {
    test: Test<'t>,
    host: &'t str,
    elsewhere: bool,
    /// What it ended as, with its line.
    status: Option<(&'t str, Line<'t>)>,
    /// How many records came.
    records: Option<u32>,
}

/// Whether an output of dig begins with a line.
pub(crate) fn opens(text: &str) -> bool {
    text.starts_with("; <<>> DiG ") || text.starts_with(";; ->>HEADER<<-") || is_silent(text)
}

/// No resolver answered.
fn is_silent(text: &str) -> bool {
    text.starts_with(";; connection timed out")
        || text.starts_with(";; no servers could be reached")
}

impl<'t> Dig<'t> {
    pub(crate) fn new(test: Test<'t>) -> Dig<'t> {
        Dig { test, host: "", elsewhere: false, status: None, records: None }
    }

    pub(crate) fn asked(test: Test<'t>, arguments: &'t str) -> Dig<'t> {
        let mut dig = Dig::new(test);
        dig.question(arguments);
        dig
    }

    fn question(&mut self, arguments: &'t str) {
        for word in command::words(arguments) {
            self.elsewhere |= word.starts_with('@');
            if self.host.is_empty()
                && !word.starts_with(['@', '-', '+'])
                && scan::has_any(word, b".")
            {
                self.host = word;
            }
        }
    }

    pub(crate) fn take(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let text = line.text;
        if let Some(rest) = text.strip_prefix("; <<>> DiG ") {
            self.tell(out);
            let question = scan::split_once(rest, "<<>>").map_or("", |(_, rest)| rest);
            *self = Dig { host: self.host, elsewhere: self.elsewhere, ..Dig::new(self.test) };
            self.question(question);
        } else if text.starts_with(";; ->>HEADER<<-") {
            if self.status.is_some() {
                self.tell(out);
            }
            let status = scan::split_once(text, "status: ").map_or("", |(_, rest)| rest);
            self.status = Some((scan::head(status, b", "), line));
        } else if text.starts_with(";; flags:") {
            let count = scan::split_once(text, "ANSWER: ").map_or("", |(_, rest)| rest);
            self.records = scan::number(scan::head(count, b", "), 10);
        } else if is_silent(text) {
            self.status = Some(("SERVFAIL", line));
        } else if let Some(question) = text.strip_prefix(';') {
            let name = scan::head(question, BLANK);
            if scan::has_any(name, b".") && !name.starts_with(';') {
                self.host = name;
            }
        } else if !text.is_empty() {
            // A record, or what `+short` prints.
            let first = scan::head(text, BLANK);
            let is_record = scan::has(text, "\tIN\t") || scan::has(text, " IN ");
            if !is_record && !super::test::is_address(first) && !first.ends_with('.') {
                return false;
            }
            if !is_record && self.status.is_none() {
                self.status = Some(("NOERROR", line));
                self.records = Some(1);
            }
        }
        true
    }

    fn tell(&mut self, out: &mut Out<'_, 't>) {
        let Some((status, line)) = self.status.take() else { return };
        let whose = self.whose();
        if !out.may_judge(line) {
        } else if self.elsewhere {
            out.leave(Why::NotTold, whose, line);
        } else if status == "NOERROR" {
            let found = self.records.is_some_and(|records| records > 0);
            out.leave(if found { Why::NameFound } else { Why::NotTold }, whose, line);
        } else if matches!(status, "NXDOMAIN" | "SERVFAIL" | "REFUSED") {
            out.say(Told::new(Way::TerminalReach, Clue::NameNotResolved), whose, line);
        } else {
            out.leave(Why::NotTold, whose, line);
        }
    }

    fn whose(&self) -> Whose<'t> {
        self.test.host(self.host, None).unwrap_or(Whose::Ours)
    }

    pub(crate) fn finish(mut self, out: &mut Out<'_, 't>) -> Whose<'t> {
        self.tell(out);
        self.whose()
    }
}
