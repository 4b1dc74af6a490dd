//! Which constants go to the rest: those that nothing in the first can read.
//!
//! Code comes to a constant by an address that is written in it, or by a pointer
//! in the data that it came to. So the first keeps what its functions can come to
//! ([`Symbols::reached`]), and all that is ever written to. What remains goes to the
//! rest, to the same addresses: in the first there are zeros, and when the rest
//! is instantiated its segments fill them, before any function of it runs.
//!
//! A wrong choice would show as zeros in the place of a text, and only sometimes.
//! So [`prove`] looks at the finished first module without any of this knowledge:
//! no number in its code, and no word of its data, may be an address of what was
//! moved, or a slot that it is not to call. What only happens to look like one
//! keeps its constant.

use std::{collections::BTreeSet, ops::Range};

use walrus::Module;

use super::{image::Image, numbers, symbols::Symbols};
use crate::Result;

/// What stands between two moved constants and is no longer than this, in bytes,
/// is written by both halves: a segment of its own costs more.
const GAP: u32 = 8;

/// The addresses of the constants that code with these numbers cannot come to,
/// and all numbers that are known without them.
pub(super) fn moved(
    symbols: &Symbols,
    image: &Image,
    numbers: BTreeSet<u32>,
) -> (Vec<Range<u32>>, BTreeSet<u32>) {
    let constant = &symbols.constant;
    let is_written = |piece: &&Range<u32>| piece.start < constant.start || constant.end < piece.end;
    let written = symbols.pieces.iter().filter(is_written).map(|piece| piece.start);
    let mut known: BTreeSet<u32> = numbers.into_iter().chain(written).collect();
    loop {
        let moved = without(symbols, &symbols.reached(known.iter().copied()));
        let words = image.without(&moved).words();
        let is_done = !words.iter().any(|word| is_in(&moved, *word));
        known.extend(words);
        if is_done {
            return (moved, known);
        }
    }
}

/// Moves them.
pub(super) fn part(first: &mut Module, rest: &mut Module, moved: &[Range<u32>]) -> Result<()> {
    if moved.is_empty() {
        return Ok(());
    }
    let whole = Image::of(first)?;
    let memory = |module: &Module| {
        module.memories.iter().next().map(|memory| memory.id()).ok_or("the wasm has no memory")
    };
    let old: Vec<_> = first.data.iter().map(|data| data.id()).collect();
    old.into_iter().for_each(|id| first.data.delete(id));
    let (to_first, to_rest) = (memory(first)?, memory(rest)?);
    first.memories.get_mut(to_first).data_segments.clear();
    whole.without(moved).add_to(first, to_first, whole.range());
    let mut runs: Vec<Range<u32>> = Vec::new();
    for range in moved {
        match runs.last_mut() {
            Some(last) if range.start - last.end <= GAP => last.end = range.end,
            _ => runs.push(range.clone()),
        }
    }
    runs.into_iter().for_each(|run| whole.add_to(rest, to_rest, run));
    Ok(())
}

/// Fails if the finished first module holds a number that it must not know.
pub(crate) fn prove(first: &[u8], unknown: &[Range<u32>]) -> Result<()> {
    let module = super::parse(first)?;
    let all = numbers::of_module(&module).into_iter().chain(Image::of(&module)?.words());
    match all.into_iter().find(|number| is_in(unknown, *number)) {
        None => Ok(()),
        Some(number) => Err(format!(
            "the first module holds {number}, the address or the slot of something in the rest; \
             see xtask/src/page/split/constants.rs"
        )),
    }
}

/// The constants outside of `kept`; neighbours are one range, with what is
/// between them to align them.
fn without(symbols: &Symbols, kept: &BTreeSet<usize>) -> Vec<Range<u32>> {
    let mut moved: Vec<Range<u32>> = Vec::new();
    let mut last = None;
    for (at, piece) in symbols.pieces.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
        match moved.last_mut() {
            Some(run) if last == at.checked_sub(1) => run.end = piece.end,
            _ => moved.push(piece.clone()),
        }
        last = Some(at);
    }
    moved
}

fn is_in(ranges: &[Range<u32>], address: u32) -> bool {
    let after = ranges.partition_point(|range| range.start <= address);
    after.checked_sub(1).is_some_and(|at| ranges[at].contains(&address))
}

#[cfg(test)]
mod tests;
