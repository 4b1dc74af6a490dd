//! `nslookup` of Linux, macOS and Windows, `host` and `getent hosts`.
//!
//! Windows prints names in its own language, but addresses, `***` and what it
//! could not find in the same places. Its `DNS request timed out` is no fault
//! if an answer follows. Another resolver than this machine's tells nothing
//! here.

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Out, Test, Whose, command, test::is_address};
use crate::{gather::Line, reading::Why, unusable::BLANK};

/// One look-up.
pub(crate) struct Nslookup<'t> {
    test: Test<'t>,
    host: &'t str,
    elsewhere: bool,
    /// The resolver's own address was printed; further ones are the answer.
    has_server: bool,
    found: Option<Line<'t>>,
    failed: Option<Line<'t>>,
    timed_out: Option<Line<'t>>,
}

/// Whether such an output begins with a line.
pub(crate) fn opens(text: &str) -> bool {
    match text.as_bytes() {
        [b'S', ..] => {
            text.starts_with("Server:")
                && !scan::has_any(text, b"/")
                && text.len() > 10
                && server(text)
        }
        [b'*', b'*', ..] => failure(text).is_some(),
        [b'H', ..] => text.starts_with("Host ") && scan::has(text, " not found: "),
        [b'D', ..] => text.starts_with("DNS request timed out"),
        [b';', ..] => text.starts_with(";; communications error to"),
        _ => text.len() < 120 && scan::has(text, " has address ") && is_address(last(text)),
    }
}

/// `Server:  192.0.2.1`, and not the header of an answer.
fn server(text: &str) -> bool {
    let rest = scan::split_at(text, "Server:".len()).1;
    rest.starts_with('\t') || rest.starts_with("  ") || is_address(scan::trim_start(rest, BLANK))
}

fn last(text: &str) -> &str {
    scan::cut_last(text, BLANK).map_or(text, |(_, last)| last)
}

/// The host that could not be found: `** server can't find a.example:
/// NXDOMAIN`, `*** UnKnown can't find a.example: Non-existent domain`.
fn failure(text: &str) -> Option<&str> {
    let text = text.strip_prefix("** ").or_else(|| text.strip_prefix("*** "))?;
    let (before, _) = scan::cut_last(text, b":")?;
    let host = last(before);
    let known = ["can't find", "Can't find", "find"].iter().any(|words| scan::has(before, words));
    (known || scan::has(text, "NXDOMAIN") || scan::has(text, "SERVFAIL")).then_some(host)
}

impl<'t> Nslookup<'t> {
    pub(crate) fn new(test: Test<'t>) -> Nslookup<'t> {
        Nslookup {
            test,
            host: "",
            elsewhere: false,
            has_server: false,
            found: None,
            failed: None,
            timed_out: None,
        }
    }

    pub(crate) fn asked(test: Test<'t>, arguments: &'t str) -> Nslookup<'t> {
        let mut plain = command::words(arguments).filter(|word| !word.starts_with('-'));
        let host = plain.next().unwrap_or("");
        let second = plain.next().is_some_and(|word| {
            !matches!(word.as_bytes(), [b'<' | b'>' | b'|' | b'0'..=b'9', ..]) || is_address(word)
        });
        Nslookup { host, elsewhere: second, ..Nslookup::new(test) }
    }

    pub(crate) fn take(&mut self, line: Line<'t>, _: &mut Out<'_, 't>) -> bool {
        let text = line.text;
        if let Some(host) = failure(text) {
            self.name(host);
            self.failed = self.failed.or(Some(line));
        } else if let Some(rest) =
            text.strip_prefix("Host ").filter(|rest| scan::has(rest, " not found: "))
        {
            self.name(scan::head(rest, b" "));
            self.failed = self.failed.or(Some(line));
        } else if text.starts_with("DNS request timed out") || text.starts_with(";; ") {
            self.timed_out = self.timed_out.or(Some(line));
        } else if let Some((host, rest)) = scan::split_once(text, " has ") {
            if !rest.starts_with("address ") && !rest.starts_with("IPv6 address ") {
                return rest.starts_with("no ");
            }
            self.name(host);
            self.found = self.found.or(Some(line));
        } else if let Some((_, value)) = scan::cut(text, b":").filter(|(name, _)| !is_address(name))
        {
            self.field(scan::trim_start(value, BLANK), line);
        } else if is_address(scan::head(text, BLANK)) {
            // A further address of the same name, or what `getent` prints.
            self.found = self.found.or(Some(line));
        } else if text.starts_with("***") {
            self.timed_out = self.timed_out.or(Some(line));
        } else {
            return text.is_empty() || text.starts_with("timeout was") || text.ends_with(':');
        }
        true
    }

    /// `Server:`, `Address:`, `Name:` and their twins in other languages: the
    /// first address is the resolver's.
    fn field(&mut self, value: &'t str, line: Line<'t>) {
        let address = scan::head(value, b"#");
        if !is_address(address) {
            return;
        }
        if self.has_server {
            self.found = self.found.or(Some(line));
        } else if !line.text.starts_with("Server") {
            self.has_server = true;
        }
    }

    fn name(&mut self, host: &'t str) {
        if self.host.is_empty() {
            self.host = host;
        }
    }

    pub(crate) fn finish(self, out: &mut Out<'_, 't>) -> Whose<'t> {
        let whose = self.test.host(self.host, None).unwrap_or(Whose::Ours);
        let failed = self.failed.or(self.timed_out).filter(|_| self.found.is_none());
        match (self.found, failed) {
            _ if self.elsewhere => {}
            (Some(line), _) => out.leave(Why::NameFound, whose, line),
            (None, Some(line)) if out.may_judge(line) => {
                out.say(Told::new(Way::TerminalReach, Clue::NameNotResolved), whose, line);
            }
            _ => {}
        }
        whose
    }
}
