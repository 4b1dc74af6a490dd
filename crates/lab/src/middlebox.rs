//! Proxies between a browser and servers that are healthy.

mod interception;
mod proxy;

use std::{io, net::SocketAddr};

use tokio::{io::AsyncWriteExt, net::TcpStream};

pub(crate) use self::{
    interception::{Interceptor, intercept},
    proxy::proxy,
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
