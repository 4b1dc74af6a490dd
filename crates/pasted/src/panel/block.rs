//! The headers of one request, as the panel shows them or copies them.
//!
//! Chromium's Headers tab has names and values in one line or in two; Firefox
//! splits the address into `Scheme`, `Host` and `Filename`; Safari has `URL` and
//! `Status` and then the heads as they were sent. All three copy a bare head,
//! `HTTP/1.1 403 Forbidden` and its headers. Names of headers are the same in
//! every language; of the rest only what an address or a status is.

use std::borrow::Cow;

use why1006_evidence::scan;

use super::{Test, exchange::Exchange, take};
use crate::{
    attribution::{self, Place},
    gather::{Gather, Line},
    line,
    reading::Why,
    unusable,
};

/// The longest name, in bytes; `Sec-WebSocket-Extensions` has 24.
const MAX_NAME: usize = 48;

/// No block begins with a shorter line, in bytes: `Scheme`.
const SHORTEST: usize = 6;

/// The most lines of one block.
const MAX_LINES: u32 = 200;

/// Names that an address follows.
const ADDRESS: [&str; 2] = ["Request URL", "URL"];

/// Names that a status follows.
const STATUS: [&str; 2] = ["Status Code", "Status"];

/// The first letters of the lines with which a block begins in English.
const BEGINS: &[u8] = b"GHSPRU";

/// Lines that begin so are a terminal's, and so is a block among them.
const TERMINAL: [&str; 6] = ["* ", "< ", "> ", "$ ", "curl ", "  % Total"];

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
            let first = text.bytes().next().unwrap_or_default();
            if is_terminal(text) {
                return Blocks { found: Vec::new(), next: 0 };
            }
            // Most lines of a console are passed over here.
            let may_begin = text.len() >= SHORTEST
                && (matches!(first, b' ' | b'\t')
                    || BEGINS.contains(&first)
                    || scan::has(text, ": w"));
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

/// Whether a terminal printed a line: with its prompt before `curl`, or curl with
/// a mark, or its table of progress.
fn is_terminal(text: &str) -> bool {
    TERMINAL.iter().any(|begin| text.starts_with(begin))
        || scan::split_once(text, " curl ")
            .is_some_and(|(prompt, _)| scan::trim_end(prompt, b" ").ends_with(['$', '#', '%', '>']))
}

/// Whether a block may begin with a line.
fn begins(text: &str) -> bool {
    let first = text.bytes().next().unwrap_or_default();
    if BEGINS.contains(&first) && is_head(text) {
        return true;
    }
    // `Anforderungs-URL: wss://…`: the whole value is an address.
    named(text).is_some_and(|(name, value)| {
        let is_socket = scan::begins_any_case(value.as_bytes(), "ws");
        is_socket && is_address(value) && !scan::has_any(name, b"'\"()[]")
    })
}

/// A first line that is known by its words.
fn is_head(text: &str) -> bool {
    if request_line(text).is_some() || status_line(text).is_some() {
        return true;
    }
    if matches!(text, "General" | "Summary" | "Scheme") || text.starts_with("Provisional headers") {
        return true;
    }
    let label = named(text).map_or(text, |(name, _)| name);
    ADDRESS.contains(&label)
}

fn is_address(value: &str) -> bool {
    attribution::first(value)
        .is_some_and(|(before, _, after)| before.is_empty() && after.is_empty())
}

/// `GET /ws HTTP/1.1`, and its path.
fn request_line(text: &str) -> Option<&str> {
    let (path, version) = scan::cut(text.strip_prefix("GET ")?, b" ")?;
    version.starts_with("HTTP/").then_some(path)
}

/// `HTTP/1.1 403 Forbidden`, and its status.
fn status_line(text: &str) -> Option<u16> {
    let (_, rest) = scan::cut(text.strip_prefix("HTTP/")?, b" ")?;
    line::status(rest)
}

/// A name and its value: `Name: value`, with a tab or with nothing behind.
fn named(text: &str) -> Option<(&str, &str)> {
    // A pseudo-header of HTTP/2 begins with a colon.
    let text = text.strip_prefix(':').unwrap_or(text);
    let (name, value) = scan::cut(text, b":\t")?;
    // Of an address it would be the scheme.
    let is_name = !name.is_empty() && name.len() <= MAX_NAME && !value.starts_with("//");
    is_name.then(|| (unusable::trim(name), unusable::trim(value)))
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

/// The name of a part of the block, with the number of its headers or not.
fn heading(text: &str) -> Option<Section> {
    let is = |known: &str| {
        scan::begins_any_case(text.as_bytes(), known) && text.len() < known.len() + 12
    };
    if is("Response headers") || text == "Response" {
        Some(Section::Response)
    } else if is("Request headers") || text == "Request" {
        Some(Section::Request)
    } else if text == "General" || text == "Summary" {
        Some(Section::General)
    } else {
        None
    }
}

/// A name on a line of its own: one of the panel's labels or of a header.
fn is_label(text: &str) -> bool {
    let known = ADDRESS.contains(&text)
        || STATUS.contains(&text)
        || matches!(
            text,
            "Request Method"
                | "Remote Address"
                | "Referrer Policy"
                | "Scheme"
                | "Filename"
                | "Address"
                | "Version"
                | "Transferred"
        );
    known || is_header(text)
}

/// A word as headers are named. Two of three have a hyphen; the others count if
/// they are of the handshake.
fn is_header(name: &str) -> bool {
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let known = ["Host", "Upgrade", "Connection", "Origin", "Date", "Server", "Cookie", "Pragma"];
    name.len() <= MAX_NAME
        && is_word
        && (scan::has_any(name, b"-") || known.iter().any(|one| one.eq_ignore_ascii_case(name)))
}

/// A status with its words behind a label of any language.
fn is_status(name: &str, value: &str) -> bool {
    !is_header(name) && line::status(value).is_some_and(|status| status >= 101) && value.len() < 60
}
