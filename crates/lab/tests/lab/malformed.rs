//! Input that no browser sends: answered or ended, and the server lives on.

use why1006_lab::{Lab, Options};

use crate::client::{connect, raw, status, upgrade};

const UPGRADE: &str = "GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
     Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

#[tokio::test]
async fn broken_input_ends_only_its_own_connection() {
    let only = Some(vec!["healthy-echo".to_owned()]);
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let url = &lab.get("healthy-echo").unwrap().url;
    let send = async |bytes: &[u8]| raw(connect(url, "").await.unwrap(), bytes).await;

    assert_eq!(status(send(b"\x16\x03\x01\x02\x00").await), "status 400");
    assert_eq!(status(send(b"GET / HTTP/9\r\n\r\n").await), "status 400");
    assert_eq!(status(send(b"GET / HTTP/1.1\r\n\xff: x\r\n\r\n").await), "status 400");
    assert_eq!(status(send(&vec![b'A'; 100_000]).await), "status 431");
    let body = b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n";
    assert_eq!(status(send(body).await), "status 200");

    for (frame, code) in [
        (&[0x81, 0x01, b'x'][..], 1002_u16),
        (&[0xF1, 0x80, 0, 0, 0, 0], 1002),
        (&[0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 1009),
    ] {
        let mut stream = connect(url, "").await.unwrap();
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        stream.write_all(UPGRADE.as_bytes()).await.unwrap();
        stream.write_all(frame).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        assert_eq!(answer[answer.len() - 2..], code.to_be_bytes(), "{frame:?}");
    }
    assert_eq!(upgrade(url, "").await, "open, echo");
}
