//! WebSocket endpoints broken on purpose, one way each, with the truth known.
//!
//! - `scenario`: what one endpoint is
//! - `scenarios`: the table, one file per area
//! - `behaviour`: the vocabulary that rows are written in
//! - `serve`: our own HTTP/1.1, HTTP/2 and RFC 6455 server, able to misbehave
//! - `lab`: starts scenarios on loopback addresses of their own, stops them
//! - `pki`: the certificates, made at start
//! - `programs`, `child`, `nginx`, `openssl`, `node`: programs of others,
//!   started as children
//! - `place`, `middlebox`, `index`, `scratch`: what the lab stands on
//! - `stacks`, `networks`: the truth about software that `crates/stacks` and
//!   `crates/networks` run with its own configuration
//! - `said`: what programs of this project say, and how they end
//! - `origin`: a healthy server for whoever puts something in front of it
//! - `site`, `namespace`, `dns`, `firewall`, `relay`: a network of its own, for
//!   names, public and private addresses, and packets that vanish
//!
//! A new scenario is one row in one file of `scenarios`. It needs new code only
//! when it misbehaves in a way that `behaviour` has no word for yet.

mod behaviour;
mod child;
mod dns;
mod firewall;
mod index;
mod lab;
mod middlebox;
mod namespace;
mod networks;
mod nginx;
mod node;
mod openssl;
mod origin;
mod pki;
mod place;
mod programs;
mod relay;
mod said;
mod scenario;
mod scenarios;
mod scratch;
mod serve;
mod site;
mod stacks;

pub use crate::{
    child::{command, find as find_program},
    lab::{Error, Lab, LeftOut, Network, Options, Running},
    namespace::Namespace,
    networks::{find_network, networks, unseen},
    origin::origin,
    pki::{Authority, Identity},
    place::usual_port,
    said::{ended, say},
    scenario::{Browser, Pages, Scenario, Tls, Truth},
    scenarios::{find, near, scenarios},
    scratch::Scratch,
    stacks::{find_stack, stacks},
};
