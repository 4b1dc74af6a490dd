//! Knows where in the peer's stream of frames we are.
//!
//! A WebSocket library stops at the first frame it refuses, for instance one
//! that is too long. To close politely the rest of that frame has to be read
//! past, up to the peer's close frame.

use std::{
    io,
    ops::Range,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, OpCode};

use super::unpack::{Fault, Head, Unpack};

/// Read at once where compressed messages may come.
const GULP: usize = 8 * 1024;

/// A stream that counts through the frames it delivers and keeps none. Where
/// compression was agreed upon it delivers compressed messages as plain ones.
pub(super) struct Follow<S> {
    stream: S,
    frames: Frames,
    unpacking: Option<Box<Unpacking>>,
    /// What is in the frames no longer counts.
    past: bool,
}

/// Bytes on their way through [`Unpack`].
struct Unpacking {
    unpack: Unpack,
    raw: Box<[u8; GULP]>,
    /// What of `raw` has still to be looked at.
    rest: Range<usize>,
    plain: Vec<u8>,
    /// How much of `plain` has been delivered.
    delivered: usize,
}

#[derive(Default)]
struct Frames {
    head: Head,
    /// Bytes of the current payload still to come.
    payload: u64,
    /// The current payload is a close frame's.
    closing: bool,
    /// A whole close frame has passed.
    closed: bool,
}

impl<S> Follow<S> {
    /// Follows `stream` from the start of a frame.
    pub(super) fn new(stream: S) -> Follow<S> {
        Follow { stream, frames: Frames::default(), unpacking: None, past: false }
    }

    /// The same, and unpacks compressed messages of up to `max_message` bytes
    /// or little more.
    pub(super) fn unpacking(stream: S, max_message: usize) -> Follow<S> {
        let unpacking = Unpacking {
            unpack: Unpack::new(max_message),
            raw: Box::new([0; GULP]),
            rest: 0..0,
            plain: Vec::new(),
            delivered: 0,
        };
        Follow { unpacking: Some(Box::new(unpacking)), ..Follow::new(stream) }
    }

    /// From now on only frames count, not what is in them.
    pub(super) fn read_past(&mut self) {
        self.unpacking = None;
        self.past = true;
    }

    /// Whether the peer's close frame has been read.
    pub(super) fn saw_close(&self) -> bool {
        self.frames.closed
    }
}

impl Frames {
    /// Before more is read: whether something was wrong with what came.
    fn check(&self, past: bool) -> io::Result<()> {
        match self.head.padded && !past {
            true => Err(io::Error::other(Fault::Padded)),
            false => Ok(()),
        }
    }

    fn pass(&mut self, mut bytes: &[u8]) {
        while !self.closed {
            let skipped = self.payload.min(bytes.len() as u64);
            self.payload -= skipped;
            bytes = &bytes[skipped as usize..];
            if self.payload > 0 {
                return;
            }
            if self.closing {
                self.closed = true;
                return;
            }
            let Some((first, rest)) = bytes.split_first() else {
                return;
            };
            bytes = rest;
            if let Some(start) = self.head.push(*first) {
                self.closing = start.header.opcode == OpCode::Control(Control::Close);
                self.payload = start.length;
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Follow<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let Follow { stream, frames, unpacking, past } = &mut *self;
        let Some(unpacking) = unpacking else {
            frames.check(*past)?;
            let before = buffer.filled().len();
            ready!(Pin::new(stream).poll_read(context, buffer))?;
            frames.pass(&buffer.filled()[before..]);
            return Poll::Ready(Ok(()));
        };
        while !unpacking.deliver(buffer)? {
            frames.check(*past)?;
            let mut raw = ReadBuf::new(&mut unpacking.raw[..]);
            ready!(Pin::new(&mut *stream).poll_read(context, &mut raw))?;
            let read = raw.filled().len();
            if read == 0 {
                break;
            }
            frames.pass(raw.filled());
            unpacking.rest = 0..read;
        }
        Poll::Ready(Ok(()))
    }
}

impl Unpacking {
    /// Fills `buffer` with what can be had without reading; false if there is
    /// nothing.
    fn deliver(&mut self, buffer: &mut ReadBuf<'_>) -> io::Result<bool> {
        if self.delivered == self.plain.len() {
            self.plain.clear();
            self.delivered = 0;
        }
        while self.plain.is_empty() && (!self.rest.is_empty() || self.unpack.has_more()) {
            let raw = &self.raw[self.rest.clone()];
            let taken = self.unpack.step(raw, &mut self.plain).map_err(io::Error::other)?;
            self.rest.start += taken;
        }
        let rest = &self.plain[self.delivered..];
        let count = rest.len().min(buffer.remaining());
        buffer.put_slice(&rest[..count]);
        self.delivered += count;
        Ok(count > 0)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Follow<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::Frames;

    const MASK: [u8; 4] = [1, 2, 3, 4];

    fn frame(first: u8, length: usize) -> Vec<u8> {
        let mut bytes = vec![first];
        match length {
            0..126 => bytes.push(0x80 | length as u8),
            126..65536 => {
                bytes.push(0x80 | 126);
                bytes.extend((length as u16).to_be_bytes());
            }
            _ => {
                bytes.push(0x80 | 127);
                bytes.extend((length as u64).to_be_bytes());
            }
        }
        bytes.extend(MASK);
        // Payload that looks like close frames.
        bytes.extend(std::iter::repeat_n(0x88, length));
        bytes
    }

    #[test]
    fn close_is_seen_at_its_last_byte_in_pieces_of_any_size() {
        let mut stream = Vec::new();
        for (first, length) in
            [(0x81, 5), (0x02, 70_000), (0x89, 125), (0x80, 300), (0x82, 0), (0x88, 0x88 - 0x66)]
        {
            stream.extend(frame(first, length));
        }
        for piece in [1, 2, 3, 7, 1000, stream.len()] {
            let mut frames = Frames::default();
            let (last, before) = stream.split_last().unwrap();
            before.chunks(piece).for_each(|bytes| frames.pass(bytes));
            assert!(!frames.closed, "{piece}");
            frames.pass(&[*last, 0xff]);
            assert!(frames.closed, "{piece}");
        }
    }

    #[test]
    fn an_empty_close_frame_counts() {
        let mut frames = Frames::default();
        frames.pass(&[0x88, 0x80, 1, 2, 3, 4]);
        assert!(frames.closed);
    }

    #[test]
    fn reserved_opcodes_are_followed_too() {
        let mut frames = Frames::default();
        frames.pass(&frame(0x8f, 300));
        frames.pass(&frame(0x83, 0));
        assert!(!frames.closed);
        frames.pass(&frame(0x88, 2));
        assert!(frames.closed);
    }

    #[test]
    fn a_length_longer_than_it_need_be_is_noticed() {
        for (head, padded) in [
            (&b"\x81\xfe\x00\x7d"[..], true),
            (b"\x81\xfe\x00\x7e", false),
            (b"\x81\xff\0\0\0\0\0\0\xff\xff", true),
            (b"\x81\xff\0\0\0\0\0\x01\0\0", false),
        ] {
            let mut frames = Frames::default();
            frames.pass(head);
            frames.pass(&[1, 2, 3, 4]);
            assert_eq!(frames.check(false).is_err(), padded, "{head:x?}");
            assert!(frames.check(true).is_ok());
        }
    }
}
