//! `why1006.json`: tells the page where the reference is, and where its other
//! copy lives.

use std::iter::once;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, Uri, header, uri::Authority},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{Error, Preset, ReferenceConfig, connection::Arrival};

/// The file as the page reads it.
#[derive(Serialize)]
struct PageConfig<'a> {
    version: u32,
    name: Option<&'a str>,
    #[serde(flatten)]
    preset: Option<&'a Preset>,
    reference: Reference<'a>,
    http_page: Option<String>,
    https_page: Option<String>,
}

#[derive(Serialize)]
struct Reference<'a> {
    socket: &'a str,
    http: &'a str,
    /// Further origins with the same paths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    /// The origin that speaks HTTP/2.
    #[serde(skip_serializing_if = "Option::is_none")]
    http2: Option<String>,
}

/// The ports of all listeners.
#[derive(Default)]
pub(crate) struct Ports {
    /// The http page.
    pub(crate) http: u16,
    /// Further ones.
    pub(crate) also: Vec<u16>,
    /// The https page, if there is one.
    pub(crate) https: Option<u16>,
    /// Further ones.
    pub(crate) also_tls: Vec<u16>,
    /// The reference by HTTP/2, if there is one.
    pub(crate) http2: Option<u16>,
}

/// What the file says, checked at start.
pub(crate) struct Source {
    name: Option<String>,
    preset: Option<Preset>,
    socket: String,
    http: String,
    also: Vec<String>,
    http2: Option<String>,
    http_page: Option<String>,
    https_page: Option<String>,
    /// The reference is this server's own.
    own: bool,
    ports: Ports,
}

impl Source {
    /// Checks `config` and fills in this server's own endpoint.
    pub(crate) fn new(config: ReferenceConfig, ports: Ports) -> Result<Source, Error> {
        let own = config.socket.is_none();
        let (socket, http) = match config.socket {
            None => ("./reference/socket".into(), "./reference/http".into()),
            Some(socket) => {
                let http = http_twin(&socket)?;
                (socket, http)
            }
        };
        for (option, scheme, page) in [
            ("--http-page", "http", &config.http_page),
            ("--https-page", "https", &config.https_page),
        ] {
            if let Some(page) = page {
                check_page(option, scheme, page)?;
            }
        }
        let ReferenceConfig { name, also, http2, http_page, https_page, preset, .. } = config;
        Ok(Source { name, preset, socket, http, also, http2, http_page, https_page, own, ports })
    }

    /// Where the two copies of the page are, for a client that named this
    /// server `name`.
    fn pages(&self, name: Option<&str>) -> (Option<String>, Option<String>) {
        let guess = || {
            let (name, https) = (name?, self.ports.https?);
            let page = |scheme, port| format!("{}/", origin(scheme, name, port));
            Some((page("http", self.ports.http), page("https", https)))
        };
        let (http, https) = guess().unzip();
        (self.http_page.clone().or(http), self.https_page.clone().or(https))
    }

    /// Further origins of the reference, the one that was asked left out.
    fn also(&self, name: Option<&str>, arrival: &Arrival) -> Vec<String> {
        let Some(name) = name.filter(|_| self.own) else { return self.also.clone() };
        let Ports { http, also, https, also_tls, .. } = &self.ports;
        let plain = once(http).chain(also).map(|port| ("http", *port));
        let secure = https.iter().chain(also_tls).map(|port| ("https", *port));
        let others = plain.chain(secure).filter(|(_, port)| *port != arrival.port);
        let own = others.map(|(scheme, port)| origin(scheme, name, port));
        self.also.iter().cloned().chain(own).collect()
    }

    fn http2(&self, name: Option<&str>) -> Option<String> {
        let own = || Some(origin("https", name.filter(|_| self.own)?, self.ports.http2?));
        self.http2.clone().or_else(own)
    }
}

/// The name by which a client reached this server. Nothing is guessed when its
/// port is not the listener's: then a proxy stands in between, and what it
/// passes on only the options know.
fn name_of(headers: &HeaderMap, arrival: &Arrival) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok().filter(|host| !host.contains('@'))?;
    let authority = host.parse::<Authority>().ok()?;
    let usual = if arrival.tls { 443 } else { 80 };
    let direct = authority.port_u16().unwrap_or(usual) == arrival.port;
    (direct && is_host_name(authority.host())).then(|| authority.host().to_owned())
}

fn origin(scheme: &str, name: &str, port: u16) -> String {
    match (scheme, port) {
        ("http", 80) | ("https", 443) => format!("{scheme}://{name}"),
        _ => format!("{scheme}://{name}:{port}"),
    }
}

/// Answers `GET /why1006.json`.
pub(crate) async fn answer(
    State(source): State<std::sync::Arc<Source>>,
    arrival: Arrival,
    headers: HeaderMap,
) -> Response {
    let name = name_of(&headers, &arrival);
    let (http_page, https_page) = source.pages(name.as_deref());
    let mut response = Json(PageConfig {
        version: 1,
        name: source.name.as_deref(),
        preset: source.preset.as_ref(),
        reference: Reference {
            socket: &source.socket,
            http: &source.http,
            also: source.also(name.as_deref(), &arrival),
            http2: source.http2(name.as_deref()),
        },
        http_page,
        https_page,
    })
    .into_response();
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    response
}

/// The HTTP twin of a reference WebSocket address.
fn http_twin(socket: &str) -> Result<String, Error> {
    let fail = |why| Error::Address { option: "--reference", value: socket.to_owned(), why };
    let uri = checked(socket).map_err(fail)?;
    let scheme = match uri.scheme_str() {
        Some("ws") => "http",
        Some("wss") => "https",
        _ => return Err(fail("must begin with ws:// or wss://")),
    };
    let Some(place) = uri.path().strip_suffix("/socket") else {
        return Err(fail("must end in /socket, like wss://host/reference/socket"));
    };
    let authority = uri.authority().map_or("", Authority::as_str);
    Ok(format!("{scheme}://{authority}{place}/http"))
}

fn check_page(option: &'static str, scheme: &str, page: &str) -> Result<(), Error> {
    let fail = |why| Error::Address { option, value: page.to_owned(), why };
    let uri = checked(page).map_err(fail)?;
    match (uri.scheme_str() == Some(scheme), scheme) {
        (true, _) => Ok(()),
        (false, "http") => Err(fail("must begin with http://")),
        (false, _) => Err(fail("must begin with https://")),
    }
}

/// An absolute address of scheme, host and path alone.
fn checked(address: &str) -> Result<Uri, &'static str> {
    const SHAPE: &str = "is not an address like https://host/path";
    let uri: Uri = address.parse().map_err(|_| SHAPE)?;
    let authority = uri.authority().ok_or(SHAPE)?;
    if authority.as_str().contains('@') {
        return Err("must not carry a user name or password");
    }
    // `Uri` drops a fragment without a word.
    if uri.query().is_some() || address.contains('#') {
        return Err("must not have a query or a fragment");
    }
    if !is_host_name(authority.host()) {
        return Err("does not name a host");
    }
    Ok(uri)
}

/// A DNS name or address literal: nothing that could change the meaning of an
/// address it is put into.
fn is_host_name(name: &str) -> bool {
    let inner = name.strip_prefix('[').and_then(|n| n.strip_suffix(']'));
    match inner {
        Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            (1..=253).contains(&name.len())
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twin_is_at_the_same_place() {
        assert_eq!(http_twin("ws://a:81/r/socket").unwrap(), "http://a:81/r/http");
        assert_eq!(http_twin("wss://[::1]/socket").unwrap(), "https://[::1]/http");
        for bad in [
            "",
            "a",
            "/socket",
            "http://a/socket",
            "ws://a/ws",
            "ws://u:p@a/socket",
            "ws://a/socket?x",
            "ws://a/socket#x",
            "ws:///socket",
            "ws://a b/socket",
        ] {
            let error = http_twin(bad).unwrap_err().to_string();
            assert!(error.starts_with(&format!("--reference {bad:?}: ")), "{error}");
        }
    }

    #[test]
    fn page_addresses_are_checked() {
        assert!(check_page("--http-page", "http", "http://plain.example.com/why/").is_ok());
        assert!(check_page("--http-page", "http", "https://a/").is_err());
        assert!(check_page("--https-page", "https", "javascript:alert(1)").is_err());
    }
}
