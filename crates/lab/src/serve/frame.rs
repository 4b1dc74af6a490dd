//! Frames of RFC 6455, section 5.

/// Bytes of one frame's payload that we take at most.
pub(crate) const MAX_PAYLOAD: usize = 1024 * 1024;

pub(crate) const TEXT: u8 = 0x1;
pub(crate) const CLOSE: u8 = 0x8;
pub(crate) const PING: u8 = 0x9;
pub(crate) const PONG: u8 = 0xA;

/// One frame from a client, unmasked.
#[derive(Debug, PartialEq)]
pub(crate) struct Frame {
    pub fin: bool,
    pub opcode: u8,
    pub payload: Vec<u8>,
}

/// What the bytes so far hold.
#[derive(Debug, PartialEq)]
pub(crate) enum Decoded {
    /// The frame is not complete.
    More,
    /// A frame, and how many bytes it took.
    Frame(Frame, usize),
    /// The client broke the protocol; the close code that says how.
    Fault(u16),
}

/// Reads the first frame in `bytes`, as a server must: masked, no extensions.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    let [first, second, rest @ ..] = bytes else {
        return Decoded::More;
    };
    let (fin, opcode) = (first & 0x80 != 0, first & 0x0F);
    let is_control = opcode >= CLOSE;
    let short = usize::from(second & 0x7F);
    let is_known = matches!(opcode, 0..=2 | CLOSE | PING | PONG);
    let is_masked = second & 0x80 != 0;
    let fits_control = !is_control || (fin && short <= 125);
    if first & 0x70 != 0 || !is_known || !is_masked || !fits_control {
        return Decoded::Fault(1002);
    }
    let extended = match short {
        126 => 2,
        127 => 8,
        _ => 0,
    };
    let Some((length, rest)) = rest.split_at_checked(extended) else {
        return Decoded::More;
    };
    let length = match extended {
        0 => short,
        // Cut to the cap before it can overflow on 32 bits.
        _ => length.iter().fold(0usize, |n, b| {
            n.saturating_mul(256).saturating_add(usize::from(*b)).min(MAX_PAYLOAD + 1)
        }),
    };
    if length > MAX_PAYLOAD {
        return Decoded::Fault(1009);
    }
    let Some((mask, rest)) = rest.split_at_checked(4) else {
        return Decoded::More;
    };
    let Some(masked) = rest.get(..length) else {
        return Decoded::More;
    };
    let payload = masked.iter().zip(mask.iter().cycle()).map(|(b, m)| b ^ m).collect();
    Decoded::Frame(Frame { fin, opcode, payload }, 2 + extended + 4 + length)
}

/// A frame as a server sends it: not masked.
pub(crate) fn encode(fin: bool, opcode: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![(u8::from(fin) << 7) | opcode];
    match payload.len() {
        short @ 0..=125 => bytes.push(short as u8),
        medium @ 126..=0xFFFF => {
            bytes.push(126);
            bytes.extend((medium as u16).to_be_bytes());
        }
        long => {
            bytes.push(127);
            bytes.extend((long as u64).to_be_bytes());
        }
    }
    bytes.extend(payload);
    bytes
}

/// A close frame with a code and a reason.
pub(crate) fn close(code: u16, reason: &str) -> Vec<u8> {
    encode(true, CLOSE, &[&code.to_be_bytes(), reason.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6455, section 5.7: a masked "Hello".
    const HELLO: [u8; 11] = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];

    #[test]
    fn the_example_of_the_standard_is_read() {
        let hello = Frame { fin: true, opcode: 1, payload: b"Hello".to_vec() };
        assert_eq!(decode(&HELLO), Decoded::Frame(hello, 11));
        for cut in 0..HELLO.len() {
            assert_eq!(decode(&HELLO[..cut]), Decoded::More, "cut at {cut}");
        }
    }

    #[test]
    fn faults_have_their_code() {
        assert_eq!(decode(&[0x81, 0x05]), Decoded::Fault(1002), "not masked");
        assert_eq!(decode(&[0xC1, 0x80]), Decoded::Fault(1002), "reserved bit");
        assert_eq!(decode(&[0x83, 0x80]), Decoded::Fault(1002), "unknown opcode");
        assert_eq!(decode(&[0x09, 0x80]), Decoded::Fault(1002), "fragmented ping");
        assert_eq!(decode(&[0x88, 0xFE]), Decoded::Fault(1002), "long close");
        let huge = [[0x82, 0xFF].as_slice(), &[0xFF; 8]].concat();
        assert_eq!(decode(&huge), Decoded::Fault(1009));
    }

    #[test]
    fn lengths_are_written_as_short_as_they_fit() {
        for (length, head) in [(125, 2), (126, 4), (65_535, 4), (65_536, 10)] {
            assert_eq!(encode(true, 2, &vec![0; length]).len(), head + length);
        }
    }
}
