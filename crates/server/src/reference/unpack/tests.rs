//! The examples of RFC 7692, section 7.2.3, and what is not one.

use super::*;

const MASK: [u8; 4] = [0x11, 0x92, 0x03, 0xf4];

fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    match payload.len() {
        short @ 0..126 => bytes.push(0x80 | short as u8),
        long => {
            bytes.push(0x80 | 126);
            bytes.extend((long as u16).to_be_bytes());
        }
    }
    bytes.extend(MASK);
    bytes.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    bytes
}

/// `raw` in pieces of `piece` bytes, through to the end.
fn through(raw: &[u8], piece: usize, max: usize) -> Result<Vec<u8>, Fault> {
    let (mut unpack, mut plain) = (Unpack::new(max), Vec::new());
    for mut raw in raw.chunks(piece) {
        while !raw.is_empty() || unpack.has_more() {
            let taken = unpack.step(raw, &mut plain)?;
            raw = &raw[taken..];
        }
    }
    Ok(plain)
}

/// Opcodes, with 0x80 where the frame is final, and payloads.
fn frames(mut plain: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut all = Vec::new();
    while !plain.is_empty() {
        let mut cursor = Cursor::new(plain);
        let (header, length) = FrameHeader::parse(&mut cursor).unwrap().unwrap();
        let (at, mask) = (cursor.position() as usize, header.mask.unwrap());
        let payload = &plain[at..at + length as usize];
        let clear = payload.iter().zip(mask.iter().cycle()).map(|(b, m)| b ^ m).collect();
        all.push((plain[0], clear));
        plain = &plain[at + length as usize..];
    }
    all
}

/// "Hello" of RFC 7692, 7.2.3.1.
const HELLO: [u8; 7] = [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00];

#[test]
fn examples_of_the_standard_in_pieces_of_any_size() {
    // 7.2.3.1 in one frame and in two, 7.2.3.3 without compression, 7.2.3.4
    // with a last block, 7.2.3.5 two blocks in one message.
    let two = [frame(0x41, &HELLO[..3]), frame(0x89, b"p"), frame(0x80, &HELLO[3..])].concat();
    let stored = [0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00];
    let last = [0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00];
    let blocks = [0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00];
    for raw in [
        frame(0xc1, &HELLO),
        two,
        frame(0xc1, &stored),
        frame(0xc1, &last),
        frame(0xc1, &blocks),
        [frame(0x41, &HELLO), frame(0x80, b"")].concat(),
    ] {
        for piece in 1..=raw.len() {
            let got = frames(&through(&raw, piece, 100).unwrap());
            let data: Vec<_> = got.iter().filter(|(first, _)| *first != 0x89).collect();
            let text: Vec<u8> = data.iter().flat_map(|(_, payload)| payload.clone()).collect();
            assert_eq!(String::from_utf8_lossy(&text), "Hello", "{raw:x?} {piece}");
            assert_eq!(data[0].0, 0x01);
            assert_eq!(data.last().unwrap().0, 0x80, "{got:x?}");
            assert!(data[1..data.len() - 1].iter().all(|(first, _)| *first == 0));
        }
    }
}

#[test]
fn what_is_not_compressed_passes_unchanged() {
    let raw = [
        frame(0x01, b"plain"),
        frame(0x89, b"ping"),
        frame(0x80, b"end"),
        frame(0xc9, b"marked ping"),
        frame(0xb1, b"other bits"),
        frame(0x83, b"reserved"),
    ]
    .concat();
    for piece in [1, 3, raw.len()] {
        assert_eq!(through(&raw, piece, 100).unwrap(), raw);
    }
}

#[test]
fn a_message_is_given_up_at_its_first_fault() {
    let nonsense = frame(0xc1, &[0xff; 20]);
    assert_eq!(through(&nonsense, 7, 100), Err(Fault::Broken));
    let claims = [0xc2, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4];
    assert_eq!(through(&claims, 14, 100), Err(Fault::TooLong(1 << 40)));
    // Empty blocks for ever.
    let empty = [0, 0, 0, 0xff, 0xff].repeat(220);
    let parts = [frame(0x42, &empty), frame(0x00, &empty[..100])].concat();
    assert_eq!(through(&parts, 5000, 100), Err(Fault::TooLong(1200)));
}
