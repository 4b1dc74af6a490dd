//! A healthy server at an address of the caller's, for whoever puts something in
//! front of it.

use std::{net::SocketAddr, time::Duration};

use rustls::ALL_VERSIONS;
use tokio::net::TcpListener;

use crate::{
    Identity,
    behaviour::{Act, Answer, Guard, HEALTHY, Web},
    serve::{spawn, tls, web},
};

/// What the feed says each time.
const NEWS: &str = {
    const BYTES: [u8; 4096] = [b'.'; 4096];
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

/// An echo server but for `/feed` and `/cable`, which talk and do not listen.
const WITH_FEED: Web = Web {
    guard: Some(Guard {
        passes: |request| !["/feed", "/cable"].contains(&request.path()),
        otherwise: Answer::open(&[Act::Every(Duration::from_millis(250), NEWS)]),
    }),
    ..HEALTHY
};

/// Serves until the runtime ends. WebSockets at `/feed` and `/cable` say 4 KiB
/// four times a second, at any other path they echo. Web requests get 426, and a page at `/`.
///
/// # Errors
/// One line: the address cannot be had, or the certificate not be used.
pub async fn origin(at: SocketAddr, identity: Option<&Identity>) -> Result<(), String> {
    let fault = |why: &dyn std::fmt::Display| format!("no server at {at}: {why}");
    let acceptor = match identity {
        Some(identity) => Some(tls(identity, ALL_VERSIONS).map_err(|why| fault(&why))?),
        None => None,
    };
    let listener = TcpListener::bind(at).await.map_err(|why| fault(&why))?;
    spawn(listener, acceptor, |conn| web(conn, WITH_FEED));
    Ok(())
}
