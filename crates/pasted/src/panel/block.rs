//! The headers of one request, as the panel shows them or copies them.
//!
//! Chromium's Headers tab has names and values in one line or in two; Firefox
//! splits the address into `Scheme`, `Host` and `Filename`; Safari has `URL` and
//! `Status` and then the heads as they were sent. All three copy a bare head,
//! `HTTP/1.1 403 Forbidden` and its headers. Names of headers are the same in
//! every language; of the rest only what an address or a status is.

mod lines;

use std::borrow::Cow;

use why1006_evidence::scan;

use self::lines::{
    ADDRESS, BEGINS, SHORTEST, STATUS, begins, heading, is_address, is_header, is_label, is_status,
    is_terminal, named, request_line, status_line,
};
use super::{Test, exchange::Exchange, take};
use crate::{
    attribution::Place,
    gather::{Gather, Line},
    line,
    reading::Why,
    unusable,
};

/// The most lines of one block.
const MAX_LINES: u32 = 200;

/// The blocks of a paste, in order.
pub(crate) struct Blocks<'t> {
    found: Vec<Block<'t>>,
    next: usize,
}

/// One block.
struct Block<'t> {
    line: Line<'t>,
    lines: u32,
    /// The last of its lines.
    last: usize,
    part: Section,
    /// A name whose value is the next line.
    name: Option<&'t str>,
    address: Option<&'t str>,
    /// Firefox's parts of an address.
    parts: (&'t str, &'t str, &'t str),
    /// The path of a request line.
    path: Option<&'t str>,
    exchange: Exchange<'t>,
    /// The first line of the answer was there.
    has_head: bool,
    is_provisional: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    General,
    Request,
    Response,
}

impl<'t> Blocks<'t> {
    /// Finds them; none where a terminal was copied.
    pub(crate) fn new(text: &'t str) -> Blocks<'t> {
        let mut found: Vec<Block> = Vec::new();
        let mut open: Option<Block> = None;
        for (row, text) in scan::parts(text, b"\n\r").enumerate() {
            if text.len() < SHORTEST && open.is_none() {
                continue;
            }
            if is_terminal(text) {
                return Blocks { found: Vec::new(), next: 0 };
            }
            // Most lines of a console are passed over here.
            let first = text.bytes().next().unwrap_or_default();
            let may_begin =
                matches!(first, b' ' | b'\t') || BEGINS.contains(&first) || scan::has(text, ": w");
            if open.is_none() && !may_begin {
                continue;
            }
            let line = Line { row, text: unusable::trim(text) };
            if line.text.is_empty() {
                continue;
            }
            if let Some(block) = &mut open {
                let is_next = begins(line.text) && block.is_over(line.text);
                if !is_next && block.lines < MAX_LINES && block.adds(line.text) {
                    block.lines += 1;
                    block.last = row;
                    continue;
                }
                found.extend(open.take().filter(Block::is_one));
            }
            if begins(line.text) {
                let mut block = Block::new(line);
                open = block.adds(line.text).then_some(block);
            }
        }
        found.extend(open.filter(Block::is_one));
        Blocks { found, next: 0 }
    }

    /// The block that a line lies in, or the next one.
    fn at(&mut self, row: usize) -> Option<&mut Block<'t>> {
        while self.found.get(self.next).is_some_and(|block| block.last < row) {
            self.next += 1;
        }
        self.found.get_mut(self.next)
    }

    /// Whether a line lies within a block whose first line was taken.
    pub(crate) fn goes_on(&mut self, row: usize) -> bool {
        self.at(row).is_some_and(|block| block.line.row < row)
    }

    /// A line is somebody else's: so is the block that it begins.
    pub(crate) fn pass(&mut self, row: usize) {
        if self.at(row).is_some_and(|block| block.line.row == row) {
            self.next += 1;
        }
    }

    /// Whether a line belongs to a block. Its first gives out what it says.
    pub(crate) fn take(&mut self, row: usize, test: Test, gather: &mut Gather<'t>) -> bool {
        let Some(block) = self.at(row).filter(|block| block.line.row <= row) else {
            return false;
        };
        if block.line.row == row {
            block.finish(test, gather);
        }
        true
    }
}

impl<'t> Block<'t> {
    fn new(line: Line<'t>) -> Block<'t> {
        Block {
            line,
            lines: 1,
            last: line.row,
            part: Section::General,
            name: None,
            address: None,
            parts: ("", "", ""),
            path: None,
            exchange: Exchange::default(),
            has_head: false,
            is_provisional: false,
        }
    }

    /// Another block begins with this line.
    fn is_over(&self, text: &str) -> bool {
        let is_label = |text: &str| ADDRESS.contains(&text);
        match named(text) {
            Some((name, _)) if is_label(name) => self.address.is_some(),
            None if is_label(text) => self.address.is_some(),
            _ if status_line(text).is_some() => self.has_head,
            _ => request_line(text).is_some() && self.has_head && self.path.is_some(),
        }
    }

    /// Takes in a line; false if it cannot be one of a block.
    fn adds(&mut self, text: &'t str) -> bool {
        if let Some(name) = self.name.take() {
            self.value(name, text);
            return true;
        }
        if let Some(path) = request_line(text) {
            (self.path, self.part) = (Some(path), Section::Request);
        } else if let Some(status) = status_line(text) {
            (self.exchange.status, self.part) = (Some(status), Section::Response);
            self.has_head = true;
        } else if text.starts_with("Provisional headers") {
            self.is_provisional = true;
        } else if let Some(part) = heading(text) {
            self.part = part;
        } else if let Some((name, value)) = named(text) {
            match value.is_empty() {
                true => self.name = Some(name),
                false => self.value(name, value),
            }
        } else if is_label(text) {
            self.name = Some(text);
        } else {
            // What a status says in words, in Firefox on a line of its own.
            return matches!(
                text,
                "Switching Protocols" | "View source" | "Raw" | "View parsed" | "Learn more"
            );
        }
        true
    }

    fn value(&mut self, name: &'t str, value: &'t str) {
        if ADDRESS.contains(&name)
            || (self.address.is_none() && is_address(value) && !is_header(name))
        {
            self.address = Some(value);
        } else if STATUS.contains(&name)
            || (self.exchange.status.is_none() && is_status(name, value))
        {
            self.exchange.status = line::status(value).or(self.exchange.status);
        } else {
            match name {
                "Scheme" => self.parts.0 = value,
                "Filename" => self.parts.2 = value,
                "Host" | "host" | "authority" => self.parts.1 = value,
                _ => {}
            }
            let is_answer = match self.part {
                Section::Response => true,
                Section::Request => false,
                Section::General => scan::begins_any_case(name.as_bytes(), "Sec-WebSocket-Accept"),
            };
            let list = match is_answer {
                true => &mut self.exchange.response,
                false => &mut self.exchange.request,
            };
            list.add(name, Cow::Borrowed(value));
        }
    }

    /// The WebSocket address that it is about, if it says so.
    fn address(&self) -> Option<Cow<'t, str>> {
        let (scheme, host, file) = self.parts;
        match self.address {
            Some(address) => Some(Cow::Borrowed(address)),
            None if !scheme.is_empty() && !host.is_empty() => {
                Some(Cow::Owned(format!("{scheme}://{host}{file}")))
            }
            None => None,
        }
    }

    /// It is one: more than a line, or the first line of an answer, and it says
    /// of whom or how it was answered.
    fn is_one(&self) -> bool {
        let is_named = self.address.is_some() || self.path.is_some() || !self.parts.0.is_empty();
        match self.exchange.status {
            Some(_) => self.lines > 1 || self.part == Section::Response,
            None => self.lines > 1 && (is_named || self.is_provisional),
        }
    }

    /// Gives out what it says.
    fn finish(&mut self, test: Test, gather: &mut Gather<'t>) {
        let line = self.line;
        let address = self.address();
        let asks = self.exchange.asks_for_socket();
        self.exchange.is_socket =
            asks || address.as_deref().is_some_and(|a| scan::begins_any_case(a.as_bytes(), "ws"));
        let place = match &address {
            Some(address) => Some(test.mark.place(address)),
            None => self.place_by_head(test),
        };
        let shown = self.address.or(self.path).unwrap_or(self.parts.1);
        if let (None, Some(Place::Socket | Place::Request) | None) = (self.exchange.status, place) {
            return gather.leave_all(Why::RequestOnly, "", self.lines, line);
        }
        match place {
            Some(place) => take(&self.exchange, (shown, place), line, test, gather),
            None => match self.exchange.says(test.askers, test.mark.offers()) {
                Ok(told) => gather.hears_unnamed(told, line),
                Err(why) => gather.leave(why, "", line),
            },
        }
    }

    /// What its request line and its host are to the target; `None` without.
    fn place_by_head(&mut self, test: Test) -> Option<Place> {
        let host = self.parts.1;
        let is_named = self.path.is_some() || !host.is_empty();
        let other = if !host.is_empty() && !test.mark.has_authority(host) {
            Some(Why::OtherSite)
        } else {
            self.path.filter(|path| !test.mark.has_path(path)).map(|_| Why::OtherPath)
        };
        // Heads that were copied are a WebSocket's unless they show otherwise.
        self.exchange.is_socket |= self.path.is_none() || other.is_some();
        match other {
            Some(why) => Some(Place::Not(why)),
            None if self.exchange.is_socket => is_named.then_some(Place::Socket),
            None => Some(Place::Request),
        }
    }
}
