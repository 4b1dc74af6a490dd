//! `why1006.json`: tells the page where the reference is, and where its other
//! copy lives.

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
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    also: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    http2: Option<&'a str>,
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
    /// Ports of the http and the https listener, if there are both.
    ports: Option<(u16, u16)>,
}

impl Source {
    /// Checks `config` and fills in this server's own endpoint.
    pub(crate) fn new(config: ReferenceConfig, ports: Option<(u16, u16)>) -> Result<Source, Error> {
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
        Ok(Source { name, preset, socket, http, also, http2, http_page, https_page, ports })
    }

    /// Where the two copies of the page are, for a client that reached this
    /// server as `host`. Nothing is guessed when that is not the name and port
    /// of the listener itself: then a proxy stands in between, and only
    /// `--http-page` and `--https-page` know the answer.
    fn pages(&self, host: Option<&str>, arrival: &Arrival) -> (Option<String>, Option<String>) {
        let guess = || {
            let (http, https) = self.ports?;
            let host = host.filter(|host| !host.contains('@'))?;
            let authority = host.parse::<Authority>().ok()?;
            let name = authority.host();
            let usual = if arrival.tls { 443 } else { 80 };
            let own = if arrival.tls { https } else { http };
            if !is_host_name(name) || authority.port_u16().unwrap_or(usual) != own {
                return None;
            }
            let page = |scheme, port, usual| match port == usual {
                true => format!("{scheme}://{name}/"),
                false => format!("{scheme}://{name}:{port}/"),
            };
            Some((page("http", http, 80), page("https", https, 443)))
        };
        let (http, https) = guess().unzip();
        (self.http_page.clone().or(http), self.https_page.clone().or(https))
    }
}

/// Answers `GET /why1006.json`.
pub(crate) async fn answer(
    State(source): State<std::sync::Arc<Source>>,
    arrival: Arrival,
    headers: HeaderMap,
) -> Response {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok());
    let (http_page, https_page) = source.pages(host, &arrival);
    let mut response = Json(PageConfig {
        version: 1,
        name: source.name.as_deref(),
        preset: source.preset.as_ref(),
        reference: Reference {
            socket: &source.socket,
            http: &source.http,
            also: &source.also,
            http2: source.http2.as_deref(),
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
