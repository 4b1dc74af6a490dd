//! All lines of a paste.

use why1006_evidence::scan;

use crate::{
    attribution::{self, Mark},
    gather::{Gather, Line},
    line::{self, Finding},
    reading::{Context, Reading},
    terminal::{self, Terminal},
    unusable,
};

/// How much of one line is looked at, in bytes. The longest sentence that is
/// known has less than 1,500, its address in full.
const MAX_LINE: usize = 4096;

/// No code, sentence or address is shorter, in bytes.
const SHORTEST: usize = 8;

/// Reads a paste about the test that `context` describes.
///
/// A line counts only if it names that address, by its WebSocket scheme or by
/// its http twin; a line without an address only if the whole paste has none.
/// Takes time in proportion to the text, which may have [`MAX_BYTES`] bytes.
///
/// [`MAX_BYTES`]: crate::MAX_BYTES
pub fn read(text: &str, context: &Context) -> Reading {
    let Context { target, source, .. } = *context;
    if let Some(fault) = unusable::fault(text) {
        return Reading { understood: Vec::new(), ignored: Vec::new(), fault: Some(fault) };
    }
    let text = &*terminal::plain(text);
    let mark = Mark::new(target);
    let mut terminal = Terminal::new(context, &mark);
    let mut gather = Gather::new(&mark, source);
    // Firefox copies a request as its method, its address and its result, each
    // in a line.
    let mut previous = "";
    for (row, text) in scan::parts(text, b"\n\r").enumerate() {
        let text = unusable::trim(text);
        let line = Line { row, text };
        if terminal.take(line, &mut gather) || text.is_empty() {
            continue;
        }
        if text.len() < SHORTEST {
            gather.unknown(line);
            continue;
        }
        let head = unusable::head(text, MAX_LINE);
        if let Some(says) = line::exchange(head)
            && let Some(address) = only_address(previous)
        {
            gather.take(Finding::at(address, says), line);
            continue;
        }
        previous = head;
        match line::read(head, |address| mark.place(address)) {
            Some(finding) => gather.take(finding, line),
            None => gather.unknown(line),
        }
    }
    terminal.finish(&mut gather);
    gather.finish()
}

/// The address, if a line holds one and at most a method.
fn only_address(line: &str) -> Option<&str> {
    let (before, address, after) = attribution::first(line)?;
    (before.len() <= 8 && after.is_empty()).then_some(address)
}
