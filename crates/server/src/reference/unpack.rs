//! Compressed messages of the peer, made plain for the WebSocket library
//! (RFC 7692).
//!
//! The library knows no extension. So what stands between it and the stream
//! turns each compressed message into fragments of a plain one, some kilobytes
//! at a time. Masks, fragments, UTF-8 and sizes are still judged by the library,
//! and a message that grows without end is closed at the cap, not unpacked.

use std::{fmt, io::Cursor};

use flate2::{Decompress, FlushDecompress, Status};
use tokio_tungstenite::tungstenite::protocol::frame::{
    FrameHeader,
    coding::{Data, OpCode},
};

use super::compression::TAIL;

/// Unpacked at once.
const PIECE: usize = 8 * 1024;
/// Packed bytes looked at for that.
const GULP: usize = 1024;

/// Why a connection is given up where the library would see nothing wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The length of a frame is written with more bytes than it needs.
    Padded,
    /// A compressed message is no deflated data.
    Broken,
    /// Even packed a message is longer than the longest message. Bytes so far.
    TooLong(u64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Padded => f.write_str("a frame's length is not in its shortest form"),
            Fault::Broken => f.write_str("a compressed message cannot be unpacked"),
            Fault::TooLong(bytes) => write!(f, "a compressed message of {bytes} bytes or more"),
        }
    }
}

impl std::error::Error for Fault {}

/// The header of a frame, as far as it has come; at most 14 bytes.
#[derive(Default)]
pub(super) struct Head {
    bytes: Vec<u8>,
    /// Some length so far had not the shortest form (RFC 6455, 5.2). The library
    /// takes it all the same.
    pub(super) padded: bool,
}

/// A frame that begins.
pub(super) struct Start {
    /// The header; the opcode is only to be trusted if it is not `reserved`.
    pub(super) header: FrameHeader,
    /// The opcode means nothing (RFC 6455, 5.2).
    pub(super) reserved: bool,
    /// The length of the payload.
    pub(super) length: u64,
    /// The header as it came.
    pub(super) bytes: Vec<u8>,
}

impl Head {
    /// Takes one more byte; the frame's beginning, once it is whole.
    pub(super) fn push(&mut self, byte: u8) -> Option<Start> {
        self.bytes.push(byte);
        let parse = |bytes: &[u8]| FrameHeader::parse(&mut Cursor::new(bytes));
        let (whole, reserved) = match parse(&self.bytes) {
            Ok(whole) => (whole, false),
            // The library refuses reserved opcodes. Their frames have a length
            // like any other.
            Err(_) => {
                let mut known = self.bytes.clone();
                known[0] &= 0xf0;
                (parse(&known).ok().flatten(), true)
            }
        };
        let (header, length) = whole?;
        let bytes = std::mem::take(&mut self.bytes);
        self.padded |= match bytes[1] & 0x7f {
            126 => length < 126,
            127 => length < 1 << 16,
            _ => false,
        };
        Some(Start { header, reserved, length, bytes })
    }
}

/// Where in the peer's stream of frames the next byte is.
enum Place {
    Head,
    /// A payload that is passed on as it is; bytes to come.
    Plain(u64),
    /// A compressed payload.
    Packed {
        left: u64,
        mask: [u8; 4],
        last: bool,
    },
    /// Behind the last frame of a compressed message; bytes of [`TAIL`] to come.
    Tail(usize),
}

/// A compressed message that has begun.
struct Message {
    /// Of the next fragment.
    opcode: Data,
    inflate: Decompress,
    /// The compressed length of its frames so far.
    length: u64,
    /// The last piece was full: there may be more without more input.
    full: bool,
}

/// Turns bytes of the peer into bytes for the library.
pub(super) struct Unpack {
    head: Head,
    place: Place,
    message: Option<Message>,
    /// No honest message is longer in its compressed form.
    most: u64,
    piece: Box<[u8; PIECE]>,
}

impl Unpack {
    /// Begins at the start of a frame.
    pub(super) fn new(max_message: usize) -> Unpack {
        // Data that cannot be compressed grows by 5 bytes a block, and a
        // careless compressor makes small blocks.
        let most = max_message as u64 + max_message as u64 / 8 + 1024;
        let piece = Box::new([0; PIECE]);
        Unpack { head: Head::default(), place: Place::Head, message: None, most, piece }
    }

    /// Whether a step makes sense without another byte.
    pub(super) fn has_more(&self) -> bool {
        matches!(self.place, Place::Tail(_) | Place::Packed { left: 0, .. }) || self.is_full()
    }

    /// Whether the unpacked bytes did not all fit.
    fn is_full(&self) -> bool {
        self.message.as_ref().is_some_and(|message| message.full)
    }

    /// Takes some of `raw` and appends at most a piece and a header to `plain`.
    /// Returns how many bytes were taken.
    ///
    /// # Errors
    /// The first fault; nothing more is to be asked after it.
    pub(super) fn step(&mut self, raw: &[u8], plain: &mut Vec<u8>) -> Result<usize, Fault> {
        match self.place {
            Place::Head => self.head(raw, plain),
            Place::Plain(left) => {
                let taken = left.min(raw.len().min(PIECE) as u64);
                plain.extend(&raw[..taken as usize]);
                self.place = if taken == left { Place::Head } else { Place::Plain(left - taken) };
                Ok(taken as usize)
            }
            Place::Packed { left, mut mask, last } => {
                let mut bytes = [0; GULP];
                let count = left.min(raw.len().min(GULP) as u64) as usize;
                for ((byte, raw), mask) in
                    bytes.iter_mut().zip(&raw[..count]).zip(mask.iter().cycle())
                {
                    *byte = raw ^ mask;
                }
                let taken = self.inflate(&bytes[..count], plain)?;
                mask.rotate_left(taken % 4);
                let left = left - taken as u64;
                self.place = match (left, last) {
                    (0, _) if self.is_full() => Place::Packed { left, mask, last },
                    (0, true) => Place::Tail(TAIL.len()),
                    (0, false) => Place::Head,
                    _ => Place::Packed { left, mask, last },
                };
                Ok(taken)
            }
            Place::Tail(left) => {
                let left = left - self.inflate(&TAIL[TAIL.len() - left..], plain)?;
                self.place = Place::Tail(left);
                if left == 0 && !self.is_full() {
                    if let Some(message) = self.message.take() {
                        fragment(message.opcode, true, &[], plain);
                    }
                    self.place = Place::Head;
                }
                Ok(0)
            }
        }
    }

    fn head(&mut self, raw: &[u8], plain: &mut Vec<u8>) -> Result<usize, Fault> {
        for (at, byte) in raw.iter().enumerate() {
            if let Some(start) = self.head.push(*byte) {
                self.begin(start, plain)?;
                return Ok(at + 1);
            }
        }
        Ok(raw.len())
    }

    fn begin(&mut self, start: Start, plain: &mut Vec<u8>) -> Result<(), Fault> {
        let Start { header, reserved, length, mut bytes } = start;
        let others = header.rsv2 || header.rsv3 || reserved;
        let packed = match header.opcode {
            OpCode::Data(Data::Continue) => self.message.is_some() && !header.rsv1 && !others,
            OpCode::Data(_) => self.message.is_none() && header.rsv1 && !others,
            OpCode::Control(_) => false,
        };
        let (true, Some(mask), OpCode::Data(opcode)) = (packed, header.mask, header.opcode) else {
            if packed {
                // The library is to complain of the missing mask, not of the mark.
                bytes[0] &= !0x40;
            }
            plain.append(&mut bytes);
            self.place = Place::Plain(length);
            return Ok(());
        };
        let message = self.message.get_or_insert_with(|| Message {
            opcode,
            inflate: Decompress::new(false),
            length: 0,
            full: false,
        });
        message.length = message.length.saturating_add(length);
        if message.length > self.most {
            return Err(Fault::TooLong(message.length));
        }
        self.place = Place::Packed { left: length, mask, last: header.is_final };
        Ok(())
    }

    /// Unpacks some of `bytes` into one fragment; returns how many were taken.
    fn inflate(&mut self, bytes: &[u8], plain: &mut Vec<u8>) -> Result<usize, Fault> {
        let Some(message) = &mut self.message else { return Err(Fault::Broken) };
        let inflate = &mut message.inflate;
        let (before, made) = (inflate.total_in(), inflate.total_out());
        let status = inflate
            .decompress(bytes, &mut self.piece[..], FlushDecompress::None)
            .map_err(|_| Fault::Broken)?;
        let taken = (inflate.total_in() - before) as usize;
        let made = (inflate.total_out() - made) as usize;
        message.full = made == PIECE;
        if status == Status::StreamEnd {
            // A last block inside a message is allowed, and more may follow
            // (RFC 7692, 7.2.3.4).
            inflate.reset(false);
            message.full = false;
        } else if taken == 0 && made == 0 && !bytes.is_empty() {
            return Err(Fault::Broken);
        }
        if made > 0 {
            fragment(message.opcode, false, &self.piece[..made], plain);
            message.opcode = Data::Continue;
        }
        Ok(taken)
    }
}

/// A frame as the library expects it of a client: masked, here with zeros.
fn fragment(opcode: Data, is_final: bool, payload: &[u8], plain: &mut Vec<u8>) {
    let header = FrameHeader {
        is_final,
        opcode: OpCode::Data(opcode),
        mask: Some([0; 4]),
        ..FrameHeader::default()
    };
    header.format(payload.len() as u64, plain).expect("a vector takes every byte");
    plain.extend(payload);
}

#[cfg(test)]
mod tests;
