//! The opening handshake (RFC 6455, 4.2).

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header, request::Parts,
    },
    response::Response,
};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::assets::answer::plain;

const NO_UPGRADE: &str = "This is a WebSocket endpoint, and this request asked for no upgrade. A \
    page opens it with new WebSocket(...). If it did so, something in between took the headers \
    Upgrade and Connection away: a proxy has to pass both on, over HTTP/1.1.\n";

/// An opening handshake that keeps the rules.
pub(super) struct Handshake {
    accept: HeaderValue,
    protocol: Option<HeaderValue>,
}

impl Handshake {
    /// Checks a request.
    ///
    /// # Errors
    /// The response that says what is missing.
    pub(super) fn of(request: &Parts) -> Result<Handshake, Box<Response>> {
        let headers = &request.headers;
        let asks = request.method == Method::GET
            && request.version == Version::HTTP_11
            && lists(headers, header::UPGRADE, "websocket")
            && lists(headers, header::CONNECTION, "upgrade");
        if !asks {
            let more = [(header::UPGRADE, "websocket"), (header::CONNECTION, "Upgrade")];
            return Err(Box::new(plain(StatusCode::UPGRADE_REQUIRED, NO_UPGRADE, &more)));
        }
        if headers.get(header::SEC_WEBSOCKET_VERSION).is_none_or(|v| v.as_bytes() != b"13") {
            let text = "This endpoint speaks version 13 of the WebSocket protocol (RFC 6455).\n";
            let more = [
                (header::UPGRADE, "websocket"),
                (header::CONNECTION, "Upgrade"),
                (header::SEC_WEBSOCKET_VERSION, "13"),
            ];
            return Err(Box::new(plain(StatusCode::UPGRADE_REQUIRED, text, &more)));
        }
        let key = headers.get(header::SEC_WEBSOCKET_KEY).map(HeaderValue::as_bytes);
        let Some(key) = key.filter(|key| is_key(key)) else {
            let text =
                "Sec-WebSocket-Key is missing or not 16 bytes in Base64 (RFC 6455, 4.2.1).\n";
            return Err(Box::new(plain(StatusCode::BAD_REQUEST, text, &[])));
        };
        let accept =
            HeaderValue::try_from(derive_accept_key(key)).expect("Base64 is valid in a header");
        Ok(Handshake { accept, protocol: first_protocol(headers) })
    }

    /// The subprotocol that is used: the first that was offered.
    pub(super) fn protocol(&self) -> Option<&str> {
        self.protocol.as_ref().and_then(|p| p.to_str().ok())
    }

    /// The response that switches protocols.
    pub(super) fn response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
        let headers = response.headers_mut();
        headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, self.accept);
        if let Some(protocol) = self.protocol {
            headers.insert(header::SEC_WEBSOCKET_PROTOCOL, protocol);
        }
        response
    }
}

/// Whether a list header has `token` among its members, in any case.
fn lists(headers: &HeaderMap, name: HeaderName, token: &str) -> bool {
    let values = headers.get_all(name);
    let mut members = values.iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    members.any(|member| member.trim().eq_ignore_ascii_case(token))
}

/// 16 bytes in Base64 are 22 characters and `==`.
fn is_key(key: &[u8]) -> bool {
    let letter = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
    key.len() == 24 && key.ends_with(b"==") && key[..22].iter().all(letter)
}

fn first_protocol(headers: &HeaderMap) -> Option<HeaderValue> {
    let values = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL);
    let mut members = values.iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    let first = members.find(|member| !member.trim().is_empty())?;
    HeaderValue::from_str(first.trim()).ok()
}
