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
//! moved. What only happens to look like one keeps its constant.

use std::{collections::BTreeSet, ops::Range};

use walrus::{ConstExpr, DataKind, MemoryId, Module, ir::Value};

use super::{numbers::numbers, symbols::Symbols};
use crate::Result;

/// What stands between two moved constants and is no longer than this, in bytes,
/// is written by both halves: a segment of its own costs more.
const GAP: u32 = 8;

/// Moves them, and says which addresses were moved.
pub(super) fn part(
    first: &mut Module,
    rest: &mut Module,
    symbols: &Symbols,
) -> Result<Vec<Range<u32>>> {
    let whole = Image::of(first)?;
    let is_kept = |piece: &Range<u32>| {
        piece.start < symbols.constant.start || symbols.constant.end < piece.end
    };
    let written = symbols.pieces.iter().filter(|piece| is_kept(piece)).map(|piece| piece.start);
    let mut known: BTreeSet<u32> = numbers(first).into_iter().chain(written).collect();
    let moved = loop {
        let moved = without(symbols, &symbols.reached(known.iter().copied()));
        let found = whole.without(&moved).pointing_into(&moved);
        if found.is_empty() {
            break moved;
        }
        known.extend(found);
    };

    if moved.is_empty() {
        return Ok(moved);
    }
    let memory = |module: &Module| {
        module.memories.iter().next().map(|memory| memory.id()).ok_or("the wasm has no memory")
    };
    let old: Vec<_> = first.data.iter().map(|data| data.id()).collect();
    old.into_iter().for_each(|id| first.data.delete(id));
    let (to_first, to_rest) = (memory(first)?, memory(rest)?);
    first.memories.get_mut(to_first).data_segments.clear();
    whole.without(&moved).add_to(first, to_first, whole.range());
    let mut runs: Vec<Range<u32>> = Vec::new();
    for range in &moved {
        match runs.last_mut() {
            Some(last) if range.start - last.end <= GAP => last.end = range.end,
            _ => runs.push(range.clone()),
        }
    }
    runs.into_iter().for_each(|run| whole.add_to(rest, to_rest, run));
    Ok(moved)
}

/// Fails if the finished first module could know an address that was moved.
pub(crate) fn prove(first: &[u8], moved: &[Range<u32>]) -> Result<()> {
    let module = super::parse(first)?;
    let wrong = numbers(&module).into_iter().find(|number| is_in(moved, *number));
    let wrong = wrong.or_else(|| Image::of(&module).ok()?.pointing_into(moved).pop());
    match wrong {
        None => Ok(()),
        Some(address) => Err(format!(
            "the first module knows the address {address}, whose constant is in the rest; see \
             xtask/src/page/split/constants.rs"
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

/// Initial memory, from the first byte that is set to the last.
struct Image {
    start: u32,
    bytes: Vec<u8>,
}

impl Image {
    fn of(module: &Module) -> Result<Image> {
        let mut parts = Vec::new();
        for data in module.data.iter() {
            match data.kind {
                DataKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. } => {
                    parts.push((at as u32, &data.value));
                }
                _ => return Err("the wasm has data without a fixed place".into()),
            }
        }
        let start = parts.iter().map(|(at, _)| *at).min().unwrap_or_default();
        let end = parts.iter().map(|(at, part)| *at as usize + part.len()).max();
        let mut bytes = vec![0; end.unwrap_or_default() - start as usize];
        for (at, part) in parts {
            bytes[(at - start) as usize..][..part.len()].copy_from_slice(part);
        }
        Ok(Image { start, bytes })
    }

    fn range(&self) -> Range<u32> {
        self.start..self.start + self.bytes.len() as u32
    }

    fn slice(&self, range: &Range<u32>) -> Range<usize> {
        (range.start - self.start) as usize..(range.end - self.start) as usize
    }

    /// With zeros where something was moved.
    fn without(&self, moved: &[Range<u32>]) -> Image {
        let mut bytes = self.bytes.clone();
        moved.iter().for_each(|range| bytes[self.slice(range)].fill(0));
        Image { start: self.start, bytes }
    }

    /// All words, aligned or not, that may be addresses in these ranges.
    fn pointing_into(&self, ranges: &[Range<u32>]) -> Vec<u32> {
        // The last word may end in zeros that no segment holds.
        let padded = [&self.bytes[..], &[0; 3]].concat();
        let words =
            padded.windows(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
        words.filter(|word| is_in(ranges, *word)).collect()
    }

    fn add_to(&self, module: &mut Module, memory: MemoryId, range: Range<u32>) {
        let offset = ConstExpr::Value(Value::I32(range.start as i32));
        let bytes = self.bytes[self.slice(&range)].to_vec();
        let id = module.data.add(DataKind::Active { memory, offset }, bytes);
        module.memories.get_mut(memory).data_segments.insert(id);
    }
}

#[cfg(test)]
mod tests;
