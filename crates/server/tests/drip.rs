//! Responses in pieces: what holds them back shows by the times.

#[path = "support/server.rs"]
mod support;

use std::{net::SocketAddr, time::Instant};

use support::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use why1006_server::Server;

/// The chunks of a response with `Transfer-Encoding: chunked`, each with its
/// time of arrival, and whether the last one came.
async fn chunks(addr: SocketAddr, path: &str) -> (Answer, Vec<(u128, String)>, bool) {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    let text = format!("GET {path} HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n\r\n");
    stream.write_all(text.as_bytes()).await.unwrap();
    let begun = Instant::now();
    let (mut bytes, mut head, mut all) = (Vec::new(), None, Vec::new());
    loop {
        let read = timeout(PATIENCE, stream.read_buf(&mut bytes)).await.expect("no end");
        if read.is_err() || matches!(read, Ok(0)) {
            return (head.expect("no head"), all, false);
        }
        loop {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let end = if head.is_none() { text.find("\r\n\r\n") } else { text.find("\r\n") };
            let Some(end) = end else { break };
            if head.is_none() {
                head = Some(answer(&bytes[..end + 4]));
                bytes.drain(..end + 4);
                continue;
            }
            let size = usize::from_str_radix(&text[..end], 16).unwrap();
            if bytes.len() < end + 2 + size + 2 {
                break;
            }
            if size == 0 {
                return (head.unwrap(), all, true);
            }
            let chunk = text[end + 2..end + 2 + size].to_owned();
            all.push((begun.elapsed().as_millis(), chunk));
            bytes.drain(..end + 2 + size + 2);
        }
    }
}

/// How often it is tried to hear a pace: what a loaded machine delays is neither the
/// server's nor heard three times.
const TRIES: usize = 3;

fn is_in_pace(arrivals: &[u128], said: &[u128]) -> bool {
    assert_eq!(said[0], 0);
    arrivals.windows(2).all(|pair| (100..600).contains(&(pair[1] - pair[0])))
        && said.windows(2).all(|word| (150..600).contains(&(word[1] - word[0])))
}

/// Fails unless one of a few tries is in pace; each gives its arrivals and what it said.
async fn comes_in_pace(hear: impl AsyncFn() -> (Vec<u128>, Vec<u128>)) {
    let mut heard = Vec::new();
    for _ in 0..TRIES {
        let (arrivals, said) = hear().await;
        if is_in_pace(&arrivals, &said) {
            return;
        }
        heard.push((arrivals, said));
    }
    panic!("never in pace: {heard:?}");
}

#[tokio::test]
async fn a_stream_drips_a_line_every_200_ms() {
    let server = server(|_| {}).await;
    comes_in_pace(async || lines(&server).await).await;
}

/// When five lines arrive, and what they say.
async fn lines(server: &Server) -> (Vec<u128>, Vec<u128>) {
    let (head, all, whole) = chunks(server.http_addr(), "/reference/stream?chunks=5").await;
    assert!(whole);
    assert_eq!(head.status, 200);
    assert_eq!(head.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(head.header("cache-control"), Some("no-store, no-transform"));
    assert_eq!(head.header("x-accel-buffering"), Some("no"));
    assert_eq!(head.header("content-length"), None);
    assert_eq!(head.header("access-control-allow-origin"), Some("*"));
    let lines: Vec<(usize, u128)> = all
        .iter()
        .map(|(_, chunk)| chunk.strip_suffix('\n').unwrap().split_once(' ').unwrap())
        .map(|(index, ms)| (index.parse().unwrap(), ms.parse().unwrap()))
        .collect();
    assert!(lines.iter().map(|line| line.0).eq(0..5), "{lines:?}");
    let arrivals = all.iter().map(|(at, _)| *at).collect();
    (arrivals, lines.iter().map(|line| line.1).collect())
}

#[tokio::test]
async fn events_drip_and_say_when_they_end() {
    let server = server(|_| {}).await;
    comes_in_pace(async || events(&server).await).await;
}

/// When three events arrive, and what they say.
async fn events(server: &Server) -> (Vec<u128>, Vec<u128>) {
    let (head, all, whole) = chunks(server.http_addr(), "/reference/events?chunks=3").await;
    assert!(whole);
    assert_eq!(head.header("content-type"), Some("text/event-stream"));
    assert_eq!(head.header("access-control-allow-origin"), Some("*"));
    let said = (0..3)
        .map(|index| {
            let rest = all[index].1.strip_prefix(&format!("id: {index}\ndata: ")).unwrap();
            rest.strip_suffix("\n\n").unwrap().parse().unwrap()
        })
        .collect();
    let arrivals = all[..3].iter().map(|(at, _)| *at).collect();
    assert!(all[3].1.starts_with("event: end\ndata: "), "{all:?}");
    assert_eq!(all.len(), 4);
    (arrivals, said)
}

#[tokio::test]
async fn ten_chunks_unless_told_and_never_more_than_fifty() {
    let server = server(|_| {}).await;
    let addr = server.http_addr();
    assert_eq!(chunks(addr, "/reference/stream").await.1.len(), 10);
    for bad in ["0", "51", "", "ten", "-1", "99999999999999999999"] {
        for path in ["stream", "events"] {
            let got = request(addr, &format!("GET /reference/{path}?chunks={bad}"), &[]).await;
            let line = format!("chunks {bad:?}: give a number from 1 to 50\n");
            assert_eq!((got.status, &got.body), (400, &line));
            assert_eq!(got.header("access-control-allow-origin"), Some("*"));
        }
    }
    assert_eq!(request(addr, "OPTIONS /reference/stream", &[]).await.status, 204);
    assert_eq!(request(addr, "POST /reference/events", &[]).await.status, 405);
    assert_eq!(request(addr, "HEAD /reference/events", &[]).await.status, 200);
}

async fn begin(server: &Server) -> TcpStream {
    let mut stream = TcpStream::connect(server.http_addr()).await.unwrap();
    let text = b"GET /reference/stream?chunks=50 HTTP/1.1\r\nHost: a\r\n\r\n";
    stream.write_all(text).await.unwrap();
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"0 0\n\r\n") {
        assert!(stream.read_buf(&mut bytes).await.unwrap() > 0, "{bytes:?}");
    }
    stream
}

#[tokio::test]
async fn streams_are_counted_and_places_come_free() {
    let server = server(|_| {}).await;
    let mut held = Vec::new();
    for _ in 0..64 {
        held.push(begin(&server).await);
    }
    let refused = request(server.http_addr(), "GET /reference/events", &[]).await;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.header("retry-after"), Some("10"));
    assert_eq!(refused.header("access-control-allow-origin"), Some("*"));
    assert!(refused.body.starts_with("All streams are in use"), "{refused:?}");
    // WebSockets have seats of their own.
    open(server.http_addr(), "/reference/socket").await;

    held.pop();
    let begun = Instant::now();
    while request(server.http_addr(), "HEAD /reference/stream", &[]).await.status == 503 {
        assert!(begun.elapsed().as_secs() < 5, "the place was never given back");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_stop_cuts_streams_and_does_not_pretend_they_were_whole() {
    let server = server(|_| {}).await;
    // From its first line on: one that has not begun cannot be cut.
    let mut stream = begin(&server).await;
    let begun = Instant::now();
    server.stop().await;
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
    let mut rest = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut rest)).await.expect("no end");
    let rest = String::from_utf8_lossy(&rest);
    // A whole one says so by an empty chunk.
    let is_whole = rest.split("\r\n").any(|line| line == "0");
    assert!(!is_whole && rest.matches('\n').count() < 30, "{rest}");
}
