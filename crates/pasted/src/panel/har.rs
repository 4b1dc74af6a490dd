//! HAR 1.2: <http://www.softwareishard.com/blog/har-12-spec/>, and what browsers
//! add for a WebSocket.
//!
//! Chromium (`front_end/models/har/Log.ts`): `_resourceType`, `response._error`,
//! and `_webSocketMessages`, where one of the type `error` holds the sentence of
//! the console. The plain form is read of whoever writes it.

use why1006_evidence::scan;

use super::{
    Test,
    exchange::Exchange,
    json::{Part, Parts, plain},
    take,
};
use crate::{
    gather::{Gather, Line},
    reading::Why,
    unusable,
};

/// How deep an entry is followed; headers and messages are two deep.
const MAX_DEPTH: usize = 6;

/// How much of a file's begin has to show what it is, in bytes.
const HEAD: usize = 4096;

/// Reads a file, whole or cut; false if it is none.
pub(super) fn read<'t>(text: &'t str, test: Test, gather: &mut Gather<'t>) -> bool {
    let text = unusable::trim(text);
    let head = unusable::head(text, HEAD);
    let is_file =
        head.starts_with('{') && (scan::has(head, "\"log\"") || scan::has(head, "\"request\""));
    if !is_file {
        return false;
    }
    let mut reader = Reader { row: 0, entry: None, name: "", depth: 0 };
    for part in Parts::new(text) {
        if let Some(entry) = reader.part(part) {
            entry.finish(reader.row, test, gather);
            reader.row += 1;
        }
    }
    // The text ends within an entry.
    if let Some(entry) = reader.entry.take().filter(Entry::is_begun) {
        entry.cut(reader.row, test, gather);
        reader.row += 1;
    }
    reader.row > 0
}

/// Where the file is read.
struct Reader<'t> {
    row: usize,
    entry: Option<Entry<'t>>,
    /// The last name.
    name: &'t str,
    /// How many objects and lists are open.
    depth: usize,
}

/// One request of the log.
struct Entry<'t> {
    /// How many objects and lists are open around it.
    depth: usize,
    /// The names of what is open in it; empty for the parts of a list.
    path: Vec<&'t str>,
    url: Option<&'t str>,
    exchange: Exchange<'t>,
    /// Name and value of the header or message that is open.
    pair: (&'t str, &'t str),
    has_answer: bool,
}

impl<'t> Reader<'t> {
    /// Takes in a part, and gives an entry that ends with it.
    fn part(&mut self, part: Part<'t>) -> Option<Entry<'t>> {
        match part {
            Part::Name(name) => self.name = name,
            Part::Opens { is_list } => {
                let name = std::mem::take(&mut self.name);
                match &mut self.entry {
                    Some(entry) if !entry.is_list_of_entries(name) => entry.opens(name),
                    // The file's own object, until the list of entries is found;
                    // then each of them.
                    _ if !is_list => self.entry = Some(Entry::new(self.depth)),
                    _ => self.entry = None,
                }
                self.depth += 1;
            }
            Part::Closes => {
                self.name = "";
                self.depth = self.depth.saturating_sub(1);
                let is_over = self.entry.as_ref().is_some_and(|entry| entry.depth == self.depth);
                if is_over {
                    return self.entry.take().filter(Entry::is_begun);
                }
                if let Some(entry) = &mut self.entry {
                    entry.closes();
                }
            }
            Part::Text(value) | Part::Word(value) => {
                let name = std::mem::take(&mut self.name);
                if let Some(entry) = &mut self.entry {
                    entry.value(name, value);
                }
            }
        }
        None
    }
}

impl<'t> Entry<'t> {
    fn new(depth: usize) -> Entry<'t> {
        Entry {
            depth,
            path: Vec::new(),
            url: None,
            exchange: Exchange::default(),
            pair: ("", ""),
            has_answer: false,
        }
    }

    /// Its address is known: it is a request and not the file around it.
    fn is_begun(&self) -> bool {
        self.url.is_some()
    }

    /// This is the file's object, and the list of its entries opens.
    fn is_list_of_entries(&self, name: &str) -> bool {
        name == "entries" && matches!(self.path.as_slice(), ["log"] | [])
    }

    fn opens(&mut self, name: &'t str) {
        // Deeper things are counted by their end alone.
        self.path.push(if self.path.len() < MAX_DEPTH { name } else { "…" });
        self.pair = ("", "");
    }

    fn closes(&mut self) {
        let (name, value) = std::mem::take(&mut self.pair);
        match self.path.as_slice() {
            ["request", "headers", ""] => self.exchange.request.add(name, plain(value)),
            ["response", "headers", ""] => self.exchange.response.add(name, plain(value)),
            ["_webSocketMessages", ""] if name == "error" => {
                self.exchange.error = Some(plain(value));
            }
            ["_webSocketMessages", ""] => self.exchange.is_used |= name == "receive",
            ["response"] => self.has_answer = true,
            _ => {}
        }
        self.path.pop();
    }

    fn value(&mut self, name: &'t str, value: &'t str) {
        match (self.path.as_slice(), name) {
            (["request"], "url") => self.url = Some(value),
            (["response"], "status") => {
                self.exchange.status = scan::number(value, 10).and_then(|n| u16::try_from(n).ok());
            }
            ([] | ["response"], "_error") if value != "null" && !value.is_empty() => {
                self.exchange.error.get_or_insert_with(|| plain(value));
            }
            ([], "_resourceType") => {
                self.exchange.is_socket |= value.eq_ignore_ascii_case("websocket");
            }
            ([_, "headers", ""], "name") | (["_webSocketMessages", ""], "type") => {
                self.pair.0 = value;
            }
            ([_, "headers", ""], "value") | (["_webSocketMessages", ""], "data") => {
                self.pair.1 = value;
            }
            _ => {}
        }
    }

    fn finish(mut self, row: usize, test: Test, gather: &mut Gather<'t>) {
        let Some(url) = self.url else { return };
        let address = plain(url);
        self.exchange.is_socket |=
            scan::begins_any_case(address.as_bytes(), "ws") || self.exchange.asks_for_socket();
        let place = test.mark.place(&address);
        take(&self.exchange, (url, place), Line { row, text: url }, test, gather);
    }

    /// The answer counts if it was whole.
    fn cut(self, row: usize, test: Test, gather: &mut Gather<'t>) {
        match self.url {
            Some(_) if self.has_answer => self.finish(row, test, gather),
            Some(url) => gather.leave(Why::CutOff, "", Line { row, text: url }),
            None => {}
        }
    }
}
