//! Proxies between a browser and servers that are healthy.

use std::{io, net::SocketAddr};

use tokio::{
    io::AsyncWriteExt,
    net::{TcpStream, lookup_host},
};

use crate::serve::{Conn, Incoming, Request, say};

/// What a stripping middlebox stands in front of.
#[derive(Clone, Debug)]
pub(crate) struct Behind {
    /// A healthy echo server: everything but the reference.
    pub server: SocketAddr,
    /// `host:port` of the reference endpoint: paths under `/reference/`.
    pub reference: Option<String>,
}

/// Forwards one request without its `Upgrade` headers, as proxies do that do
/// not know WebSockets, and ends the connection after the answer.
pub(crate) async fn strip(mut conn: Conn, behind: Behind) -> io::Result<()> {
    let Some(request) = request(&mut conn).await? else {
        return conn.fin().await;
    };
    let server = if request.path().starts_with("/reference/") {
        match &behind.reference {
            Some(reference) => TcpStream::connect(reference).await,
            None => Err(io::Error::other("no reference endpoint was given to the lab")),
        }
    } else {
        TcpStream::connect(behind.server).await
    };
    let target = request.target.clone();
    forward(conn, &request, &target, server).await
}

/// Forwards one `http://` request, or answers 403 to a CONNECT.
pub(crate) async fn without_connect(mut conn: Conn) -> io::Result<()> {
    let Some(request) = request(&mut conn).await? else {
        return conn.fin().await;
    };
    if request.method == "CONNECT" {
        return say(conn, &request, 403, "This proxy opens no tunnels.\n").await;
    }
    let Some((authority, target)) = absolute(&request.target) else {
        return say(conn, &request, 400, "This is a proxy. Ask it for http:// addresses.\n").await;
    };
    let server = connect_to_loopback(&authority).await;
    forward(conn, &request, &target, server).await
}

async fn request(conn: &mut Conn) -> io::Result<Option<Request>> {
    match Request::read(conn).await? {
        Incoming::Request(request) => Ok(Some(request)),
        Incoming::Malformed | Incoming::TooLong | Incoming::End => Ok(None),
    }
}

async fn forward(
    conn: Conn,
    request: &Request,
    target: &str,
    server: io::Result<TcpStream>,
) -> io::Result<()> {
    match server {
        Ok(mut server) => {
            server.write_all(request.forwarded(target).as_bytes()).await?;
            conn.relay(server).await
        }
        Err(why) => say(conn, request, 502, &format!("No answer from the server: {why}\n")).await,
    }
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
    use super::absolute;

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
}
