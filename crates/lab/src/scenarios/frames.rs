//! Servers that open and then send what RFC 6455, section 5, forbids.

use why1006_diagnosis::{CauseId, Owner, Stage};
use why1006_evidence::EngineFamily;

use super::after_open::{MOMENT, opens};
use crate::{
    Scenario,
    behaviour::{Act, Answer, HEALTHY, Serve, Web},
    serve::deflate,
};

/// Text of the bytes FF FE, which is no UTF-8.
const BAD_UTF8: &[u8] = &[0x81, 0x02, 0xFF, 0xFE];

/// A text frame with the reserved bit RSV1 set, which no extension allowed.
const RSV1: &[u8] = &[0xC1, 0x02, b'h', b'i'];
const RSV2: &[u8] = &[0xA1, 0x02, b'h', b'i'];

/// Opcodes that are reserved for further kinds of data and control.
const OPCODE_3: &[u8] = &[0x83, 0x02, b'h', b'i'];
const OPCODE_11: &[u8] = &[0x8B, 0x02, b'h', b'i'];

/// A ping of 126 bytes, one more than a control frame may have.
const LONG_PING: &[u8] = &{
    let mut frame = [b'.'; 4 + 126];
    [frame[0], frame[1], frame[2], frame[3]] = [0x89, 126, 0, 126];
    frame
};

/// A ping whose second part never comes.
const PING_IN_PARTS: &[u8] = &[0x09, 0x02, b'h', b'i'];

/// The last part of a message that never began.
const CONTINUATION: &[u8] = &[0x80, 0x02, b'h', b'i'];

/// A whole message between the parts of another.
const TEXT_IN_TEXT: &[u8] = &[0x01, 0x02, b'h', b'i', 0x81, 0x02, b'h', b'o'];

/// A length of 64 bits with the highest one set.
const TOP_BIT: &[u8] = &[0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 2, b'h', b'i'];

/// Two bytes, their length written in 16 bits.
const LONG_FORM: &[u8] = &[0x82, 0x7E, 0, 2, b'h', b'i'];

/// RFC 6455, section 5.7: "Hello", masked, as only a client may send it.
const MASKED: &[u8] = &[0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];

/// The head of a message of 4 EiB, and two bytes of it.
const HUGE: &[u8] = &[0x82, 0x7F, 0x40, 0, 0, 0, 0, 0, 0, 0, b'h', b'i'];

/// What a second handler on the same connection writes.
const HTTP: &[u8] = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";

/// A compressed text frame that begins with a block of the reserved type 3
/// (RFC 1951, section 3.2.3).
const BAD_DEFLATE: &[u8] = &[0xC1, 0x04, 0xFF, 0xFF, 0xFF, 0xFF];

pub(super) fn rows() -> Vec<Scenario> {
    let breaks = |id, does, then| {
        let fault = (CauseId::BadUtf8OrFrame, Stage::Close, Owner::SiteOperator);
        Scenario::fails(id, fault, does, opens(then))
    };
    [
        breaks(
            "frame-bad-utf8",
            "Opens, then sends a text message that is no UTF-8.",
            &[MOMENT, Act::Send(BAD_UTF8), Act::Echo],
        )
        .like("frame_badutf8")
        .and_tls(),
        breaks(
            "frame-reserved-bit",
            "Opens, then sends a frame with the reserved bit RSV1 set.",
            &[MOMENT, Act::Send(RSV1), Act::Echo],
        )
        .like("frame_rsv1")
        .and_tls(),
        breaks(
            "frame-reserved-bit-2",
            "Opens, then sends a frame with the reserved bit RSV2 set.",
            &[MOMENT, Act::Send(RSV2), Act::Echo],
        )
        .like("frame_rsv2")
        .alone(),
        breaks(
            "frame-opcode-3",
            "Opens, then sends a frame with the opcode 3, reserved for data.",
            &[MOMENT, Act::Send(OPCODE_3), Act::Echo],
        )
        .like("frame_opcode3")
        .alone(),
        breaks(
            "frame-opcode-11",
            "Opens, then sends a frame with the opcode 11, reserved for control.",
            &[MOMENT, Act::Send(OPCODE_11), Act::Echo],
        )
        .like("frame_opcode11")
        .alone(),
        breaks(
            "frame-long-ping",
            "Opens, then sends a ping with more than 125 bytes.",
            &[MOMENT, Act::Send(LONG_PING), Act::Echo],
        )
        .like("frame_ctl_big")
        .alone(),
        breaks(
            "frame-ping-in-parts",
            "Opens, then sends a ping that says it is the first of several parts.",
            &[MOMENT, Act::Send(PING_IN_PARTS), Act::Echo],
        )
        .like("frame_ctl_frag")
        .alone(),
        breaks(
            "frame-continuation-first",
            "Opens, then sends the last part of a message that never began.",
            &[MOMENT, Act::Send(CONTINUATION), Act::Echo],
        )
        .like("frame_cont_first")
        .alone(),
        breaks(
            "frame-text-in-text",
            "Opens, then begins a text message before another one has ended.",
            &[MOMENT, Act::Send(TEXT_IN_TEXT), Act::Echo],
        )
        .like("frame_text_in_text")
        .alone(),
        breaks(
            "frame-length-top-bit",
            "Opens, then sends a frame whose length has its highest bit set.",
            &[MOMENT, Act::Send(TOP_BIT), Act::Echo],
        )
        .like("frame_msb_len")
        .alone(),
        breaks(
            "frame-length-long-form",
            "Opens, then sends a frame whose length is written in more bytes than it needs.",
            &[MOMENT, Act::Send(LONG_FORM), Act::Echo],
        )
        .like("frame_nonmin_len")
        .alone(),
        breaks(
            "frame-masked",
            "Opens, then sends a masked frame, which only clients may.",
            &[MOMENT, Act::Send(MASKED), Act::Echo],
        )
        .like("frame_masked")
        .works_in(&[EngineFamily::Firefox])
        .and_tls(),
        breaks(
            "frame-huge",
            "Opens, then announces a message of 4 EiB and ends the connection with a FIN.",
            &[MOMENT, Act::Send(HUGE), Act::Fin],
        )
        .like("frame_huge_len")
        .and_tls(),
        breaks(
            "http-after-open",
            "Opens, then sends a second HTTP response and ends the connection with a FIN.",
            &[MOMENT, Act::Send(HTTP), Act::Fin],
        )
        .like("frame_http_tail")
        .and_tls(),
        Scenario::fails(
            "deflate-bad-data",
            (CauseId::PermessageDeflate, Stage::Close, Owner::SiteOperator),
            "Agrees on permessage-deflate, then sends a message that cannot be inflated.",
            Serve::Web(Web {
                upgrade: Answer::Switch {
                    head: deflate,
                    then: &[MOMENT, Act::Send(BAD_DEFLATE), Act::Echo],
                },
                ..HEALTHY
            }),
        )
        .like("pmd_bad_data")
        .and_tls(),
    ]
    .concat()
}
