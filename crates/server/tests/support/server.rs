//! A real server on a free port, and clients small enough to see every byte.

// Each test file is a crate of its own and uses its part of this.
#![allow(dead_code)]

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use futures_util::StreamExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::Request},
};
use why1006_server::{Assets, Config, Server, start};

pub(crate) type Client = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Far longer than anything here takes, far shorter than a stuck test run.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A server without a page, changed by `change`.
pub(crate) async fn server(change: impl FnOnce(&mut Config)) -> Server {
    let mut config = Config::new(Assets::none());
    config.listen = "127.0.0.1:0".parse().unwrap();
    change(&mut config);
    start(config).await.unwrap()
}

/// A page folder that goes away with its test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let dir = std::env::temp_dir().join(format!("why1006-{}-{name}", std::process::id()));
        for (path, content) in files {
            let path = dir.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        Folder(dir)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A response, read to the end of its connection.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let all = self.all(name);
        assert!(all.len() < 2, "{name} came twice: {self:?}");
        all.first().copied()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// Sends `METHOD PATH` with `headers` (lines without line ends) over HTTP/1.1.
pub(crate) async fn request(addr: SocketAddr, line: &str, headers: &[&str]) -> Answer {
    let mut text = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|h| h.to_ascii_lowercase().starts_with("host:")) {
        text += &format!("Host: {addr}\r\n");
    }
    for header in headers {
        text += &format!("{header}\r\n");
    }
    raw(addr, &format!("{text}\r\n")).await
}

/// Sends `text` and reads until the server ends the connection.
pub(crate) async fn raw(addr: SocketAddr, text: &str) -> Answer {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("no end").unwrap();
    answer(&bytes)
}

pub(crate) fn answer(bytes: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head: {text:?}"));
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Answer { status, headers, body: body.to_owned() }
}

/// An opening handshake to `path` with more headers.
pub(crate) fn handshake(
    addr: SocketAddr,
    path: &str,
    headers: &[(&'static str, &str)],
) -> Request<()> {
    let mut request = format!("ws://{addr}{path}").into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().append(*name, value.parse().unwrap());
    }
    request
}

/// Opens the reference and takes its greeting.
pub(crate) async fn open(addr: SocketAddr, path: &str) -> (Client, serde_json::Value) {
    let (mut client, _) = connect_async(handshake(addr, path, &[])).await.unwrap();
    let greeting = next(&mut client).await.into_text().unwrap();
    (client, serde_json::from_str(&greeting).unwrap())
}

pub(crate) async fn next(client: &mut Client) -> Message {
    timeout(PATIENCE, client.next()).await.expect("nothing came").expect("ended").unwrap()
}

/// Code and reason of the close that comes next.
pub(crate) async fn closed(client: &mut Client) -> (u16, String) {
    match next(client).await {
        Message::Close(Some(frame)) => (frame.code.into(), frame.reason.to_string()),
        other => panic!("no close: {other:?}"),
    }
}

/// The bytes of an opening handshake, for clients that break the rules after it.
pub(crate) fn handshake_bytes(addr: SocketAddr, path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {addr}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
}

/// Opens the reference at byte level; returns the greeting's frame, or the close
/// frame that came in its place.
pub(crate) async fn open_raw(addr: SocketAddr, path: &str) -> (TcpStream, Vec<u8>) {
    open_raw_with(addr, &handshake_bytes(addr, path)).await
}

/// The same with the bytes of the handshake given.
pub(crate) async fn open_raw_with(addr: SocketAddr, text: &str) -> (TcpStream, Vec<u8>) {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    loop {
        if let Some(at) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            let head = answer(&bytes[..at + 4]);
            assert_eq!(head.status, 101, "{head:?}");
            if whole_frame(&bytes[at + 4..]) {
                return (stream, bytes.split_off(at + 4));
            }
        }
        let read = timeout(PATIENCE, stream.read_buf(&mut bytes)).await;
        let read = read.expect("no greeting").unwrap();
        assert!(read > 0, "ended: {}", String::from_utf8_lossy(&bytes));
    }
}

/// Whether `bytes` hold at least one whole frame of a server, under 64 KiB.
fn whole_frame(bytes: &[u8]) -> bool {
    match bytes {
        [_, 126, high, low, payload @ ..] => {
            payload.len() >= usize::from(u16::from_be_bytes([*high, *low]))
        }
        [_, length, payload @ ..] => *length < 126 && payload.len() >= usize::from(*length),
        _ => false,
    }
}
