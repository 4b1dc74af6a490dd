//! `ping`, `traceroute` and `tracert`.
//!
//! Whether they are answered proves nothing: ICMP is another protocol, and is
//! often dropped where connections are let through, and let through where they
//! are not. Only a name that they cannot find tells something.

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Out, Test, Whose, command};
use crate::{gather::Line, reading::Why};

/// One run of either.
pub(crate) struct Ping<'t> {
    test: Test<'t>,
    host: &'t str,
    /// The command was copied along.
    is_asked: bool,
    /// It had an address to ask.
    began: bool,
}

/// Words of a name that was not found, with what stands before the name.
const UNKNOWN: [&str; 5] = [
    "Ping request could not find host ",
    "Unable to resolve target system name ",
    "ping: unknown host ",
    "ping: cannot resolve ",
    "traceroute: unknown host ",
];

/// Whether an output of them begins with a line.
pub(crate) fn opens(text: &str) -> bool {
    begins(text).is_some() || unknown(text).is_some()
}

/// The host of a first line.
fn begins(text: &str) -> Option<&str> {
    const BEGINS: [&str; 5] =
        ["PING ", "Pinging ", "traceroute to ", "Tracing route to ", "traceroute6 to "];
    let rest = BEGINS.iter().find_map(|begin| text.strip_prefix(begin))?;
    // The address stands in brackets of either kind.
    let has_address = scan::has_any(rest, b"([") || scan::has(rest, "bytes");
    has_address.then(|| scan::head(rest, b" (["))
}

/// The host that could not be found.
fn unknown(text: &str) -> Option<&str> {
    let known = UNKNOWN.iter().find_map(|begin| text.strip_prefix(begin));
    if let Some(rest) = known {
        return Some(scan::trim_end(scan::head(rest, b" :,"), b"."));
    }
    // `ping: a.example: Name or service not known`, in other languages too as
    // far as the system's words are English.
    if !(text.ends_with("not known") || text.ends_with("name resolution")) {
        return None;
    }
    let rest = text.strip_prefix("ping: ").or(text.strip_prefix("ping6: ")).unwrap_or(text);
    let (host, words) = scan::split_once(rest, ": ")?;
    let is_host = !host.is_empty() && !scan::has_any(host, b" /[");
    let says = words.starts_with("Name or service not known")
        || words.starts_with("Temporary failure in name resolution");
    (is_host && says).then_some(host)
}

impl<'t> Ping<'t> {
    pub(crate) fn new(test: Test<'t>) -> Ping<'t> {
        Ping { test, host: "", is_asked: false, began: false }
    }

    pub(crate) fn asked(test: Test<'t>, arguments: &'t str) -> Ping<'t> {
        let is_host = |word: &&str| !word.starts_with('-') && scan::has_any(word, b".:");
        let host = command::words(arguments).find(is_host).unwrap_or("");
        Ping { host, is_asked: true, ..Ping::new(test) }
    }

    pub(crate) fn take(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let text = line.text;
        if let Some(host) = unknown(text) {
            self.host = host;
            if out.may_judge(line) {
                out.say(Told::new(Way::TerminalReach, Clue::NameNotResolved), self.whose(), line);
            }
            return true;
        }
        if let Some(host) = begins(text) {
            self.host = host;
            self.began = true;
            return true;
        }
        let known = [
            "64 bytes",
            "From ",
            "Reply from",
            "Request timed out",
            "Request timeout",
            "---",
            "Ping statistics",
            "Packets:",
            "Approximate",
            "Minimum",
            "rtt ",
            "round-trip",
            "Trace complete",
            "over a maximum",
            "Cannot handle",
        ];
        let is_hop = text.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        let is_answer = known.iter().any(|begin| text.starts_with(begin));
        // Windows says all of it in its own language.
        let fits = text.len() < 160 && !scan::has(text, "://");
        let is_its = is_answer || (fits && (self.is_asked || (self.began && is_hop)));
        self.began |= is_its && !text.is_empty();
        text.is_empty() || is_its
    }

    fn whose(&self) -> Whose<'t> {
        self.test.host(self.host, None).unwrap_or(Whose::Ours)
    }

    pub(crate) fn finish(self, out: &mut Out<'_, 't>, first: Line<'t>) -> Whose<'t> {
        let whose = self.whose();
        if self.began && !out.said {
            out.leave(Why::Ping, whose, first);
        }
        whose
    }
}
