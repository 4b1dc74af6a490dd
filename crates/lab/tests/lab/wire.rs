//! The very bytes that come after a 101. Clients forgive or translate some of
//! what is sent; browsers need not.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::timeout,
};
use why1006_lab::{Lab, Options, Scenario, scenarios};

use crate::client::connect;

/// Longer than any of these servers waits before it sends.
const PATIENCE: Duration = Duration::from_secs(2);

/// The head of the 101 and what follows it.
async fn after_open(lab: &Lab, id: &str, more: &str) -> (String, Vec<u8>) {
    let url = &lab.get(id).unwrap().url;
    let mut stream = connect(url, &lab.ca_pem()).await.unwrap();
    let request = format!(
        "GET /socket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    // A server that says no more, and does not end either, has said all.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
    let after = bytes.split_off(end);
    (String::from_utf8(bytes).unwrap(), after)
}

fn start(belongs: impl Fn(&Scenario) -> bool) -> Lab {
    let ids = scenarios().iter().filter(|s| belongs(s)).map(|s| s.id.to_owned());
    Lab::start(Options { only: Some(ids.collect()), ..Options::default() }).unwrap()
}

#[tokio::test]
async fn a_close_frame_carries_the_code_of_its_id() {
    let lab = start(|s| s.id.starts_with("closes-"));
    let one = async |id: &'static str| {
        let number = id.trim_start_matches("closes-").trim_end_matches("-tls");
        let (_, frame) = after_open(&lab, id, "").await;
        match (number, number.parse::<u16>()) {
            (_, Ok(code)) => assert_eq!(frame[2..4], code.to_be_bytes(), "{id}"),
            ("without-code", _) => assert_eq!(frame, [0x88, 0], "{id}"),
            ("half-code", _) => assert_eq!(frame, [0x88, 1, 3], "{id}"),
            ("at-101", _) => assert_eq!(frame[2..4], 4401_u16.to_be_bytes(), "{id}"),
            _ => assert_eq!(frame[2..4], 1000_u16.to_be_bytes(), "{id}"),
        }
        assert_eq!(frame[0], 0x88, "{id}");
        assert_eq!(usize::from(frame[1]), frame.len() - 2, "{id}");
        let is_text = std::str::from_utf8(frame.get(4..).unwrap_or_default()).is_ok();
        assert_eq!(is_text, id != "closes-bad-utf8", "{id}");
    };
    futures_util::future::join_all(lab.running().iter().map(|r| one(r.scenario.id))).await;
}

#[tokio::test]
async fn broken_frames_are_broken_as_their_sentence_says() {
    let lab = start(|s| s.id.starts_with("frame-"));
    let cases: [(&str, &[u8]); 5] = [
        ("frame-length-long-form", &[0x82, 126, 0, 2, b'h', b'i']),
        ("frame-length-top-bit", &[0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 2, b'h', b'i']),
        ("frame-huge-tls", &[0x82, 127, 0x40, 0, 0, 0, 0, 0, 0, 0, b'h', b'i']),
        ("frame-text-in-text", &[0x01, 2, b'h', b'i', 0x81, 2, b'h', b'o']),
        ("frame-reserved-bit-2", &[0b1010_0001, 2, b'h', b'i']),
    ];
    for (id, bytes) in cases {
        assert_eq!(after_open(&lab, id, "").await.1, bytes, "{id}");
    }
    let (_, ping) = after_open(&lab, "frame-long-ping", "").await;
    assert_eq!((&ping[..4], ping.len()), (&[0x89, 126, 0, 126][..], 4 + 126));
}

#[tokio::test]
async fn compression_is_agreed_upon_only_if_offered() {
    let lab = start(|s| s.id.starts_with("deflate-bad-data"));
    let agreed = "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n";
    let offer = "Sec-WebSocket-Extensions: x-other, permessage-deflate; client_max_window_bits\r\n";
    for id in ["deflate-bad-data", "deflate-bad-data-tls"] {
        let (head, frame) = after_open(&lab, id, offer).await;
        assert!(head.contains(agreed), "{head}");
        assert_eq!(frame[0], 0xC1, "compressed text");
        let (head, _) = after_open(&lab, id, "").await;
        assert!(!head.contains("Extensions"), "{head}");
    }
}
