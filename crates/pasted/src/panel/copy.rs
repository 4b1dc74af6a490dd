//! A request that was copied as a command: *Copy as cURL* for bash and for cmd,
//! *Copy as PowerShell*, *Copy as fetch*, of one request or of all.
//!
//! It holds no answer. A command that something follows was run
//! in a terminal, and is not read here.

use why1006_evidence::scan;

use super::Test;
use crate::{
    attribution::{self, Place},
    gather::{Gather, Line},
    reading::Why,
    unusable,
};

/// How such a command begins.
const BEGINS: [&str; 6] = [
    "curl '",
    "curl \"",
    "curl ^\"",
    "curl --url '",
    "Invoke-WebRequest -UseBasicParsing -Uri \"",
    "fetch(\"",
];

/// What PowerShell's form has before its command.
const SESSION: &str = "$session";

/// How much of a line is looked at, in bytes.
const MAX_LINE: usize = 4096;

/// Reads commands; false if the text has anything else in it.
pub(super) fn read<'t>(text: &'t str, test: Test, gather: &mut Gather<'t>) -> bool {
    let Some(commands) = commands(text) else {
        return false;
    };
    for (row, command) in commands.into_iter().enumerate() {
        let line = Line { row, text: scan::head(command, b"\r\n") };
        let head = unusable::head(command, MAX_LINE);
        let Some((_, address, rest)) = attribution::first(head) else {
            gather.leave(Why::NotUnderstood, "", line);
            continue;
        };
        let address = scan::trim_end(address, b"^");
        match test.mark.place(address) {
            Place::Not(why) => gather.leave_other(why, address, line),
            Place::Socket | Place::Request => {
                gather.leave(Why::RequestOnly, origin(rest).unwrap_or(""), line);
            }
        }
    }
    true
}

/// The commands, if there is nothing else.
fn commands(text: &str) -> Option<Vec<&str>> {
    let start = scan::trim_start(text, unusable::BLANK);
    if !start.starts_with(SESSION) && !BEGINS.iter().any(|begin| start.starts_with(begin)) {
        return None;
    }
    let (mut found, mut goes_on, mut at): (Vec<(usize, usize)>, bool, usize) =
        (Vec::new(), false, 0);
    for row in scan::parts(text, b"\n") {
        let from = at;
        at += row.len() + 1;
        let line = unusable::trim(row);
        if line.is_empty() {
            continue;
        }
        if !goes_on && BEGINS.iter().any(|begin| line.starts_with(begin)) {
            found.push((from, at));
            goes_on = true;
        } else if !goes_on && !line.starts_with(SESSION) {
            return None;
        }
        if let Some((_, end)) = found.last_mut().filter(|_| goes_on) {
            *end = at;
        }
        // The last line of a command has no mark at its end, or one that says
        // that another follows.
        goes_on &= line.ends_with(['\\', '^', '`', '{', ',', '(', '|']) || is_inside(line);
    }
    let cut =
        |(from, end): (usize, usize)| scan::split_at(scan::split_at(text, from).1, end - from).0;
    (!found.is_empty()).then(|| found.into_iter().map(cut).collect())
}

/// A line within the braces of PowerShell's headers or of `fetch`.
fn is_inside(line: &str) -> bool {
    line.starts_with('"') && !line.ends_with(')')
}

/// Whose origin a request names, as it may be shown.
fn origin(rest: &str) -> Option<&str> {
    let at = scan::find_any_case(rest, "origin")?;
    let (_, rest) = scan::split_at(rest, at + "origin".len());
    let (between, address, _) = attribution::first(rest)?;
    let is_value =
        between.bytes().all(|byte| matches!(byte, b':' | b'=' | b' ' | b'"' | b'\'' | b'^'));
    is_value.then(|| scan::trim_end(address, b"^\"'"))
}
