//! An explicit HTTP proxy, which the browser has been told to use.

use std::{io, net::SocketAddr};

use tokio::net::{TcpStream, lookup_host};

use super::{forward, request};
use crate::{
    behaviour::{Proxy, Refusal, Reply, Stops},
    serve::{Conn, Request, reply, say},
};

/// Forwards one `http://` request, or opens one tunnel, unless `proxy` stops
/// it. `server` is the scenario's own.
pub(crate) async fn proxy(mut conn: Conn, proxy: Proxy, server: SocketAddr) -> io::Result<()> {
    let Some(request) = request(&mut conn).await? else {
        return conn.fin().await;
    };
    let is_tunnel = request.method == "CONNECT";
    let wanted = if is_tunnel {
        is_authority(&request.target).then(|| (request.target.clone(), String::new()))
    } else {
        absolute(&request.target)
    };
    let Some((authority, path)) = wanted else {
        return say(conn, &request, 400, "This is a proxy. Ask it for http:// addresses.\n").await;
    };
    let stopped = match proxy.stops {
        Stops::Tunnels => is_tunnel,
        Stops::OtherPorts => is_tunnel && !authority.ends_with(":443"),
        Stops::TheServer => is_for(&authority, server).await,
    };
    if stopped {
        return refuse(conn, &request, proxy.by).await;
    }
    let upstream = connect_to_loopback(&authority).await;
    match upstream {
        Ok(upstream) if is_tunnel => {
            conn.write(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
            conn.relay(upstream).await
        }
        upstream => forward(conn, &request, &path, upstream).await,
    }
}

async fn refuse(mut conn: Conn, request: &Request, by: Refusal) -> io::Result<()> {
    let status = match by {
        Refusal::Status(status) => status,
        Refusal::Silence => return conn.drain().await,
        Refusal::Rst => return conn.rst(),
    };
    // RFC 9110, section 15.5.8: a 407 names its scheme.
    let headers: &[(&str, &str)] =
        if status == 407 { &[("Proxy-Authenticate", "Basic realm=\"proxy\"")] } else { &[] };
    let content_type = "text/plain; charset=utf-8";
    let answer = Reply { status, content_type, headers, body: "Not through this proxy.\n" };
    conn.write(&reply(request, &answer, false)).await?;
    conn.fin().await
}

/// Whether `authority` leads to the server's address, on whatever port: a
/// filter of hosts.
async fn is_for(authority: &str, server: SocketAddr) -> bool {
    match lookup_host(authority).await {
        Ok(mut found) => found.any(|address| address.ip() == server.ip()),
        Err(_) => false,
    }
}

/// Whether this is `host:port`, the target of a CONNECT (RFC 9112, 3.2.3).
fn is_authority(target: &str) -> bool {
    target
        .rsplit_once(':')
        .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
}

/// `host:port` and the path of an absolute `http://` target (RFC 9112, 3.2.2).
fn absolute(target: &str) -> Option<(String, String)> {
    let rest = target.get(7..).filter(|_| target[..7].eq_ignore_ascii_case("http://"))?;
    let (authority, path) = match rest.find(['/', '?']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let has_port = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let authority = if has_port { authority.to_owned() } else { format!("{authority}:80") };
    let slash = if path.starts_with('/') { "" } else { "/" };
    Some((authority, format!("{slash}{path}")))
}

/// Connects to this machine only: the lab is no open proxy.
async fn connect_to_loopback(authority: &str) -> io::Result<TcpStream> {
    let mut last = io::Error::other(format!("{authority} is no address of this machine"));
    for address in lookup_host(authority).await?.filter(|a| a.ip().is_loopback()) {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(why) => last = why,
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::{absolute, is_authority};

    #[test]
    fn absolute_targets_are_taken_apart() {
        let parts = |target| absolute(target).map(|(a, p)| format!("{a} {p}"));
        assert_eq!(parts("http://a:81/b?c").as_deref(), Some("a:81 /b?c"));
        assert_eq!(parts("HTTP://a").as_deref(), Some("a:80 /"));
        assert_eq!(parts("http://a?q").as_deref(), Some("a:80 /?q"));
        assert_eq!(parts("http://[::1]/").as_deref(), Some("[::1]:80 /"));
        for other in ["/path", "https://a/", "http:/", "a:443", "", "httpéé://"] {
            assert_eq!(parts(other), None, "{other}");
        }
    }
    #[test]
    fn a_tunnel_needs_host_and_port() {
        assert!(is_authority("a:443") && is_authority("[::1]:443"));
        for other in ["", "a", ":443", "a:", "a:http", "a:65536"] {
            assert!(!is_authority(other), "{other}");
        }
    }
}
