//! Heads of `101 Switching Protocols`, good and bad (RFC 6455, section 4.2.2).

use base64::{Engine, engine::general_purpose::STANDARD};
use sha1::{Digest, Sha1};

use super::Request;

/// The constant of RFC 6455, section 1.3.
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// A correct 101 that selects no subprotocol.
pub(crate) fn plain(request: &Request) -> String {
    head(&accept(request), "")
}

/// A correct 101 that agrees on permessage-deflate if it is offered (RFC 7692,
/// section 7.1).
pub(crate) fn deflate(request: &Request) -> String {
    let offered = request.tokens("sec-websocket-extensions").any(|extension| {
        extension.split(';').next().is_some_and(|name| name.trim() == "permessage-deflate")
    });
    let line = if offered { "Sec-WebSocket-Extensions: permessage-deflate\r\n" } else { "" };
    head(&accept(request), line)
}

/// A correct 101 that selects the first subprotocol offered.
pub(crate) fn first_protocol(request: &Request) -> String {
    let line = match request.tokens("sec-websocket-protocol").next() {
        Some(first) => format!("Sec-WebSocket-Protocol: {first}\r\n"),
        None => String::new(),
    };
    head(&accept(request), &line)
}

/// A 101 whose `Sec-WebSocket-Accept` answers another key.
pub(crate) fn wrong_accept(_: &Request) -> String {
    head(&accept_of("the key of somebody else"), "")
}

fn head(accept: &str, more: &str) -> String {
    format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n{more}\r\n"
    )
}

fn accept(request: &Request) -> String {
    accept_of(request.header("sec-websocket-key").unwrap_or_default())
}

fn accept_of(key: &str) -> String {
    STANDARD.encode(Sha1::new().chain_update(key).chain_update(GUID).finalize())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_example_of_the_standard_is_met() {
        // RFC 6455, section 1.3.
        let accept = super::accept_of("dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
}
