//! The opening handshake (RFC 6455, 4.2).

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header, request::Parts,
    },
    response::Response,
};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::compression::Deflate;
use crate::assets::answer::plain;

const NO_UPGRADE: &str = "This is a WebSocket endpoint, and this request asked for no upgrade. A \
    page opens it with new WebSocket(...). If it did so, something in between took the headers \
    Upgrade and Connection away: a proxy has to pass both on, over HTTP/1.1.\n";

const NO_CONNECT: &str = "This is a WebSocket endpoint. Over HTTP/2 a WebSocket begins with CONNECT \
    and :protocol websocket (RFC 8441).\n";

/// An opening handshake that keeps the rules.
pub(super) struct Handshake {
    /// The answer to the key; HTTP/2 has neither (RFC 8441, 5).
    accept: Option<HeaderValue>,
    protocol: Option<HeaderValue>,
    deflate: Option<Deflate>,
}

impl Handshake {
    /// Checks a request.
    ///
    /// # Errors
    /// The response that says what is missing.
    pub(super) fn of(request: &Parts) -> Result<Handshake, Box<Response>> {
        let headers = &request.headers;
        let over_http2 = request.version == Version::HTTP_2;
        let asks = match over_http2 {
            true => {
                let protocol = request.extensions.get::<hyper::ext::Protocol>();
                request.method == Method::CONNECT
                    && protocol.is_some_and(|protocol| protocol.as_str() == "websocket")
            }
            false => {
                request.method == Method::GET
                    && request.version == Version::HTTP_11
                    && lists(headers, header::UPGRADE, "websocket")
                    && lists(headers, header::CONNECTION, "upgrade")
            }
        };
        // The fields of a connection do not exist in HTTP/2, and hyper leaves
        // them out there.
        let wants = [(header::UPGRADE, "websocket"), (header::CONNECTION, "Upgrade")];
        if !asks {
            let text = if over_http2 { NO_CONNECT } else { NO_UPGRADE };
            return Err(Box::new(plain(StatusCode::UPGRADE_REQUIRED, text, &wants)));
        }
        if !is_version_13(headers) {
            let text = "This endpoint speaks version 13 of the WebSocket protocol (RFC 6455).\n";
            let [upgrade, connection] = wants;
            let more = [upgrade, connection, (header::SEC_WEBSOCKET_VERSION, "13")];
            return Err(Box::new(plain(StatusCode::UPGRADE_REQUIRED, text, &more)));
        }
        // HTTP/2 has `:authority` in its place.
        if !over_http2 && only(headers, header::HOST).is_none() {
            let text = "Host is missing, or there twice (RFC 9112, 3.2).\n";
            return Err(Box::new(plain(StatusCode::BAD_REQUEST, text, &[])));
        }
        let accept = if over_http2 { None } else { Some(accept(headers)?) };
        let (protocol, deflate) = (first_protocol(headers), Deflate::of(headers));
        Ok(Handshake { accept, protocol, deflate })
    }

    /// The subprotocol that is used: the first that was offered.
    pub(super) fn protocol(&self) -> Option<&str> {
        self.protocol.as_ref().and_then(|p| p.to_str().ok())
    }

    /// How messages are compressed, if they may be.
    pub(super) fn deflate(&self) -> Option<Deflate> {
        self.deflate
    }

    /// The response that switches protocols, or over HTTP/2 agrees to.
    pub(super) fn response(self) -> Response {
        let mut response = Response::new(Body::empty());
        let status = response.status_mut();
        *status = StatusCode::OK;
        if let Some(accept) = self.accept {
            *status = StatusCode::SWITCHING_PROTOCOLS;
            let headers = response.headers_mut();
            headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
            headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
            headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
        }
        let headers = response.headers_mut();
        if let Some(protocol) = self.protocol {
            headers.insert(header::SEC_WEBSOCKET_PROTOCOL, protocol);
        }
        if let Some(deflate) = self.deflate {
            headers.insert(header::SEC_WEBSOCKET_EXTENSIONS, deflate.answer());
        }
        response
    }
}

fn is_version_13(headers: &HeaderMap) -> bool {
    only(headers, header::SEC_WEBSOCKET_VERSION) == Some(b"13")
}

fn accept(headers: &HeaderMap) -> Result<HeaderValue, Box<Response>> {
    let Some(key) = only(headers, header::SEC_WEBSOCKET_KEY).filter(|key| is_key(key)) else {
        let text = "Sec-WebSocket-Key is missing, there twice, or not 16 bytes in Base64 \
                    (RFC 6455, 4.2.1).\n";
        return Err(Box::new(plain(StatusCode::BAD_REQUEST, text, &[])));
    };
    Ok(HeaderValue::try_from(derive_accept_key(key)).expect("Base64 is valid in a header"))
}

/// Whether a list header has `token` among its members, in any case.
fn lists(headers: &HeaderMap, name: HeaderName, token: &str) -> bool {
    let values = headers.get_all(name);
    let mut members = values.iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    members.any(|member| member.trim().eq_ignore_ascii_case(token))
}

/// The value of a header that may come once.
fn only(headers: &HeaderMap, name: HeaderName) -> Option<&[u8]> {
    let mut values = headers.get_all(name).iter();
    values.next().map(HeaderValue::as_bytes).filter(|_| values.next().is_none())
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
