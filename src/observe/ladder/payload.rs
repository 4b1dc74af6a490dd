//! What is sent: text and bytes, random or all alike.

use why1006_evidence::network::Payload;

/// One kind of message.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// In bytes.
    pub(super) size: u32,
    binary: bool,
    compressible: bool,
}

const fn of(size: u32, binary: bool, compressible: bool) -> Kind {
    Kind { size, binary, compressible }
}

/// The shortest message.
pub(super) const SHORT: Kind = of(64, false, false);

/// Enough to see that frames pass: some 2 kB each way.
pub const FEW: &[Kind] =
    &[SHORT, of(64, true, false), of(1_024, false, true), of(1_024, true, false)];

/// All the way up to just below the reference's usual limit, some 190 kB each
/// way. The longest goes once as random bytes and once as text that compresses
/// to nothing: what bounds frames, and what unpacks them.
pub const MANY: &[Kind] = &[
    SHORT,
    of(64, false, true),
    of(64, true, false),
    of(64, true, true),
    of(1_024, false, false),
    of(1_024, false, true),
    of(1_024, true, false),
    of(1_024, true, true),
    of(16_384, false, false),
    of(16_384, false, true),
    of(16_384, true, false),
    of(16_384, true, true),
    of(61_440, false, true),
    of(61_440, true, false),
];

impl Kind {
    /// About how many bytes it takes on its way, where it may be packed: a text of 64
    /// letters by six bits each, what is all alike to next to nothing.
    pub(super) fn weight(self, compressed: bool) -> u32 {
        match (compressed, self.compressible, self.binary) {
            (false, ..) | (true, false, true) => self.size,
            (true, false, false) => self.size / 4 * 3,
            (true, true, _) => self.size / 100,
        }
    }

    /// The same as evidence.
    pub(super) fn payload(self) -> Payload {
        Payload { size: self.size, binary: self.binary, compressible: self.compressible }
    }
}

/// A message to send.
pub(super) enum Message {
    Text(String),
    Bytes(Vec<u8>),
}

impl Message {
    pub(super) fn is_text(&self, back: &str) -> bool {
        matches!(self, Message::Text(text) if text == back)
    }

    pub(super) fn is_bytes(&self, back: &[u8]) -> bool {
        matches!(self, Message::Bytes(bytes) if bytes == back)
    }
}

/// Makes a message. Text is in letters of one byte each, so that its length is
/// the same in bytes, and never an order to the reference.
pub(super) fn message(kind: Kind) -> Message {
    // Not for secrets: it only has to be new each time, and hard to compress.
    let mut state = js_sys::Math::random().to_bits() | 1;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        match kind.compressible {
            true => b'a',
            false => (state >> 24) as u8,
        }
    };
    let bytes = (0..kind.size).map(|_| byte());
    match kind.binary {
        true => Message::Bytes(bytes.collect()),
        // 64 letters that are one byte each: `0` to `o`.
        false => Message::Text(bytes.map(|b| char::from(b'0' + b % 64)).collect()),
    }
}
