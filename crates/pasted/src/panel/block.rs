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

/// The most lines of one block.
const MAX_LINES: usize = 200;

/// Names that an address follows.
const ADDRESS: [&str; 2] = ["Request URL", "URL"];

/// Names that a status follows.
const STATUS: [&str; 2] = ["Status Code", "Status"];

/// Lines that begin so are a terminal's, and so is a block among them.
const TERMINAL: [&str; 5] = ["* ", "< ", "> ", "$ ", "curl "];

/// Finds blocks among the lines of a paste.
pub(crate) struct Blocks<'t> {
    open: Option<Block<'t>>,
    is_off: bool,
}

/// A block that is being read.
struct Block<'t> {
    line: Line<'t>,
    lines: u32,
    part: Section,
    /// A name whose value is the next line.
    name: Option<&'t str>,
    address: Option<&'t str>,
    /// Firefox's parts of an address.
    parts: (&'t str, &'t str, &'t str),
    /// The path of a request line.
    path: Option<&'t str>,
    exchange: Exchange<'t>,
    is_provisional: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    General,
    Request,
    Response,
}

impl<'t> Blocks<'t> {
    pub(crate) fn new(text: &str) -> Blocks<'t> {
        let is_terminal = |line: &str| TERMINAL.iter().any(|begin| line.starts_with(begin));
        Blocks { open: None, is_off: scan::parts(text, b"\n\r").any(is_terminal) }
    }

    /// Takes in a line that is not empty; false if it belongs to no block.
    pub(crate) fn take(&mut self, line: Line<'t>, test: Test, gather: &mut Gather<'t>) -> bool {
        if self.is_off {
            return false;
        }
        if let Some(block) = &mut self.open {
            let is_next = begins(line.text) && block.is_over(line.text);
            if !is_next && block.lines < MAX_LINES as u32 && block.adds(line.text) {
                block.lines += 1;
                return true;
            }
            self.finish(test, gather);
        }
        if !begins(line.text) {
            return false;
        }
        let mut block = Block::new(line);
        let is_one = block.adds(line.text);
        self.open = is_one.then_some(block);
        is_one
    }

    /// Gives out the block that is open.
    pub(crate) fn finish(&mut self, test: Test, gather: &mut Gather<'t>) {
        if let Some(block) = self.open.take() {
            block.finish(test, gather);
        }
    }
}

/// Whether a block may begin with a line.
fn begins(text: &str) -> bool {
    if request_line(text).is_some() || status_line(text).is_some() {
        return true;
    }
    if matches!(text, "General" | "Summary" | "Scheme") || text.starts_with("Provisional headers") {
        return true;
    }
    match named(text) {
        // `Anforderungs-URL: wss://…`: the whole value is an address.
        Some((name, value)) => {
            ADDRESS.contains(&name)
                || is_address(value) && name.len() < text.len() && !has_quote(name)
        }
        None => ADDRESS.contains(&text),
    }
}

fn has_quote(name: &str) -> bool {
    scan::has_any(name, b"'\"()[]")
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
            part: Section::General,
            name: None,
            address: None,
            parts: ("", "", ""),
            path: None,
            exchange: Exchange::default(),
            is_provisional: false,
        }
    }

    /// Another block begins with this line.
    fn is_over(&self, text: &str) -> bool {
        let is_label = |text: &str| ADDRESS.contains(&text);
        match named(text) {
            Some((name, _)) if is_label(name) => self.address.is_some(),
            None if is_label(text) => self.address.is_some(),
            _ => {
                let has_status = self.exchange.status.is_some() && self.part == Section::Response;
                status_line(text).is_some() && has_status
                    || request_line(text).is_some() && has_status && self.path.is_some()
            }
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
            match (name, self.part) {
                ("Scheme", Section::General) => self.parts.0 = value,
                ("Host", Section::General) => self.parts.1 = value,
                ("Filename", Section::General) => self.parts.2 = value,
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

    fn finish(mut self, test: Test, gather: &mut Gather<'t>) {
        let line = self.line;
        if self.is_provisional && self.exchange.status.is_none() {
            // Nothing was sent yet, or nothing is known of it.
            return gather.leave_all(Why::RequestOnly, "", self.lines, line);
        }
        let address = self.address();
        self.exchange.is_socket = self.exchange.asks_for_socket()
            || address.as_deref().is_some_and(|a| scan::begins_any_case(a.as_bytes(), "ws"));
        if self.exchange.status.is_none() {
            let why = if address.is_some() { Why::RequestOnly } else { Why::NotUnderstood };
            return gather.leave_all(why, "", self.lines, line);
        }
        let place = match &address {
            Some(address) => test.mark.place(address),
            None => match self.path {
                Some(path) if !test.mark.has_path(path) => {
                    return gather.leave_all(
                        Why::OtherPath,
                        scan::head(path, b"?#"),
                        self.lines,
                        line,
                    );
                }
                _ => {
                    self.exchange.is_socket = true;
                    Place::Socket
                }
            },
        };
        let shown = self.address.unwrap_or(self.parts.1);
        match (place, address.is_none() && self.path.is_none()) {
            (Place::Socket, true) => match self.exchange.says(test.askers, test.mark.offers()) {
                Ok(told) => gather.hears_unnamed(told, line),
                Err(why) => gather.leave(why, "", line),
            },
            _ => take(&self.exchange, (shown, place), line, test, gather),
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
