//! What programs in a terminal print, told apart by themselves.
//!
//! A paste may hold several outputs one after another, with or without the
//! commands, between lines of a console. Each line is shown to the part that is
//! open, then to the begins of all programs; what neither knows is no
//! terminal's. A part is judged when it ends, since an output says last how it
//! went. One file knows one program:
//!
//! - `curl`, `s_client`: what this page offers to copy
//! - `node`, `python`, `websocat`, `gorilla`: WebSocket clients
//! - `dig`, `nslookup`, `resolve`, `ping`, `port`: names and the way there
//! - `command`: a prompt, and the program behind it
//! - `faults`: the words of TLS and system libraries, which many print
//! - `test`: whose host and whose origin, held against the test
//! - `plain`: a text without the escapes of its colours

mod command;
mod curl;
mod dig;
mod faults;
mod gorilla;
mod node;
mod nslookup;
mod ping;
mod plain;
mod port;
mod python;
mod resolve;
mod s_client;
mod test;
mod websocat;

pub(crate) use plain::plain;

use why1006_evidence::{Clue, Told, scan};

use crate::{
    asker::Askers,
    attribution::Mark,
    gather::{Gather, Line},
    reading::{Context, Why},
    unusable,
};
use command::{Command, Program};
use test::{Test, Whose};

/// How much of one line is looked at, in bytes.
const MAX_LINE: usize = 4096;

/// No command and no first line is shorter, in bytes.
const SHORTEST: usize = 6;

/// How many outcomes of one paste are judged, and how often it is searched for
/// the texts of all faults. What comes after them is counted as too much.
const MAX_OUTCOMES: u32 = 128;

/// The output of one program, as far as it was read.
enum Part<'t> {
    Curl(curl::Curl<'t>),
    SClient(s_client::SClient<'t>),
    Node(node::Node<'t>),
    Python(python::Python<'t>),
    Websocat(websocat::Websocat<'t>),
    Gorilla(gorilla::Gorilla<'t>),
    Dig(dig::Dig<'t>),
    Nslookup(nslookup::Nslookup<'t>),
    Resolve(resolve::Resolve<'t>),
    Ping(ping::Ping<'t>),
    Port(port::Port<'t>),
}

/// Finds the parts of a paste that terminals printed.
pub(crate) struct Terminal<'t> {
    test: Test<'t>,
    part: Option<(Part<'t>, Line<'t>)>,
    outcomes: u32,
    searches: u32,
}

/// Where a part puts what it found.
pub(crate) struct Out<'a, 't> {
    gather: &'a mut Gather<'t>,
    outcomes: &'a mut u32,
    searches: &'a mut u32,
    /// Something was put there since the part began.
    said: bool,
}

impl<'t> Out<'_, 't> {
    /// What was seen, if it was the tested address that was asked.
    fn say(&mut self, told: Told, whose: Whose<'t>, line: Line<'t>) {
        self.said = true;
        match whose {
            Whose::Ours => self.gather.hears(told, 1, line),
            Whose::Not(why, about) => self.gather.another(why, about, line),
        }
    }

    /// A line that tells nothing, and why.
    fn leave(&mut self, why: Why, whose: Whose<'t>, line: Line<'t>) {
        self.said = true;
        match whose {
            Whose::Ours => self.gather.leave(why, "", line),
            Whose::Not(why, about) => self.gather.another(why, about, line),
        }
    }

    /// The fault that a line names, which is not yet an outcome.
    fn fault(&mut self, text: &str) -> Option<Clue> {
        *self.searches += 1;
        if *self.searches <= MAX_OUTCOMES { faults::clue(text) } else { None }
    }

    /// Whether one more outcome may be judged; if not, the line is counted.
    fn may_judge(&mut self, line: Line<'t>) -> bool {
        *self.outcomes += 1;
        let may = *self.outcomes <= MAX_OUTCOMES;
        if !may {
            self.leave(Why::TooMany, Whose::Ours, line);
        }
        may
    }
}

impl<'t> Terminal<'t> {
    pub(crate) fn new(
        context: &Context<'t>,
        mark: &'t Mark<'t>,
        askers: &'t Askers<'t>,
    ) -> Terminal<'t> {
        Terminal { test: Test::new(context, mark, askers), part: None, outcomes: 0, searches: 0 }
    }

    /// Takes a line, an empty one too, if a terminal printed it.
    pub(crate) fn take(&mut self, line: Line<'t>, gather: &mut Gather<'t>) -> bool {
        if self.part.is_none() && line.text.len() < SHORTEST {
            return false;
        }
        let text = unusable::head(line.text, MAX_LINE);
        if self.part.is_none() && is_idle(text) {
            return false;
        }
        let goes_on = match &mut self.part {
            Some((Part::Curl(curl), _)) => curl.is_command_open(),
            _ => false,
        };
        if !goes_on {
            if let Some(command) = command::find(text) {
                self.end(gather);
                let shown = Line { row: line.row, text: command.shown };
                self.part = self.begin(&command).map(|part| (part, shown));
                return self.part.is_some();
            }
            if command::is_prompt(text) {
                let was_open = self.part.is_some();
                self.end(gather);
                return was_open;
            }
        }
        if self.offer(text, line, gather) {
            return true;
        }
        if text.is_empty() {
            return false;
        }
        let Some(part) = self.opened_by(text) else { return false };
        self.end(gather);
        self.part = Some((part, Line { row: line.row, text: shown(line.text) }));
        let taken = self.offer(text, line, gather);
        if !taken {
            // Then it was none: another reader counts the line.
            self.part = None;
        }
        taken
    }

    /// Whether the output of a program is being read.
    pub(crate) fn is_open(&self) -> bool {
        self.part.is_some()
    }

    /// Judges what is still open.
    pub(crate) fn finish(mut self, gather: &mut Gather<'t>) {
        self.end(gather);
    }

    fn begin(&self, command: &Command<'t>) -> Option<Part<'t>> {
        let (test, rest) = (self.test, command.rest);
        Some(match command.program {
            Program::Curl => Part::Curl(curl::Curl::asked(test, rest)),
            Program::SClient => Part::SClient(s_client::SClient::asked(test, rest)),
            Program::Wscat => Part::Node(node::Node::wscat(test, rest)),
            Program::Node => Part::Node(node::Node::new(test)),
            Program::Python => Part::Python(python::Python::asked(test, rest)),
            Program::Websocat => Part::Websocat(websocat::Websocat::asked(test, rest)),
            Program::Dig => Part::Dig(dig::Dig::asked(test, rest)),
            Program::Nslookup => Part::Nslookup(nslookup::Nslookup::asked(test, rest)),
            Program::Resolve => Part::Resolve(resolve::Resolve::asked(test, rest)),
            Program::Ping => Part::Ping(ping::Ping::asked(test, rest)),
            Program::Port => Part::Port(port::Port::asked(test, rest)),
            Program::Unknown => return None,
        })
    }

    /// The part that begins with a line, where no command stands before it.
    fn opened_by(&self, text: &str) -> Option<Part<'t>> {
        let test = self.test;
        if curl::opens(text) {
            return Some(Part::Curl(curl::Curl::new(test)));
        }
        if s_client::opens(text) {
            return Some(Part::SClient(s_client::SClient::new(test)));
        }
        if node::opens(text) {
            return Some(Part::Node(node::Node::new(test)));
        }
        if python::opens(text) {
            return Some(Part::Python(python::Python::new(test)));
        }
        if websocat::opens(text) {
            return Some(Part::Websocat(websocat::Websocat::new(test)));
        }
        if gorilla::opens(text) {
            return Some(Part::Gorilla(gorilla::Gorilla::new(test)));
        }
        if dig::opens(text) {
            return Some(Part::Dig(dig::Dig::new(test)));
        }
        if nslookup::opens(text) {
            return Some(Part::Nslookup(nslookup::Nslookup::new(test)));
        }
        if resolve::opens(text) {
            return Some(Part::Resolve(resolve::Resolve::new(test)));
        }
        if ping::opens(text) {
            return Some(Part::Ping(ping::Ping::new(test)));
        }
        port::opens(text).then(|| Part::Port(port::Port::new(test)))
    }

    /// Shows a line to the part that is open.
    fn offer(&mut self, text: &'t str, line: Line<'t>, gather: &mut Gather<'t>) -> bool {
        let Some((part, first)) = &mut self.part else { return false };
        let (outcomes, searches) = (&mut self.outcomes, &mut self.searches);
        let mut out = Out { gather, outcomes, searches, said: false };
        let line = Line { row: line.row, text };
        let taken = match part {
            Part::Curl(part) => part.take(line, &mut out),
            Part::SClient(part) => part.take(line, &mut out),
            Part::Node(part) => part.take(line, &mut out),
            Part::Python(part) => part.take(line, &mut out),
            Part::Websocat(part) => part.take(line, &mut out),
            Part::Gorilla(part) => part.take(line, &mut out),
            Part::Dig(part) => part.take(line, &mut out),
            Part::Nslookup(part) => part.take(line, &mut out),
            Part::Resolve(part) => part.take(line, &mut out),
            Part::Ping(part) => part.take(line, &mut out),
            Part::Port(part) => part.take(line, &mut out),
        };
        if out.said {
            // It has told something: no word more about it is owed.
            first.text = "";
        }
        taken
    }

    /// Judges the part that is open, if any. One that tells nothing is named.
    fn end(&mut self, gather: &mut Gather<'t>) {
        let Some((part, first)) = self.part.take() else { return };
        let (outcomes, searches) = (&mut self.outcomes, &mut self.searches);
        let mut out = Out { gather, outcomes, searches, said: first.text.is_empty() };
        let whose = match part {
            Part::Curl(part) => part.finish(&mut out),
            Part::SClient(part) => part.finish(&mut out),
            Part::Node(part) => part.finish(&mut out),
            Part::Python(part) => part.finish(&mut out),
            Part::Websocat(part) => part.finish(),
            Part::Gorilla(part) => part.finish(),
            Part::Dig(part) => part.finish(&mut out),
            Part::Nslookup(part) => part.finish(&mut out),
            Part::Resolve(part) => part.finish(),
            Part::Ping(part) => part.finish(&mut out, first),
            Part::Port(part) => part.finish(),
        };
        if !out.said {
            out.leave(Why::NotTold, whose, first);
        }
    }
}

/// Whether a line is one word with which no output begins, and no prompt: most
/// lines of a long list are.
fn is_idle(text: &str) -> bool {
    if scan::has_any(text, b" ") {
        return false;
    }
    match text.as_bytes() {
        // `CONNECTED(00000003)`, `node:events:491`, marks and what is not ASCII.
        [b'C' | b'n' | b'>' | b'<' | b'*' | b'$' | b'%' | b'#' | 0x80.., ..] => false,
        // `40E7…:error:0A00010B:…`
        [b'0'..=b'9' | b'A'..=b'F', ..] => !scan::has_any(text, b":"),
        // What ends in one of these may be a prompt.
        [.., last] => !matches!(last, b'$' | b'#' | b'%' | b'>' | 0x80..),
        [] => true,
    }
}

/// What may be shown of a line: of a header its name.
fn shown(text: &str) -> &str {
    match text.as_bytes() {
        [b'>' | b'<', ..] => scan::head(text, b":"),
        _ => text,
    }
}
