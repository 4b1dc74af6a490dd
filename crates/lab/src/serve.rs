//! A small server of our own, because it must be able to misbehave.

mod act;
mod conn;
mod frame;
pub(crate) mod handshake;
mod http2;
mod listen;
mod memory;
mod request;
mod web;

pub(crate) use self::{
    act::play,
    conn::Conn,
    handshake::{deflate, first_protocol, plain, wrong_accept},
    http2::{Http2Tls, http2},
    listen::{Versions, accept, spawn, tls, tls_config},
    memory::Memory,
    request::{Incoming, Request},
    web::{clear, remembering, reply, say, web},
};
