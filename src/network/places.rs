//! Where the reference listens, and what this page may ask of it there.

use web_sys::Url;
use why1006_evidence::{
    Engine, EngineFamily, PageScheme,
    host::{self, MixedContent},
    network::Outcome,
    port,
};

use crate::{
    config::{Config, Reference, page_scheme},
    js,
};

/// The most places that are tried.
const MAX_PLACES: usize = 8;

/// Chunks and events that are asked for, 200 ms apart.
pub(super) const CHUNKS: u32 = 6;

/// One scheme and port of the reference.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(super) secure: bool,
    pub(super) port: u16,
    /// Its host, if it is another than that of the reference itself.
    pub(super) host: String,
    /// Absolute address of the mirror.
    pub(super) http: String,
    /// Absolute address of the WebSocket.
    pub(super) socket: String,
    /// It offers WebSockets over HTTP/2; nothing else is tried there.
    pub(super) is_http2: bool,
    /// Why nothing may be tried there.
    pub(super) forbidden: Option<Outcome>,
}

impl Place {
    /// The address of a sibling of the mirror that sends in several parts.
    pub(super) fn sibling(&self, name: &str) -> Option<String> {
        let query = format!("./{name}?chunks={CHUNKS}");
        Some(Url::new_with_base(&query, &self.http).ok()?.href())
    }

    /// All that may be asked for there.
    fn requests(&self) -> impl Iterator<Item = String> {
        let streams = match self.is_http2 {
            true => [None, None],
            false => [self.sibling("stream"), self.sibling("events")],
        };
        let own = [Some(self.http.clone()), Some(self.socket.clone())];
        own.into_iter().chain(streams).flatten()
    }
}

/// All places of `reference`: its own, its further ones, other copies on the same
/// host, and its endpoint for HTTP/2.
pub(crate) fn places(config: &Config, reference: &Reference) -> Vec<Place> {
    let mut list = Places { own: Url::new(&reference.http).ok(), found: Vec::new() };
    list.add(&reference.http, &reference.socket, false);
    let at = |origin: &str, address: &str| {
        let path = Url::new(address).ok()?.pathname();
        Some(Url::new_with_base(&path, origin).ok()?.href())
    };
    let mut further = |origin: &str, is_http2| {
        if let (Some(http), Some(socket)) =
            (at(origin, &reference.http), at(origin, &reference.socket))
        {
            list.add(&http, &socket, is_http2);
        }
    };
    for origin in &reference.also {
        further(origin, false);
    }
    // The http copy is shown on an https page, which cannot try it.
    if let (PageScheme::Https, Some(copy)) = (page_scheme(), &config.http_page) {
        further(copy, false);
    }
    if let Some(origin) = &reference.http2 {
        further(origin, true);
    }
    for other in &config.references {
        list.add_copy(&other.http, &other.socket);
    }
    list.found
}

/// What a test of the network may ask for, for the user to read before. Only once
/// the rest of the program is there.
#[inline(never)]
pub(crate) fn requests(config: &Config) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for reference in &config.references {
        for place in places(config, reference).iter().filter(|p| p.forbidden.is_none()) {
            for address in place.requests() {
                if !list.contains(&address) {
                    list.push(address);
                }
            }
        }
    }
    list
}

struct Places {
    own: Option<Url>,
    found: Vec<Place>,
}

impl Places {
    /// Another reference that is the same server: the https copy of an http page.
    fn add_copy(&mut self, http: &str, socket: &str) {
        let name = |url: &Url| url.hostname();
        if Url::new(http).ok().as_ref().map(name) == self.own.as_ref().map(name) {
            self.add(http, socket, false);
        }
    }

    fn add(&mut self, http: &str, socket: &str, is_http2: bool) {
        let (Ok(url), Ok(socket)) = (Url::new(http), Url::new(socket)) else {
            return;
        };
        let secure = url.protocol() == "https:";
        socket.set_protocol(if secure { "wss:" } else { "ws:" });
        let usual = if secure { 443 } else { 80 };
        let port = url.port().parse().unwrap_or(usual);
        let name = url.hostname();
        let is_own = self.own.as_ref().is_some_and(|own| own.hostname() == name);
        let host = if is_own { String::new() } else { name.clone() };
        let is_there = self
            .found
            .iter()
            .any(|p| (p.secure, p.port, p.is_http2, &p.host) == (secure, port, is_http2, &host));
        if is_there || self.found.len() >= MAX_PLACES {
            return;
        }
        self.found.push(Place {
            secure,
            port,
            host,
            http: url.href(),
            socket: socket.href(),
            is_http2,
            forbidden: forbidden(secure, port, &name),
        });
    }
}

/// What the browser refuses before it sends anything; where that is not known
/// of this engine, nothing is tried either.
fn forbidden(secure: bool, port: u16, host: &str) -> Option<Outcome> {
    let agent = js::window().navigator().user_agent().unwrap_or_default();
    let engine: EngineFamily = Engine::from_user_agent(&agent).family;
    if port::is_blocked(port, engine) {
        return Some(Outcome::NotPossible);
    }
    if secure || page_scheme() != PageScheme::Https {
        return None;
    }
    match host::mixed_content(host::class(host), engine) {
        MixedContent::Blocked => Some(Outcome::NotPossible),
        MixedContent::Unknown => Some(Outcome::NotRun),
        MixedContent::Allowed => None,
    }
}
