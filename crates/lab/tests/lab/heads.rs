//! The heads of wrong 101s, line by line: few clients look at all of it.

use futures_util::future::join_all;
use why1006_lab::{Lab, Options};

use crate::client::{connect, raw};

/// With the key of RFC 6455, section 1.3, and a masked close frame after it,
/// so that the server ends.
const UPGRADE: &[u8] = b"GET /socket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
     Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
     Sec-WebSocket-Protocol: chat, superchat\r\n\r\n\x88\x80\0\0\0\0";

const STATUS: &str = "HTTP/1.1 101 Switching Protocols";
const SWITCH: &str = "Upgrade: websocket";
const CONNECTION: &str = "Connection: Upgrade";
const ACCEPT: &str = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// What each sends, without its `-tls` twin.
const SENT: &[(&str, &[&str])] = &[
    ("healthy-slow", &[STATUS, SWITCH, CONNECTION, ACCEPT]),
    ("accept-missing", &[STATUS, SWITCH, CONNECTION]),
    ("accept-twice", &[STATUS, SWITCH, CONNECTION, ACCEPT, ACCEPT]),
    ("upgrade-header-missing", &[STATUS, CONNECTION, ACCEPT]),
    ("upgrade-header-h2c", &[STATUS, "Upgrade: h2c", CONNECTION, ACCEPT]),
    ("connection-header-missing", &[STATUS, SWITCH, ACCEPT]),
    (
        "extension-not-offered",
        &[STATUS, SWITCH, CONNECTION, ACCEPT, "Sec-WebSocket-Extensions: x-never-offered"],
    ),
    (
        "extension-bad-parameter",
        &[
            STATUS,
            SWITCH,
            CONNECTION,
            ACCEPT,
            "Sec-WebSocket-Extensions: permessage-deflate; bogus=1",
        ],
    ),
    ("version-http-1-0", &["HTTP/1.0 101 Switching Protocols", SWITCH, CONNECTION, ACCEPT]),
    ("version-http-2-0", &["HTTP/2.0 101 Switching Protocols", SWITCH, CONNECTION, ACCEPT]),
    (
        "subprotocol-twice",
        &[
            STATUS,
            SWITCH,
            CONNECTION,
            ACCEPT,
            "Sec-WebSocket-Protocol: chat",
            "Sec-WebSocket-Protocol: superchat",
        ],
    ),
    (
        "subprotocol-not-offered",
        &[STATUS, SWITCH, CONNECTION, ACCEPT, "Sec-WebSocket-Protocol: never-offered"],
    ),
    ("subprotocol-ignored", &[STATUS, SWITCH, CONNECTION, ACCEPT]),
    ("head-cut-short", &[STATUS, SWITCH, "Connec"]),
];

#[tokio::test]
async fn each_head_is_wrong_in_one_way() {
    let ids = SENT.iter().map(|(id, _)| (*id).to_owned()).collect();
    let lab = Lab::start(Options { only: Some(ids), ..Options::default() }).unwrap();
    let lab = &lab;
    join_all(SENT.iter().map(|(id, lines)| async move {
        let answer = upgrade(lab, id).await;
        let head = answer.split("\r\n\r\n").next().unwrap();
        assert_eq!(head.split("\r\n").collect::<Vec<_>>(), *lines, "{id}");
    }))
    .await;
}

#[tokio::test]
async fn the_huge_head_is_right_but_for_its_size() {
    let lab =
        Lab::start(Options { only: Some(vec!["head-huge".to_owned()]), ..Options::default() });
    let answer = upgrade(&lab.unwrap(), "head-huge").await;
    let (head, _) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.len() > 400 * 1024, "{} bytes", head.len());
    let lines: Vec<_> = head.split("\r\n").filter(|line| !line.starts_with("X-Padding-")).collect();
    assert_eq!(lines, [STATUS, SWITCH, CONNECTION, ACCEPT]);
}

async fn upgrade(lab: &Lab, id: &str) -> String {
    let stream = connect(&lab.get(id).unwrap().url, "").await.unwrap();
    raw(stream, UPGRADE).await.unwrap()
}
