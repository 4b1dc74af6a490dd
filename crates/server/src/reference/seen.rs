//! A request as this server saw it, without what must not be shown again.

use axum::http::{HeaderMap, HeaderName, request::Parts};
use serde::Serialize;

use super::server_time_ms;
use crate::connection::Arrival;

/// What both endpoints say about a request, in JSON.
#[derive(Serialize)]
pub(super) struct Seen<'a> {
    /// The version of this format.
    why1006: u32,
    /// When the request came, by the server's clock.
    server_time_ms: u64,
    /// The version as the request line spells it.
    http_version: String,
    /// Host and port if the request line named them: HTTP/2 (`:authority`), or
    /// something in between that took this server for a proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<&'a str>,
    /// The port on which this server was reached.
    port: u16,
    /// The connection came over TLS.
    tls: bool,
    /// What TLS agreed upon by ALPN.
    alpn: Option<&'static str>,
    /// What only a WebSocket handshake tells.
    #[serde(flatten)]
    handshake: Option<SeenHandshake<'a>>,
    /// Names and values that may be shown.
    headers: Vec<(&'a str, String)>,
}

/// The part of a greeting that plain HTTP has not.
#[derive(Serialize)]
pub(super) struct SeenHandshake<'a> {
    /// The method: `GET`, or `CONNECT` over HTTP/2.
    pub(super) method: &'a str,
    /// The path without its query.
    pub(super) path: &'a str,
    /// The subprotocol that was chosen.
    pub(super) protocol: Option<&'a str>,
}

impl<'a> Seen<'a> {
    /// Describes `request`, which came as `arrival` says.
    pub(super) fn of(
        request: &'a Parts,
        arrival: &Arrival,
        handshake: Option<SeenHandshake<'a>>,
    ) -> Seen<'a> {
        Seen {
            why1006: 1,
            server_time_ms: server_time_ms(),
            http_version: format!("{:?}", request.version),
            // Never with a name and password before it.
            authority: request
                .uri
                .authority()
                .map(|a| a.as_str().rsplit_once('@').map_or(a.as_str(), |(_, place)| place)),
            port: arrival.port,
            tls: arrival.tls,
            alpn: arrival.alpn,
            handshake,
            headers: headers(&request.headers),
        }
    }
}

/// Parts of header names whose values are secrets or say who somebody is:
/// cookies, credentials, and what proxies that sign people in add to requests.
/// `sec-websocket-key` is among them.
const SECRET: [&str; 12] = [
    "auth",
    "cookie",
    "credential",
    "email",
    "identity",
    "jwt",
    "key",
    "password",
    "secret",
    "session",
    "token",
    "client-cert",
];
/// Whole names likewise. A referrer's query may hold anything.
const SECRET_NAMES: [&str; 5] = [
    "referer",
    "remote-user",
    "x-forwarded-user",
    "x-remote-user",
    "x-forwarded-preferred-username",
];

/// Name and value of each header that may be shown, in the order of arrival.
/// Names are in lower case; headers that come twice stand together.
fn headers(headers: &HeaderMap) -> Vec<(&str, String)> {
    headers
        .iter()
        .filter(|(name, _)| !is_secret(name))
        .map(|(name, value)| {
            (name.as_str(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect()
}

fn is_secret(name: &HeaderName) -> bool {
    let name = name.as_str();
    SECRET_NAMES.contains(&name) || SECRET.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_stay_here() {
        let mut all = HeaderMap::new();
        for name in [
            "cookie",
            "authorization",
            "proxy-authorization",
            "sec-websocket-key",
            "x-api-key",
            "x-amzn-oidc-identity",
            "cf-access-jwt-assertion",
            "x-forwarded-access-token",
            "referer",
            "x-forwarded-user",
            "x-forwarded-email",
            "x-auth-request-user",
            "ssl-client-cert",
        ] {
            all.insert(HeaderName::from_static(name), "s3cret".parse().unwrap());
        }
        all.insert("x-forwarded-proto", "https".parse().unwrap());
        all.insert("user-agent", "Mozilla".parse().unwrap());
        all.insert("sec-websocket-protocol", "a, b".parse().unwrap());
        let shown: Vec<_> = headers(&all).into_iter().map(|(n, _)| n).collect();
        assert_eq!(shown, ["x-forwarded-proto", "user-agent", "sec-websocket-protocol"]);
    }
}
