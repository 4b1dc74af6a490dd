//! What the caller of [`crate::start`] decides.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use crate::{Assets, Preset};

/// Everything a server needs to know.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address of the http listener; port 0 takes any free port.
    pub listen: SocketAddr,
    /// Further http listeners with the same routes: a network may let one port
    /// through and not another.
    pub also: Vec<SocketAddr>,
    /// An https listener beside it. Neither redirects to the other: `ws://`
    /// targets need an http page.
    pub tls: Option<TlsConfig>,
    /// The built page.
    pub assets: Assets,
    /// What `why1006.json` says.
    pub reference: ReferenceConfig,
    /// Caps of the reference endpoint.
    pub limits: Limits,
    /// Print method, path without query, and status of every request to
    /// standard error.
    pub log: bool,
}

impl Config {
    /// The address of the http listener when nobody names one.
    pub const DEFAULT_LISTEN: SocketAddr =
        SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8006);
    /// The address of the https listener when nobody names one.
    pub const DEFAULT_TLS_LISTEN: SocketAddr =
        SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8443);

    /// A server of `assets` on 127.0.0.1:8006 with its own reference endpoint.
    pub fn new(assets: Assets) -> Config {
        Config {
            listen: Config::DEFAULT_LISTEN,
            also: Vec::new(),
            tls: None,
            assets,
            reference: ReferenceConfig::default(),
            limits: Limits::default(),
            log: false,
        }
    }
}

/// An https listener.
#[derive(Clone, Debug)]
pub struct TlsConfig {
    /// Its address; port 0 takes any free port.
    pub listen: SocketAddr,
    /// Further https listeners with the same routes and certificate.
    pub also: Vec<SocketAddr>,
    /// A listener of the reference alone that speaks HTTP/2 with WebSocket over
    /// it (RFC 8441), and HTTP/1.1 to whoever does not offer `h2`.
    pub http2: Option<SocketAddr>,
    /// The server's certificate first, then those that lead to its root.
    pub cert_chain_pem: Pem,
    /// The private key of the first certificate.
    pub key_pem: Pem,
}

/// Where PEM text comes from.
#[derive(Clone)]
pub enum Pem {
    /// A file, read once at start.
    File(PathBuf),
    /// The text itself.
    Bytes(Vec<u8>),
}

impl std::fmt::Debug for Pem {
    // Bytes may be a private key and stay out of every log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Pem::File(path) => write!(f, "File({})", path.display()),
            Pem::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
        }
    }
}

/// What `why1006.json` tells the page.
#[derive(Clone, Debug, Default)]
pub struct ReferenceConfig {
    /// A name of the reference for people, for example `Example Corp, Paris`.
    pub name: Option<String>,
    /// A `ws:` or `wss:` address whose path ends in `/socket`, instead of this
    /// server's own. Its HTTP twin is the same address with `http` or `https`,
    /// ending in `/http`.
    pub socket: Option<String>,
    /// Further origins of the same server, with the same paths.
    pub also: Vec<String>,
    /// The `https:` origin of the endpoint that speaks WebSocket over HTTP/2.
    pub http2: Option<String>,
    /// The http copy of the page, where it cannot be told from the listeners:
    /// behind a proxy.
    pub http_page: Option<String>,
    /// The https copy of the page, likewise.
    pub https_page: Option<String>,
    /// Whose page this is, and what its visitors are to test.
    pub preset: Option<Preset>,
}

/// Caps of the reference endpoint. Who meets one is closed with a reason.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The longest message, in bytes.
    pub max_message: usize,
    /// WebSockets open at once.
    pub max_connections: usize,
    /// How long one WebSocket may last.
    pub max_life: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_message: 64 * 1024, max_connections: 256, max_life: Duration::from_secs(120) }
    }
}
