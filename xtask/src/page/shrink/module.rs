//! The little of the binary format (WebAssembly Core, chapter 5) that we read.

use std::ops::Range;

/// Bytes before the first section: magic and version.
pub(super) const HEAD: usize = 8;

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
