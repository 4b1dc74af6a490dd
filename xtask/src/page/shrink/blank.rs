//! Takes out of the wasm's data what no reader of the page ever needs.
//!
//! Where Rust code can panic, its file, line and column stand in the data. Our
//! own are what a report of a panic is worth; those of the standard library and
//! of dependencies are absolute paths full of hashes, and a fault that a caller
//! can make names the caller's place anyway (`track_caller`). All places of
//! foreign code become `library:0:0`, and the texts of their paths zeros, which
//! wasm-opt then drops. (Measured: 0.7 kB of brotli.)
//!
//! With them go the names of faults of files and threads ([`NEVER_SAID`]): a
//! page has neither, yet the library's own panic hook keeps them alive.
//!
//! Only the data section is looked at, and its length never changes.

use std::{collections::BTreeSet, ops::Range};

use crate::{
    Result,
    page::module::{self, Segment},
};

/// What stands in the place of a path of foreign code.
const FOREIGN: &[u8] = b"library";

/// Begin and end of texts that only a program with files or threads could say.
/// A later compiler may write them otherwise; then they stay.
const NEVER_SAID: [(&str, &str); 5] = [
    ("entity not foundpermission denied", "in progressother erroruncategorized error"),
    ("Dropped SendWrapper<T> variable from a thread", "it has been created with."),
    ("Dereferenced SendWrapper<T> variable from a thread", "it has been created with."),
    ("use of std::thread::current() is not possible", "local data has been destroyed"),
    ("failed to generate unique thread ID", "bitspace exhausted"),
];

/// The longest text between begin and end of [`NEVER_SAID`], in bytes.
const MAX_SAID: usize = 1_000;

/// A panic's place in the data: address and length of the path, line, column,
/// of 32 bits each.
const PLACE: usize = 16;

/// Blanks a module as the linker writes it, in place.
pub(super) fn blank(wasm: &mut [u8]) -> Result<()> {
    let segments = module::segments(wasm).ok_or("the wasm's data section is not as expected")?;
    let places = places(wasm, &segments);
    let (foreign, own): (Vec<&Place>, Vec<&Place>) =
        places.iter().partition(|place| wasm[place.path.start] == b'/');
    let texts: BTreeSet<(usize, usize)> =
        foreign.iter().map(|place| (place.path.start, place.path.end)).collect();
    for (start, end) in &texts {
        // The linker lets a short path be the end of a longer one.
        let kept = own.iter().map(|place| place.path.start).filter(|at| (start..end).contains(&at));
        wasm[*start..kept.min().unwrap_or(*end)].fill(0);
    }
    let roomy = |place: &&&Place| wasm[place.path.start..][..FOREIGN.len()].iter().all(|b| *b == 0);
    if let Some(first) = foreign.iter().find(roomy) {
        let (address, start) = (first.address, first.path.start);
        wasm[start..][..FOREIGN.len()].copy_from_slice(FOREIGN);
        for place in &foreign {
            for (at, word) in [address, FOREIGN.len() as u32, 0, 0].into_iter().enumerate() {
                wasm[place.at + at * 4..][..4].copy_from_slice(&word.to_le_bytes());
            }
        }
    }
    for (begin, end) in NEVER_SAID {
        for segment in &segments {
            if let Some(found) = between(&wasm[segment.bytes.clone()], begin, end) {
                wasm[segment.bytes.clone()][found].fill(0);
            }
        }
    }
    Ok(())
}

/// The place of a panic.
struct Place {
    /// Where it stands in the module.
    at: usize,
    /// Address of the path.
    address: u32,
    /// Where the path stands in the module.
    path: Range<usize>,
}

/// All places of panics. A path ends in `.rs` and a zero, so nothing else looks
/// like one.
fn places(wasm: &[u8], segments: &[Segment]) -> Vec<Place> {
    let text = |address: u32, length: usize| {
        segments.iter().find_map(|segment| {
            let start = segment.bytes.start + address.checked_sub(segment.address)? as usize;
            (start + length < segment.bytes.end).then_some(start..start + length)
        })
    };
    let mut found = Vec::new();
    for segment in segments {
        // Places are aligned to words.
        let skipped = (segment.address.wrapping_neg() % 4) as usize;
        let words = segment.bytes.clone().skip(skipped).step_by(4);
        for at in words.take_while(|at| at + PLACE <= segment.bytes.end) {
            let word = |n: usize| u32::from_le_bytes(std::array::from_fn(|i| wasm[at + n * 4 + i]));
            let (address, length, line, column) = (word(0), word(1), word(2), word(3));
            if length > 400 || !(1..1_000_000).contains(&line) || !(1..10_000).contains(&column) {
                continue;
            }
            let Some(path) = text(address, length as usize) else {
                continue;
            };
            let is_text = wasm[path.clone()].iter().all(|b| (b' '..=b'~').contains(b));
            if is_text && wasm[path.clone()].ends_with(b".rs") && wasm[path.end] == 0 {
                found.push(Place { at, address, path });
            }
        }
    }
    found
}

/// Where a text stands that begins and ends so.
fn between(bytes: &[u8], begin: &str, end: &str) -> Option<Range<usize>> {
    let find = |bytes: &[u8], what: &str| {
        bytes.windows(what.len()).position(|part| part == what.as_bytes())
    };
    let start = find(bytes, begin)?;
    let rest = &bytes[start..bytes.len().min(start + MAX_SAID)];
    Some(start..start + find(rest, end)? + end.len())
}

#[cfg(test)]
mod tests;
