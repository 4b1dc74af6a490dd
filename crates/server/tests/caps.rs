//! Whoever meets a cap is told so, and nobody can hold the server up.

#[path = "support/server.rs"]
mod support;

use std::time::{Duration, Instant};

use futures_util::SinkExt;
use support::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::{connect_async, tungstenite::Message};

#[tokio::test]
async fn a_message_over_the_cap_is_closed_with_1009() {
    let server = server(|_| {}).await;
    for size in [64 * 1024 + 1, 8 * 1024 * 1024] {
        let (mut client, _) = open(server.http_addr(), "/reference/socket").await;
        // All of it is written although the server has refused it by then: a
        // reset would lose the reason.
        client.send(Message::binary(vec![0; size])).await.unwrap();
        let (code, reason) = closed(&mut client).await;
        assert_eq!(code, 1009);
        assert!(reason.contains("limit of 65536 bytes"), "{reason}");
    }
}

#[tokio::test]
async fn fragments_count_together() {
    let server = server(|config| config.limits.max_message = 10).await;
    let (mut stream, mut bytes) = open_raw(server.http_addr(), "/reference/socket").await;
    stream.write_all(b"\x01\x86\0\0\0\0abcdef\x80\x86\0\0\0\0ghijkl").await.unwrap();
    stream.write_all(b"\x88\x80\0\0\0\0").await.unwrap();
    timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("no end").unwrap();
    assert!(bytes.windows(3).any(|w| w[0] == 0x88 && w[2] == 3), "no close: {bytes:?}");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.ends_with("limit of 10 bytes"), "{text}");
}

#[tokio::test]
async fn a_frame_that_claims_the_world_is_closed_at_once() {
    let server = server(|_| {}).await;
    let (mut stream, mut bytes) = open_raw(server.http_addr(), "/reference/socket").await;
    stream.write_all(b"\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0").await.unwrap();
    // A client that never answers is another test's.
    stream.shutdown().await.unwrap();
    let begun = Instant::now();
    timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("no end").unwrap();
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    assert!(String::from_utf8_lossy(&bytes).contains("limit of 65536 bytes"));
}

#[tokio::test]
async fn over_the_connection_cap_comes_1013_until_a_seat_is_free() {
    let server = server(|config| config.limits.max_connections = 2).await;
    let path = "/reference/socket";
    let (first, _) = open(server.http_addr(), path).await;
    let (_second, _) = open(server.http_addr(), path).await;
    let (mut third, _) = connect_async(handshake(server.http_addr(), path, &[])).await.unwrap();
    let (code, reason) = closed(&mut third).await;
    assert_eq!((code, reason.as_str()), (1013, "2 of 2 connections in use, try again later"));

    // Not even a close frame: the seat is free all the same.
    drop(first);
    let begun = Instant::now();
    loop {
        let (mut client, _) =
            connect_async(handshake(server.http_addr(), path, &[])).await.unwrap();
        if next(&mut client).await.is_text() {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "the seat was never given back");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn polite_refusals_are_bounded_too() {
    let server = server(|config| config.limits.max_connections = 1).await;
    let path = "/reference/socket";
    let (_seat, _) = open(server.http_addr(), path).await;
    // None of these ever answers its close frame.
    let mut rude = Vec::new();
    for _ in 0..64 {
        rude.push(open_raw(server.http_addr(), path).await);
    }
    let text = handshake_bytes(server.http_addr(), path)
        .replace("\r\n\r\n", "\r\nX: y\r\n\r\n")
        .replace("Connection: Upgrade", "Connection: Upgrade, close");
    let mut stream = TcpStream::connect(server.http_addr()).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut bytes = vec![0; 1024];
    let read = timeout(PATIENCE, stream.read(&mut bytes)).await.expect("no answer").unwrap();
    assert_eq!(answer(&bytes[..read]).status, 503);
    // And they are over after two seconds.
    let (mut stream, mut bytes) = rude.pop().unwrap();
    let end = timeout(Duration::from_secs(6), stream.read_to_end(&mut bytes)).await;
    end.expect("a refusal was never over").unwrap();
}

#[tokio::test]
async fn a_long_life_ends_with_a_reason() {
    let server = server(|config| config.limits.max_life = Duration::from_millis(300)).await;
    let (mut client, _) = open(server.http_addr(), "/reference/socket").await;
    let (code, reason) = closed(&mut client).await;
    assert_eq!(
        (code, reason.as_str()),
        (1000, "this reference keeps a connection for 0.3 s at most")
    );
}

#[tokio::test]
async fn a_client_that_never_reads_is_let_go() {
    let server = server(|config| config.limits.max_life = Duration::from_secs(1)).await;
    let (mut stream, _) = open_raw(server.http_addr(), "/reference/socket").await;
    let mut frame = b"\x82\xfe\xff\xff\0\0\0\0".to_vec();
    frame.resize(8 + 65_535, 0);
    let begun = Instant::now();
    // Echoes fill every buffer on the way, then writing blocks, then it fails.
    let flood = async { while stream.write_all(&frame).await.is_ok() {} };
    timeout(PATIENCE, flood).await.expect("the server never let go");
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn an_unanswered_close_ends_after_five_seconds() {
    let server = server(|_| {}).await;
    let (mut stream, mut bytes) =
        open_raw(server.http_addr(), "/reference/socket?close=4000").await;
    let begun = Instant::now();
    timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("no end").unwrap();
    let took = begun.elapsed();
    assert!((4..7).contains(&took.as_secs()), "{took:?}");
}

#[tokio::test]
async fn slow_and_silent_requests_end() {
    let server = server(|_| {}).await;
    let begun = Instant::now();
    let mut silent = TcpStream::connect(server.http_addr()).await.unwrap();
    let mut slow = TcpStream::connect(server.http_addr()).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: ").await.unwrap();
    let mut idle = TcpStream::connect(server.http_addr()).await.unwrap();
    idle.write_all(b"GET /reference/http HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    for stream in [&mut silent, &mut slow, &mut idle] {
        let mut bytes = Vec::new();
        let _ = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("no end");
    }
    assert!((14..18).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    // A head without end is not collected either.
    let mut huge = TcpStream::connect(server.http_addr()).await.unwrap();
    let _ = huge.write_all(b"GET / HTTP/1.1\r\nX: ").await;
    let flood = async { while huge.write_all(&[b'x'; 4096]).await.is_ok() {} };
    timeout(Duration::from_secs(5), flood).await.expect("an endless head was read for ever");
}

#[tokio::test]
async fn a_stop_closes_with_1001() {
    let server = server(|_| {}).await;
    let addr = server.http_addr();
    let (mut client, _) = open(addr, "/reference/socket").await;
    let idle = TcpStream::connect(addr).await.unwrap();
    let begun = Instant::now();
    let stopping = tokio::spawn(server.stop());
    let (code, reason) = closed(&mut client).await;
    assert_eq!((code, reason.as_str()), (1001, "the server is stopping"));
    drop((client, idle));
    timeout(PATIENCE, stopping).await.expect("never stopped").unwrap();
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    assert!(TcpStream::connect(addr).await.is_err(), "it still listens");
}

#[tokio::test]
async fn a_stop_waits_five_seconds_at_most() {
    let server = server(|_| {}).await;
    let (_silent, _) = open_raw(server.http_addr(), "/reference/socket").await;
    let begun = Instant::now();
    server.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn dropping_a_server_ends_it() {
    let server = server(|_| {}).await;
    let (mut client, _) = open(server.http_addr(), "/reference/socket").await;
    drop(server);
    assert_eq!(closed(&mut client).await.0, 1001);
}
