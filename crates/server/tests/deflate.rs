//! Compressed messages (RFC 7692), seen byte by byte.

#[path = "support/frame.rs"]
mod frame;
#[path = "support/server.rs"]
mod support;

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress};
use frame::frame;
use support::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

struct Client {
    stream: TcpStream,
    bytes: Vec<u8>,
}

impl Client {
    async fn open(addr: SocketAddr) -> Client {
        let more = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n";
        let text =
            handshake_bytes(addr, "/reference/socket").replace("\r\n\r\n", &format!("\r\n{more}"));
        let (stream, bytes) = open_raw_with(addr, &text).await;
        let mut client = Client { stream, bytes };
        let (first, greeting) = client.next().await;
        assert_eq!(first, 0x81, "the greeting is never compressed");
        assert!(greeting.starts_with(b"{\"why1006\":1"));
        client
    }

    async fn send(&mut self, first: u8, payload: &[u8]) {
        self.stream.write_all(&frame(first, payload)).await.unwrap();
    }

    /// The first byte of the next frame, and its payload.
    async fn next(&mut self) -> (u8, Vec<u8>) {
        loop {
            if let Some(frame) = self.whole() {
                return frame;
            }
            let read = timeout(PATIENCE, self.stream.read_buf(&mut self.bytes)).await;
            assert!(read.expect("nothing came").unwrap() > 0, "ended: {:x?}", self.bytes);
        }
    }

    fn whole(&mut self) -> Option<(u8, Vec<u8>)> {
        let bytes = &self.bytes;
        let (start, length) = match *bytes.get(1)? {
            126 => (4, u16::from_be_bytes(bytes.get(2..4)?.try_into().unwrap()).into()),
            127 => (10, u64::from_be_bytes(bytes.get(2..10)?.try_into().unwrap()) as usize),
            short => (2, usize::from(short)),
        };
        let payload = bytes.get(start..start + length)?.to_vec();
        let first = bytes[0];
        self.bytes.drain(..start + length);
        Some((first, payload))
    }

    async fn closed(&mut self) -> (u16, String) {
        let (first, payload) = self.next().await;
        assert_eq!(first, 0x88);
        let code = u16::from_be_bytes([payload[0], payload[1]]);
        (code, String::from_utf8(payload[2..].to_vec()).unwrap())
    }
}

fn packed(plain: &[u8], level: Compression) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(plain.len() + 1024);
    let mut deflate = Compress::new(level, false);
    deflate.compress_vec(plain, &mut bytes, FlushCompress::Sync).unwrap();
    assert!(bytes.ends_with(&[0, 0, 0xff, 0xff]) && deflate.total_in() == plain.len() as u64);
    bytes.truncate(bytes.len() - 4);
    bytes
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(1 << 20);
    let whole = [bytes, &[0, 0, 0xff, 0xff]].concat();
    Decompress::new(false).decompress_vec(&whole, &mut plain, FlushDecompress::Sync).unwrap();
    plain
}

/// Bytes that no compressor makes shorter.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u64;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    })
    .take(length)
    .collect()
}

#[tokio::test]
async fn it_is_agreed_upon_only_when_offered() {
    let server = server(|_| {}).await;
    let addr = server.http_addr();
    for (offer, answer) in [
        ("", None),
        (
            "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n",
            Some(
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover; \
                 server_max_window_bits=10",
            ),
        ),
        ("Sec-WebSocket-Extensions: permessage-deflate; made_up\r\n", None),
    ] {
        let text = handshake_bytes(addr, "/reference/socket");
        let text = text.replace("\r\n\r\n", &format!("\r\n{offer}\r\n"));
        let mut stream = TcpStream::connect(addr).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        while !bytes.windows(4).any(|w| w == b"\r\n\r\n") {
            assert!(stream.read_buf(&mut bytes).await.unwrap() > 0);
        }
        let got = support::answer(&bytes);
        assert_eq!((got.status, got.header("sec-websocket-extensions")), (101, answer));
    }
}

#[tokio::test]
async fn everything_comes_back_compressed() {
    let server = server(|_| {}).await;
    let mut client = Client::open(server.http_addr()).await;
    for plain in [vec![], b"hello".to_vec(), vec![b'x'; 64 * 1024], noise(64 * 1024)] {
        for level in [Compression::none(), Compression::best()] {
            client.send(0xc2, &packed(&plain, level)).await;
            let (first, payload) = client.next().await;
            assert_eq!(first, 0xc2);
            assert!(unpacked(&payload) == plain, "{} bytes at {level:?}", plain.len());
            assert!(payload.len() < plain.len() / 100 + 1000 || plain[0] != b'x');
        }
    }
    // In fragments, with a ping in between, and plain ones are welcome, too.
    let text = packed("réason ✓ 🦀".as_bytes(), Compression::fast());
    client.send(0x41, &text[..5]).await;
    client.send(0x89, b"p").await;
    client.send(0x80, &text[5..]).await;
    assert_eq!(client.next().await, (0x8a, b"p".to_vec()));
    let (first, payload) = client.next().await;
    assert_eq!((first, unpacked(&payload)), (0xc1, "réason ✓ 🦀".into()));
    client.send(0x81, b"plain").await;
    assert_eq!(unpacked(&client.next().await.1), b"plain");
    client.send(0xc1, &packed(b"close 4001 as asked", Compression::fast())).await;
    assert_eq!(client.closed().await, (4001, "as asked".into()));
}

#[tokio::test]
async fn a_bomb_is_closed_at_the_cap() {
    let server = server(|_| {}).await;
    // 4 MiB of zeros in some 4 KiB.
    let bomb = packed(&vec![0; 4 << 20], Compression::best());
    assert!(bomb.len() < 5_000, "{}", bomb.len());
    let mut client = Client::open(server.http_addr()).await;
    let begun = Instant::now();
    client.send(0xc2, &bomb).await;
    let (code, reason) = client.closed().await;
    assert_eq!(code, 1009);
    assert!(reason.contains("limit of 65536 bytes"), "{reason}");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());

    // One byte over, and one that claims the world.
    let mut client = Client::open(server.http_addr()).await;
    client.send(0xc2, &packed(&vec![0; 64 * 1024 + 1], Compression::best())).await;
    assert_eq!(client.closed().await.0, 1009);
    let mut client = Client::open(server.http_addr()).await;
    client.stream.write_all(b"\xc2\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0").await.unwrap();
    let (code, reason) = client.closed().await;
    assert_eq!(code, 1009);
    assert!(reason.starts_with("a compressed message of 9223372036854775807 bytes"), "{reason}");
}

#[tokio::test]
async fn violations_are_named() {
    let server = server(|_| {}).await;
    let bad_utf8 = packed(&[0xff, 0xfe], Compression::none());
    for (frames, code) in [
        (&[(0xc1, &[0xff; 20][..])][..], 1007),
        (&[(0xc1, &bad_utf8)], 1007),
        (&[(0xc9, b"p")], 1002),
        (&[(0xe1, b"p")], 1002),
        (&[(0x41, b"\x02"), (0xc0, b"\x00")], 1002),
        (&[(0x41, b"\x02"), (0xc1, b"\x00")], 1002),
        (&[(0x01, b"a"), (0xc1, &packed(b"b", Compression::fast()))], 1002),
    ] {
        let mut client = Client::open(server.http_addr()).await;
        for (first, payload) in frames {
            client.send(*first, payload).await;
        }
        assert_eq!(client.closed().await.0, code, "{frames:x?}");
    }
}
