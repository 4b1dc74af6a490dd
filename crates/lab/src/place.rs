//! Where scenarios listen: an address for each, so that a silent one holds up
//! no other (browsers queue WebSockets per address).

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    io::{self, ErrorKind},
    iter,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use tokio::net::{TcpListener, TcpSocket};

/// None of these ports is on the browsers' list of bad ports, and systems hand
/// none of them out to clients.
const PORTS: std::ops::Range<u16> = 20_000..30_000;

/// How many ports are tried before giving up.
const TRIES: usize = 64;

/// The loopback address of a name: the same in every run, so that recordings
/// of two runs can be compared. Within 127.16.0.0–127.239.255.255, away from
/// the addresses that other software uses.
pub(crate) fn address(name: &str) -> Ipv4Addr {
    let [a, b, c, d] = hash(name).to_be_bytes();
    // The last octet is neither 0 nor 255, which look like networks.
    Ipv4Addr::new(127, 16 + a % 224, b ^ d, 1 + c % 254)
}

/// FNV-1a: short, and the same on every machine and in every version.
pub(crate) fn hash(name: &str) -> u32 {
    name.bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Listens at the address of `name`.
pub(crate) fn listen(name: &str) -> io::Result<TcpListener> {
    listen_at(address(name), None, name)
}

/// Listens at another address of this machine, on this port and no other if
/// one is given; on loopback then at an address nearby if it is taken.
pub(crate) fn listen_at(ip: Ipv4Addr, port: Option<u16>, name: &str) -> io::Result<TcpListener> {
    // Lets the next server have the port while connections of this one still
    // fade out; on Windows the option means another thing.
    bind(ip, port, name, cfg!(unix))?.listen(256)
}

/// Takes a port at the address of `name` without listening: whoever connects
/// is refused, and nobody else gets the port.
pub(crate) fn hold(name: &str) -> io::Result<TcpSocket> {
    hold_at(address(name), name)
}

/// The same at another address of this machine.
pub(crate) fn hold_at(ip: Ipv4Addr, name: &str) -> io::Result<TcpSocket> {
    bind(ip, None, name, false)
}

/// Listens at `server`, and takes the same port of `other` without listening.
/// Fails where this machine lacks one of the two addresses.
pub(crate) fn listen_beside(
    server: IpAddr,
    other: IpAddr,
    name: &str,
) -> io::Result<(TcpListener, TcpSocket)> {
    let take = |ip: IpAddr, port, reuse| -> io::Result<TcpSocket> {
        let socket = if ip.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        socket.set_reuseaddr(reuse)?;
        socket.bind(SocketAddr::from((ip, port)))?;
        Ok(socket)
    };
    let both = |port| -> io::Result<_> {
        Ok((take(server, port, cfg!(unix))?.listen(256)?, take(other, port, false)?))
    };
    let ports = iter::once(usual_port(name)).chain(iter::repeat_with(any_port));
    let mut last = io::Error::from(ErrorKind::AddrInUse);
    for port in ports.take(TRIES) {
        match both(port) {
            Err(why) if why.kind() == ErrorKind::AddrInUse => last = why,
            outcome => return outcome,
        }
    }
    Err(last)
}

fn bind(ip: Ipv4Addr, port: Option<u16>, name: &str, reuse: bool) -> io::Result<TcpSocket> {
    let mut ip = ip;
    let mut last = io::Error::from(ErrorKind::AddrInUse);
    let first = port.unwrap_or_else(|| usual_port(name));
    let next = || port.unwrap_or_else(any_port);
    let is_fixed = port.is_some();
    for port in iter::once(first).chain(iter::repeat_with(next)).take(TRIES) {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseaddr(reuse)?;
        match socket.bind(SocketAddr::from((ip, port))) {
            Ok(()) => return Ok(socket),
            // Only Linux answers on all of 127.0.0.0/8 without being told.
            Err(why)
                if why.kind() == ErrorKind::AddrNotAvailable
                    && ip.is_loopback()
                    && ip != Ipv4Addr::LOCALHOST =>
            {
                ip = Ipv4Addr::LOCALHOST;
            }
            // Another lab has the one port that it must be: there are more
            // addresses than ports.
            Err(why) if why.kind() == ErrorKind::AddrInUse && is_fixed && ip.is_loopback() => {
                let [a, b, c, d] = ip.octets();
                ip = Ipv4Addr::new(a, b, c.wrapping_add(1), d);
                last = why;
            }
            Err(why) => last = why,
        }
    }
    Err(last)
}

/// The port of a scenario (of `ID/backend` for the server behind a proxy), the
/// same in every run unless somebody else has it; from 20000 to 29999.
pub fn usual_port(name: &str) -> u16 {
    PORTS.start + (hash(name) % u32::from(PORTS.end - PORTS.start)) as u16
}

fn any_port() -> u16 {
    let random = RandomState::new().build_hasher().finish();
    PORTS.start + (random % u64::from(PORTS.end - PORTS.start)) as u16
}
