//! Hosts the built page and the reference endpoint it compares with.
//!
//! Where to start: [`start`] binds the listeners of a [`Config`] and returns a
//! running [`Server`].
//!
//! | module | holds |
//! |---|---|
//! | `config`, `error` | what the caller says, what can go wrong at start |
//! | `assets` | the built page in memory: names, encodings, caching, its policy |
//! | `page_config` | `why1006.json`, which tells the page where the reference is |
//! | `preset` | the organisation's part of that file, checked at start |
//! | `reference` | the WebSocket and HTTP endpoint that is known to be good |
//! | `routes`, `log` | one router for all of it, with the security headers |
//! | `listen`, `connection`, `tls` | sockets, caps on them, HTTP/1.1 on each, HTTP/2 on one |
//! | `server` | start and stop |
//!
//! Invariants: every listener that hosts the page speaks HTTP/1.1 only, so a
//! browser can never try WebSocket over HTTP/2 (RFC 8441) there; the listener
//! that does speak it has the reference alone. Queries are never logged. What a
//! request carried as a secret is never sent back. Every wait ends.

mod assets;
mod config;
mod connection;
mod error;
mod listen;
mod log;
mod page_config;
mod preset;
mod reference;
mod routes;
mod server;
mod tls;

pub use assets::Assets;
pub use config::{Config, Limits, Pem, ReferenceConfig, TlsConfig};
pub use error::Error;
pub use preset::Preset;
pub use server::{Server, start};
