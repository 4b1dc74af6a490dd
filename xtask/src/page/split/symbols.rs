//! What the linker knows of the data: where each constant begins and ends, and
//! what points at it.
//!
//! With `--emit-relocs` (`build.rs`) the linker keeps its table of symbols, and
//! one relocation for each place in code and data where it wrote an address: a
//! symbol and an offset. A pointer into a constant comes from one of these, or
//! from memory that another put it into; the offset may lead outside of the
//! constant (a loop that counts from below its begin), so what an address in
//! the code belongs to is told by its relocation, not by its value alone.
//!
//! The format is that of `Linking.md` in WebAssembly/tool-conventions. wasm-bindgen
//! keeps these sections and the data as they are, and moves the code; so the places
//! in the data are checked and used, those in the code are not.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    Result,
    page::module::{self, Reader, Segment},
};

/// The pieces of the data, and what points at them.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    /// Addresses of each piece, in order; they do not overlap. A piece is a
    /// constant, or several of which one is the end of another.
    pub(super) pieces: Vec<Range<u32>>,
    /// The addresses that are never written to, one range.
    pub(super) constant: Range<u32>,
    /// An address in the code, and the pieces that it was made from.
    pub(super) written: BTreeMap<u32, BTreeSet<usize>>,
    /// The address of a pointer in the data, and the piece that it leads to.
    pub(super) pointers: BTreeMap<u32, usize>,
}

impl Symbols {
    /// Reads them from a module as wasm-bindgen leaves it.
    pub(crate) fn of(wasm: &[u8]) -> Result<Symbols> {
        let strange =
            "the linker's sections are not as expected; see build.rs and split/symbols.rs";
        read(wasm).ok_or_else(|| strange.into())
    }

    /// The piece that holds an address.
    pub(super) fn piece(&self, address: u32) -> Option<usize> {
        let after = self.pieces.partition_point(|piece| piece.start <= address);
        let at = after.checked_sub(1)?;
        self.pieces[at].contains(&address).then_some(at)
    }

    /// All pieces that code with these addresses can come to.
    pub(super) fn reached(&self, addresses: impl IntoIterator<Item = u32>) -> BTreeSet<usize> {
        let mut open = Vec::new();
        for address in addresses {
            open.extend(self.piece(address));
            open.extend(self.written.get(&address).into_iter().flatten());
        }
        let mut found = BTreeSet::new();
        while let Some(piece) = open.pop() {
            if found.insert(piece) {
                open.extend(self.pointers.range(self.pieces[piece].clone()).map(|(_, to)| to));
            }
        }
        found
    }
}

/// A symbol of the table: the addresses of a datum, if it is one.
type Symbol = Option<Range<u32>>;

fn read(wasm: &[u8]) -> Option<Symbols> {
    let segments = module::segments(wasm)?;
    let (table, constant) = linking(wasm, &segments)?;
    let mut pieces: Vec<Range<u32>> = Vec::new();
    let mut ranges: Vec<_> = table.iter().flatten().filter(|range| !range.is_empty()).collect();
    ranges.sort_by_key(|range| range.start);
    for range in ranges {
        match pieces.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => pieces.push(range.clone()),
        }
    }
    let mut symbols = Symbols { pieces, constant, ..Symbols::default() };
    for (_, symbol, offset) in relocations(wasm, "reloc.CODE")? {
        if let Some(data) = table.get(symbol)? {
            let address = data.start.wrapping_add_signed(offset);
            let made_from = symbols.piece(data.start);
            symbols.written.entry(address).or_default().extend(made_from);
        }
    }
    let data = module::sections(wasm)?.into_iter().find(|section| section.id == module::DATA)?;
    for (place, symbol, offset) in relocations(wasm, "reloc.DATA")? {
        let Some(to) = table.get(symbol)? else {
            continue;
        };
        let place = data.body.start + place as usize;
        let segment = segments.iter().find(|segment| segment.bytes.contains(&place))?;
        let word = wasm.get(place..place + 4)?.try_into().ok()?;
        if u32::from_le_bytes(word) != to.start.wrapping_add_signed(offset) {
            return None;
        }
        let at = segment.address + (place - segment.bytes.start) as u32;
        if let Some(to) = symbols.piece(to.start) {
            symbols.pointers.insert(at, to);
        }
    }
    Some(symbols)
}

/// The table of symbols, and the addresses of the segment for constants.
fn linking(wasm: &[u8], segments: &[Segment]) -> Option<(Vec<Symbol>, Range<u32>)> {
    const VERSION: u32 = 2;
    const SEGMENTS: u8 = 5;
    const SYMBOLS: u8 = 8;
    let section = module::custom(wasm, "linking")?;
    let mut reader = Reader { bytes: wasm, at: section.start };
    (reader.number()? == VERSION).then_some(())?;
    let (mut table, mut constant) = (None, None);
    while reader.at < section.end {
        let kind = reader.byte()?;
        let part = reader.sized()?;
        let mut inner = Reader { bytes: wasm, at: part.start };
        match kind {
            SYMBOLS => {
                let count = inner.number()?;
                table =
                    Some((0..count).map(|_| symbol(&mut inner, segments)).collect::<Option<_>>()?);
            }
            SEGMENTS => {
                inner.number()?;
                for segment in segments {
                    // A name, an alignment and flags.
                    let name = &wasm[inner.sized()?];
                    inner.number()?;
                    inner.number()?;
                    if name == b".rodata" {
                        let end = segment.address + segment.bytes.len() as u32;
                        constant = Some(segment.address..end);
                    }
                }
            }
            _ => {}
        }
    }
    Some((table?, constant?))
}

fn symbol(reader: &mut Reader<'_>, segments: &[Segment]) -> Option<Symbol> {
    const UNDEFINED: u32 = 0x10;
    const NAMED: u32 = 0x40;
    let kind = reader.byte()?;
    let flags = reader.number()?;
    let is_defined = flags & UNDEFINED == 0;
    match kind {
        // A function, a global, a tag, a table: an index, and a name.
        0 | 2 | 4 | 5 => {
            reader.number()?;
            if is_defined || flags & NAMED != 0 {
                reader.sized()?;
            }
            Some(None)
        }
        // A datum: a name, a segment, an offset and a length.
        1 => {
            reader.sized()?;
            if !is_defined {
                return Some(None);
            }
            let segment = segments.get(reader.number()? as usize)?;
            let (offset, length) = (reader.number()?, reader.number()?);
            let start = segment.address.checked_add(offset)?;
            let end = start.checked_add(length)?;
            let fits = (offset + length) as usize <= segment.bytes.len() || length == 0;
            fits.then_some(Some(start..end))
        }
        // A section.
        3 => reader.number().map(|_| None),
        _ => None,
    }
}

/// Where a relocation stands in its section, its symbol, and what is added to
/// that.
fn relocations(wasm: &[u8], name: &str) -> Option<Vec<(u32, usize, i32)>> {
    let section = module::custom(wasm, name)?;
    let mut reader = Reader { bytes: wasm, at: section.start };
    let (_section, count) = (reader.number()?, reader.number()?);
    let mut found = Vec::new();
    for _ in 0..count {
        let (kind, place, index) = (reader.byte()?, reader.number()?, reader.number()? as usize);
        match kind {
            // Indices of functions, slots, types, globals and tables.
            0 | 1 | 2 | 6 | 7 | 13 | 20 => {}
            // Addresses: in an instruction, of either sign; in data.
            3..=5 => found.push((place, index, reader.signed()?)),
            _ => return None,
        }
    }
    (reader.at == section.end).then_some(found)
}

#[cfg(test)]
mod tests;
