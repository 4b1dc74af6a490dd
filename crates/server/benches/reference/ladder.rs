//! The ladder: 64 bytes to the cap, each four times the one before, as text and
//! binary, random and compressible.

use flate2::{Compress, Compression, FlushCompress};

use crate::frame::frame;

/// The reference's own cap.
pub(crate) const CAP: usize = 64 * 1024;

/// A message as it is sent and as it has to come back.
pub(crate) struct Rung {
    /// The whole frame of the client.
    pub(crate) frame: Vec<u8>,
    /// 1 for text, 2 for binary.
    pub(crate) opcode: u8,
    /// What was said.
    pub(crate) plain: Vec<u8>,
}

/// All rungs, in order.
pub(crate) fn ladder(deflate: bool) -> Vec<Rung> {
    let sizes = std::iter::successors(Some(64), |size| Some(size * 4).filter(|s| *s <= CAP));
    let mut all = Vec::new();
    for size in sizes {
        for opcode in [1, 2] {
            for random in [true, false] {
                let plain = payload(size, opcode == 1, random);
                let frame = match deflate {
                    true => frame(0xc0 | opcode, &packed(&plain)),
                    false => frame(0x80 | opcode, &plain),
                };
                all.push(Rung { frame, opcode, plain });
            }
        }
    }
    all
}

fn payload(size: usize, text: bool, random: bool) -> Vec<u8> {
    // A linear congruential generator: the same bytes in every run.
    let mut state = 1006_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    match (text, random) {
        (true, true) => (0..size).map(|_| b' ' + next() % 95).collect(),
        (false, true) => (0..size).map(|_| next()).collect(),
        (_, false) => b"the same words again ".iter().copied().cycle().take(size).collect(),
    }
}

fn packed(plain: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(plain.len() + 1024);
    let mut deflate = Compress::new(Compression::default(), false);
    deflate.compress_vec(plain, &mut bytes, FlushCompress::Sync).expect("there is room");
    bytes.truncate(bytes.len() - 4);
    bytes
}
