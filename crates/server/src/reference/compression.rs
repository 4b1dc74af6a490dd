//! Compression of messages, as it is agreed upon and done to what this side
//! sends (RFC 7692). What comes is unpacked in `unpack`.

use axum::http::{HeaderMap, HeaderValue, header};
use flate2::{Compress, Compression, FlushCompress, Status};
use tokio_tungstenite::tungstenite::{
    Bytes, Message,
    protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    },
};

/// What ends every flushed piece of deflated data and is left out on the wire
/// (RFC 7692, 7.2.1).
pub(super) const TAIL: [u8; 4] = [0, 0, 0xff, 0xff];

/// An accepted offer of `permessage-deflate`.
///
/// Each message stands for itself, in both directions: what was compressed for
/// one connection is kept for no other message, so an idle one costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deflate {
    /// How far back our compressor may point, as a power of two. 9 to 15.
    window_bits: u8,
    /// The client set that limit, and has to hear it back.
    limited: bool,
}

impl Deflate {
    /// The first offer that can be kept, if there is one.
    pub(super) fn of(headers: &HeaderMap) -> Option<Deflate> {
        let lines = headers.get_all(header::SEC_WEBSOCKET_EXTENSIONS).iter();
        lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')).find_map(offer)
    }

    /// The value of `Sec-WebSocket-Extensions` in the answer.
    pub(super) fn answer(self) -> HeaderValue {
        let mut text =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover".to_owned();
        if self.limited {
            text += &format!("; server_max_window_bits={}", self.window_bits);
        }
        HeaderValue::try_from(text).expect("words and digits are valid in a header")
    }

    /// The same message as one compressed frame.
    pub(super) fn pack(self, message: Message) -> Message {
        let (payload, kind) = match message {
            Message::Text(text) => (Bytes::from(text), Data::Text),
            Message::Binary(bytes) => (bytes, Data::Binary),
            other => return other,
        };
        let mut frame = Frame::message(self.deflated(&payload), OpCode::Data(kind), true);
        frame.header_mut().rsv1 = true;
        Message::Frame(frame)
    }

    fn deflated(self, payload: &[u8]) -> Vec<u8> {
        let mut deflate =
            Compress::new_with_window_bits(Compression::fast(), false, self.window_bits);
        let mut packed = Vec::with_capacity(payload.len() / 2 + 64);
        loop {
            let rest = &payload[deflate.total_in() as usize..];
            let status = deflate.compress_vec(rest, &mut packed, FlushCompress::Sync);
            // Room left over means that all is out. The compressor has no errors
            // for well-formed calls; `BufError` only says that nothing is left.
            if packed.len() < packed.capacity() || !matches!(status, Ok(Status::Ok)) {
                break;
            }
            packed.reserve(packed.len());
        }
        if packed.ends_with(&TAIL) {
            packed.truncate(packed.len() - TAIL.len());
        }
        packed
    }
}

/// One member of the header. What is unknown, doubled or out of range declines
/// the offer (RFC 7692, 7.1).
fn offer(member: &str) -> Option<Deflate> {
    let mut parts = member.split(';').map(str::trim);
    if parts.next() != Some("permessage-deflate") {
        return None;
    }
    let mut deflate = Deflate { window_bits: 15, limited: false };
    let mut seen: Vec<&str> = Vec::new();
    for part in parts {
        let (name, value) = match part.split_once('=') {
            Some((name, value)) => (name.trim_end(), Some(unquoted(value.trim_start()))),
            None => (part, None),
        };
        if seen.contains(&name) {
            return None;
        }
        seen.push(name);
        match (name, value) {
            ("server_no_context_takeover" | "client_no_context_takeover", None) => {}
            // Whatever it is, we unpack it.
            ("client_max_window_bits", None) => {}
            ("client_max_window_bits", Some(bits)) => drop(window_bits(bits)?),
            ("server_max_window_bits", Some(bits)) => {
                // zlib has no window of 256 bytes for data without a header.
                deflate.window_bits = window_bits(bits).filter(|bits| *bits > 8)?;
                deflate.limited = true;
            }
            _ => return None,
        }
    }
    Some(deflate)
}

/// 8 to 15, without zeros before it.
fn window_bits(text: &str) -> Option<u8> {
    text.parse().ok().filter(|bits: &u8| (8..=15).contains(bits) && bits.to_string() == text)
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::SEC_WEBSOCKET_EXTENSIONS, line.parse().unwrap());
        }
        Some(Deflate::of(&headers)?.answer().to_str().unwrap().to_owned())
    }

    const PLAIN: &str =
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    #[test]
    fn offers_that_can_be_kept() {
        for lines in [
            &["permessage-deflate"][..],
            &["permessage-deflate; client_max_window_bits"],
            &["permessage-deflate;client_max_window_bits=8"],
            &["x-other; a=1, permessage-deflate ; server_no_context_takeover"],
            &["permessage-deflate; nonsense, permessage-deflate; client_no_context_takeover"],
            &["x-webkit-deflate-frame", "permessage-deflate"],
            &["permessage-deflate; server_max_window_bits=8, permessage-deflate"],
        ] {
            assert_eq!(of(lines).as_deref(), Some(PLAIN), "{lines:?}");
        }
        for bits in ["10", "\"10\""] {
            let line = format!("permessage-deflate; server_max_window_bits={bits}");
            assert_eq!(of(&[&line]), Some(format!("{PLAIN}; server_max_window_bits=10")));
        }
    }

    #[test]
    fn offers_that_are_declined() {
        for line in [
            "",
            "permessage-bzip2",
            "permessage-deflate; server_max_window_bits",
            "permessage-deflate; server_max_window_bits=16",
            "permessage-deflate; server_max_window_bits=010",
            "permessage-deflate; server_max_window_bits=+9",
            "permessage-deflate; client_max_window_bits=7",
            "permessage-deflate; server_no_context_takeover=1",
            "permessage-deflate; client_max_window_bits; client_max_window_bits",
            "permessage-deflate;",
        ] {
            assert_eq!(of(&[line]), None, "{line}");
        }
    }
}
