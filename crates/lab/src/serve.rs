//! A small server of our own, because it must be able to misbehave.

mod act;
mod conn;
mod frame;
mod handshake;
mod http2;
mod listen;
mod request;
mod web;

pub(crate) use self::{
    act::play,
    conn::Conn,
    handshake::{first_protocol, plain, wrong_accept},
    http2::{Http2Tls, http2},
    listen::{Versions, accept, spawn, tls, tls_config},
    request::{Incoming, Request},
    web::{clear, reply, say, web},
};
