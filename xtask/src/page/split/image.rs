//! What the data of a module makes of the memory.

use std::{collections::BTreeSet, ops::Range};

use walrus::{ConstExpr, DataKind, MemoryId, Module, ir::Value};

use crate::Result;

/// Initial memory, from the first byte that is set to the last.
pub(super) struct Image {
    pub(super) start: u32,
    pub(super) bytes: Vec<u8>,
}

impl Image {
    /// Reads all segments.
    pub(super) fn of(module: &Module) -> Result<Image> {
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

    /// The addresses that it fills.
    pub(super) fn range(&self) -> Range<u32> {
        self.start..self.start + self.bytes.len() as u32
    }

    fn slice(&self, range: &Range<u32>) -> Range<usize> {
        (range.start - self.start) as usize..(range.end - self.start) as usize
    }

    /// With zeros where something was moved.
    pub(super) fn without(&self, moved: &[Range<u32>]) -> Image {
        let mut bytes = self.bytes.clone();
        moved.iter().for_each(|range| bytes[self.slice(range)].fill(0));
        Image { start: self.start, bytes }
    }

    /// All words, aligned or not.
    pub(super) fn words(&self) -> BTreeSet<u32> {
        // The last word may end in zeros that no segment holds.
        let padded = [&self.bytes[..], &[0; 3]].concat();
        padded.windows(4).map(|w| u32::from_le_bytes([w[0], w[1], w[2], w[3]])).collect()
    }

    /// Makes a segment of a part of it.
    pub(super) fn add_to(&self, module: &mut Module, memory: MemoryId, range: Range<u32>) {
        let offset = ConstExpr::Value(Value::I32(range.start as i32));
        let bytes = self.bytes[self.slice(&range)].to_vec();
        let id = module.data.add(DataKind::Active { memory, offset }, bytes);
        module.memories.get_mut(memory).data_segments.insert(id);
    }
}
