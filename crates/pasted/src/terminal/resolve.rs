//! PowerShell's `Resolve-DnsName`. Its sentence comes in the language of
//! Windows, the identifier of its error does not (as quoted in
//! github.com/Quad9DNS/documentation, pull request 6).

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Out, Test, Whose, command, test::is_address};
use crate::{gather::Line, reading::Why, unusable::BLANK};

/// One look-up.
pub(crate) struct Resolve<'t> {
    test: Test<'t>,
    host: &'t str,
    elsewhere: bool,
    is_told: bool,
}

/// Whether an output of it begins with a line.
pub(crate) fn opens(text: &str) -> bool {
    text.starts_with("Resolve-DnsName : ") || text.starts_with("Resolve-DnsName: ")
}

impl<'t> Resolve<'t> {
    pub(crate) fn new(test: Test<'t>) -> Resolve<'t> {
        Resolve { test, host: "", elsewhere: false, is_told: false }
    }

    pub(crate) fn asked(test: Test<'t>, arguments: &'t str) -> Resolve<'t> {
        let mut resolve = Resolve::new(test);
        let mut option = "";
        for word in command::words(arguments) {
            let is_value = option.starts_with('-') && !option.eq_ignore_ascii_case("-name");
            resolve.elsewhere |= word.eq_ignore_ascii_case("-server");
            if resolve.host.is_empty() && !is_value && !word.starts_with('-') {
                resolve.host = word;
            }
            option = word;
        }
        resolve
    }

    pub(crate) fn take(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let text = line.text;
        let failed =
            text.strip_prefix("Resolve-DnsName : ").or(text.strip_prefix("Resolve-DnsName: "));
        if let Some(rest) = failed {
            if self.host.is_empty() {
                self.host = scan::head(rest, b" ");
            }
            self.fails(line, out);
        } else if scan::has(text, "DNS_ERROR_RCODE") || scan::has(text, "DNS_ERROR_RECORD") {
            self.fails(line, out);
        } else if is_address(last(text)) {
            if !self.is_told && !self.elsewhere {
                self.is_told = true;
                out.leave(Why::NameFound, self.whose(), line);
            }
        } else {
            let known = ["+ ", "At line:", "----", "Name ", "Line |", "| "];
            return text.is_empty()
                || known.iter().any(|begin| text.starts_with(begin))
                || scan::has(text, " : ");
        }
        true
    }

    fn fails(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) {
        if self.is_told || self.elsewhere || !out.may_judge(line) {
            return;
        }
        self.is_told = true;
        out.say(Told::new(Way::TerminalReach, Clue::NameNotResolved), self.whose(), line);
    }

    fn whose(&self) -> Whose<'t> {
        self.test.host(self.host, None).unwrap_or(Whose::Ours)
    }

    pub(crate) fn finish(self) -> Whose<'t> {
        self.whose()
    }
}

fn last(text: &str) -> &str {
    scan::cut_last(text, BLANK).map_or(text, |(_, last)| last)
}
