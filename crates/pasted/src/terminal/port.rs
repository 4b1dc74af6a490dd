//! Whether a port can be connected to: `nc -vz`, `ncat`, and PowerShell's
//! `Test-NetConnection`, which keeps the reason to itself
//! (github.com/PowerShell/PowerShell, issue 21569). The names of its fields are
//! the same in every language.

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Out, Test, Whose, command, test::split_port};
use crate::{gather::Line, reading::Why, unusable::BLANK};

/// One run of either.
pub(crate) struct Port<'t> {
    test: Test<'t>,
    host: &'t str,
    port: Option<u16>,
}

/// Whether an output of them begins with a line.
pub(crate) fn opens(text: &str) -> bool {
    let is_field = text.starts_with("ComputerName") || text.starts_with("TcpTestSucceeded");
    (is_field && field(text).is_some())
        || text.starts_with("WARNING: TCP connect to ")
        || text.starts_with("WARNING: Name resolution of ")
        || text.starts_with("nc: ")
        || text.starts_with("Ncat: ")
        || succeeded(text).is_some()
}

/// `ComputerName     : a.example`.
fn field(text: &str) -> Option<(&str, &str)> {
    let (name, value) = scan::split_once(text, ": ")?;
    let name = scan::trim_end(name, BLANK);
    let is_name =
        (4..=40).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_name.then(|| (name, scan::trim_start(value, BLANK)))
}

/// The host and port of `Connection to a.example 443 port [tcp/https]
/// succeeded!`, on a Mac `… a.example port 443 [tcp/https] succeeded!`.
fn succeeded(text: &str) -> Option<(&str, Option<u16>)> {
    let rest = text.strip_prefix("Connection to ").filter(|_| text.ends_with("succeeded!"))?;
    Some(host_and_port(rest))
}

fn host_and_port(text: &str) -> (&str, Option<u16>) {
    let (host, rest) = scan::cut(text, b" ").unwrap_or((text, ""));
    let is_number =
        |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty();
    let port = scan::parts(rest, b" ").take(4).find(is_number);
    (host, port.and_then(|port| scan::number(port, 10)).and_then(|port| u16::try_from(port).ok()))
}

impl<'t> Port<'t> {
    pub(crate) fn new(test: Test<'t>) -> Port<'t> {
        Port { test, host: "", port: None }
    }

    pub(crate) fn asked(test: Test<'t>, arguments: &'t str) -> Port<'t> {
        let mut asked = Port::new(test);
        for word in command::words(arguments) {
            let number = scan::number(word, 10).and_then(|port| u16::try_from(port).ok());
            if asked.host.is_empty() && !word.starts_with('-') && number.is_none() {
                asked.host = word;
            } else if asked.host.len() + asked.port.map_or(0, usize::from) > 0
                || asked.port.is_none()
            {
                asked.port = number.or(asked.port);
            }
        }
        asked
    }

    pub(crate) fn take(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let text = line.text;
        if let Some((host, port)) = succeeded(text) {
            (self.host, self.port) = (host, port);
            self.say(Clue::Works, line, out);
            return true;
        }
        if let Some(rest) = text.strip_prefix("nc: ") {
            return self.netcat(rest, line, out);
        }
        if let Some(rest) = text.strip_prefix("Ncat: ") {
            if let Some(rest) = rest.strip_prefix("Connected to ") {
                let (host, port) = split_port(scan::trim_end(rest, b"."));
                self.port = port.or(self.port);
                self.host = if self.host.is_empty() { host } else { self.host };
                self.say(Clue::Works, line, out);
            } else if let Some(clue) = out.fault(rest) {
                self.say(clue, line, out);
            }
            return true;
        }
        if text.starts_with("WARNING: ") {
            if let Some((_, rest)) = scan::split_once(text, "Name resolution of ") {
                self.host = scan::head(rest, b" ");
                self.port = None;
                self.say(Clue::NameNotResolved, line, out);
            }
            return true;
        }
        let Some((name, value)) = field(text) else {
            return text.is_empty()
                || text.starts_with("Attempting TCP connect")
                || text.starts_with("Waiting for response");
        };
        match name {
            "ComputerName" => (self.host, self.port) = (value, None),
            "RemotePort" => {
                self.port = scan::number(value, 10).and_then(|port| u16::try_from(port).ok())
            }
            // Refused, dropped or not reachable: it does not say.
            "TcpTestSucceeded" => {
                let works = value.eq_ignore_ascii_case("true");
                self.say(if works { Clue::Works } else { Clue::NoAnswer }, line, out);
            }
            "PingSucceeded" => out.leave(Why::Ping, self.whose(), line),
            _ => {}
        }
        true
    }

    /// `connect to a.example (192.0.2.1) port 443 (tcp) failed: Connection
    /// refused`, `getaddrinfo for host "a.example" port 443: Name or service …`.
    fn netcat(&mut self, rest: &'t str, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let connects = rest.strip_prefix("connect to ").or(rest.strip_prefix("connectx to "));
        if let Some(rest) = connects {
            let host = scan::head(rest, b" ");
            let port = scan::split_once(rest, " port ").map_or("", |(_, rest)| rest);
            self.port =
                scan::number(scan::head(port, b" "), 10).and_then(|port| u16::try_from(port).ok());
            self.host = host;
        } else if let Some((_, rest)) = scan::split_once(rest, "for host \"") {
            self.host = scan::head(rest, b"\"");
            self.port = None;
        }
        if let Some(clue) = out.fault(rest) {
            self.say(clue, line, out);
        }
        true
    }

    fn say(&mut self, clue: Clue, line: Line<'t>, out: &mut Out<'_, 't>) {
        if out.may_judge(line) {
            out.say(Told::new(Way::TerminalReach, clue), self.whose(), line);
        }
    }

    fn whose(&self) -> Whose<'t> {
        self.test.host(self.host, self.port).unwrap_or(Whose::Ours)
    }

    pub(crate) fn finish(self) -> Whose<'t> {
        self.whose()
    }
}
