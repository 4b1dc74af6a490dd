//! The little of the binary format (WebAssembly Core, chapter 5) that we read.

use std::ops::Range;

/// Bytes before the first section: magic and version.
pub(super) const HEAD: usize = 8;

/// The ids of some sections.
pub(super) const CUSTOM: u8 = 0;
/// See [`CUSTOM`].
pub(super) const DATA: u8 = 11;

/// A section of a module.
pub(super) struct Section {
    pub(super) id: u8,
    /// Where its content stands in the module.
    pub(super) body: Range<usize>,
}

/// All sections in their order; `None` if they do not fit the module.
pub(super) fn sections(wasm: &[u8]) -> Option<Vec<Section>> {
    let mut reader = Reader { bytes: wasm, at: HEAD };
    let mut found = Vec::new();
    while reader.at < wasm.len() {
        let id = reader.byte()?;
        found.push(Section { id, body: reader.sized()? });
    }
    Some(found)
}

/// The sections of this name that stand outside of the format.
pub(super) fn custom(wasm: &[u8], name: &str) -> Option<Range<usize>> {
    sections(wasm)?.into_iter().filter(|section| section.id == CUSTOM).find_map(|section| {
        let mut reader = Reader { bytes: wasm, at: section.body.start };
        (&wasm[reader.sized()?] == name.as_bytes()).then_some(reader.at..section.body.end)
    })
}

/// The module with no custom sections but these.
pub(super) fn with_custom(wasm: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let kept: Vec<Range<usize>> = names.iter().filter_map(|name| custom(wasm, name)).collect();
    let mut out = wasm[..HEAD].to_vec();
    for section in sections(wasm)? {
        if section.id != CUSTOM || kept.iter().any(|part| part.end == section.body.end) {
            out.push(section.id);
            sized(&mut out, &wasm[section.body]);
        }
    }
    Some(out)
}

/// One run of initial memory.
pub(super) struct Segment {
    /// Where it goes in memory.
    pub(super) address: u32,
    /// Where it stands in the module.
    pub(super) bytes: Range<usize>,
}

/// The segments of the data section (5.5.14), all of the form that fills memory
/// 0 at a fixed address; `None` if it is anything else.
pub(super) fn segments(wasm: &[u8]) -> Option<Vec<Segment>> {
    let Some(section) = sections(wasm)?.into_iter().find(|section| section.id == DATA) else {
        return Some(Vec::new());
    };
    let mut reader = Reader { bytes: wasm, at: section.body.start };
    let count = reader.number()?;
    let segment = |_| {
        // Active, memory 0; then `i32.const`, its value, `end`.
        let is_plain = reader.number()? == 0 && reader.byte()? == 0x41;
        let address = reader.number()?;
        let is_plain = is_plain && reader.byte()? == 0x0b;
        is_plain.then_some(Segment { address, bytes: reader.sized()? })
    };
    (0..count).map(segment).collect()
}

/// Reads a module from a place on; `None` where it ends too early.
pub(super) struct Reader<'w> {
    pub(super) bytes: &'w [u8],
    pub(super) at: usize,
}

impl Reader<'_> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte
    }

    /// An integer of 32 bits in LEB128; what is below 1 GiB reads the same
    /// signed and unsigned.
    pub(super) fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A signed integer of 32 bits in LEB128.
    pub(super) fn signed(&mut self) -> Option<i32> {
        let mut number = 0_i64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let unused = 64 - 7 - shift;
                return i32::try_from(number << unused >> unused).ok();
            }
        }
        None
    }

    /// Skips what stands behind its own length, and says where it stands.
    pub(super) fn sized(&mut self) -> Option<Range<usize>> {
        let length = self.number()? as usize;
        let range = self.at..self.at + length;
        self.at = range.end;
        (range.end <= self.bytes.len()).then_some(range)
    }
}

/// Writes an integer in LEB128.
pub(super) fn number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Writes bytes behind their length.
pub(super) fn sized(out: &mut Vec<u8>, bytes: &[u8]) {
    number(out, bytes.len());
    out.extend(bytes);
}
