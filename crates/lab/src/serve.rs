//! A small server of our own, because it must be able to misbehave.

mod act;
mod conn;
mod frame;
pub(crate) mod handshake;
mod listen;
mod memory;
mod request;
mod web;

pub(crate) use self::{
    act::play,
    conn::Conn,
    handshake::{deflate, first_protocol, plain, wrong_accept},
    listen::{spawn, tls},
    memory::Memory,
    request::{Incoming, Request},
    web::{remembering, reply, say, web},
};
