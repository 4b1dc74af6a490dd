//! One connection, frame by frame: a library's own work would be measured, too.

use std::net::SocketAddr;

use flate2::{Decompress, FlushDecompress};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use crate::{frame::frame, ladder::Rung};

/// A WebSocket that is open.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    buffer: Vec<u8>,
}

/// A close frame as it came.
#[derive(Debug)]
pub(crate) struct Closed {
    pub(crate) code: u16,
    pub(crate) reason: String,
}

impl Closed {
    pub(crate) fn json(&self) -> Value {
        json!({ "code": self.code, "reason": self.reason })
    }
}

type Outcome<T> = Result<T, String>;

fn broken(error: impl std::fmt::Display) -> String {
    format!("a connection broke: {error}")
}

impl Client {
    /// Opens, and takes the answer's head.
    pub(crate) async fn open(addr: SocketAddr, deflate: bool) -> Outcome<Client> {
        let mut stream = TcpStream::connect(addr).await.map_err(broken)?;
        stream.set_nodelay(true).map_err(broken)?;
        let offer = match deflate {
            true => "Sec-WebSocket-Extensions: permessage-deflate\r\n",
            false => "",
        };
        let text = format!(
            "GET /reference/socket HTTP/1.1\r\nHost: {addr}\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{offer}\r\n"
        );
        stream.write_all(text.as_bytes()).await.map_err(broken)?;
        let mut stream = BufReader::with_capacity(16 * 1024, stream);
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.map_err(broken)?);
        }
        let head = String::from_utf8_lossy(&head);
        if !head.starts_with("HTTP/1.1 101") {
            return Err(format!("not opened: {head}"));
        }
        if deflate && !head.contains("permessage-deflate") {
            return Err("compression was offered and not taken".into());
        }
        Ok(Client { stream, buffer: Vec::new() })
    }

    /// Takes the greeting of the reference.
    pub(crate) async fn greeted(&mut self) -> Outcome<()> {
        match self.next().await? {
            0x81 if self.buffer.starts_with(b"{\"why1006\":1") => Ok(()),
            first => {
                Err(format!("no greeting: {first:#x} {}", String::from_utf8_lossy(&self.buffer)))
            }
        }
    }

    /// Sends each rung and waits for it to come back unharmed; returns how many
    /// bytes were said.
    pub(crate) async fn climb(&mut self, ladder: &[Rung]) -> Outcome<u64> {
        let mut said = 0;
        for rung in ladder {
            self.send(&rung.frame).await?;
            let first = self.next().await?;
            if first == 0x88 {
                return Err(format!("closed: {}", String::from_utf8_lossy(&self.buffer)));
            }
            let got = match first & 0x40 {
                0 => None,
                _ => Some(unpacked(&self.buffer, rung.plain.len())),
            };
            let same = *got.as_ref().unwrap_or(&self.buffer) == rung.plain;
            if first & 0x8f != 0x80 | rung.opcode || !same {
                let size = rung.plain.len();
                return Err(format!("a message of {size} bytes came back changed ({first:#x})"));
            }
            said += rung.plain.len() as u64;
        }
        Ok(said)
    }

    /// Sends bytes of the client's choice.
    pub(crate) async fn send(&mut self, bytes: &[u8]) -> Outcome<()> {
        self.stream.write_all(bytes).await.map_err(broken)
    }

    /// The close frame that comes next; answers it.
    pub(crate) async fn closed(&mut self) -> Outcome<Closed> {
        if self.next().await? != 0x88 || self.buffer.len() < 2 {
            return Err(format!("no close: {}", String::from_utf8_lossy(&self.buffer)));
        }
        let code = u16::from_be_bytes([self.buffer[0], self.buffer[1]]);
        let reason = String::from_utf8_lossy(&self.buffer[2..]).into_owned();
        self.send(&frame(0x88, &[0x03, 0xe8])).await?;
        Ok(Closed { code, reason })
    }

    /// Reads a frame into `buffer`; returns its first byte.
    async fn next(&mut self) -> Outcome<u8> {
        let stream = &mut self.stream;
        let first = stream.read_u8().await.map_err(broken)?;
        let length = match stream.read_u8().await.map_err(broken)? {
            126 => stream.read_u16().await.map_err(broken)?.into(),
            127 => stream.read_u64().await.map_err(broken)?,
            short => short.into(),
        };
        if length > 1 << 20 {
            return Err(format!("a frame of {length} bytes"));
        }
        self.buffer.resize(length as usize, 0);
        stream.read_exact(&mut self.buffer).await.map_err(broken)?;
        Ok(first)
    }
}

fn unpacked(bytes: &[u8], size: usize) -> Vec<u8> {
    let mut plain = Vec::with_capacity(size + 1);
    let whole = [bytes, &[0, 0, 0xff, 0xff]].concat();
    let _ = Decompress::new(false).decompress_vec(&whole, &mut plain, FlushDecompress::Sync);
    plain
}
