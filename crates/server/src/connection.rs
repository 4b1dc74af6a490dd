//! One TCP connection: TLS if it is due, then HTTP.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::FromRequestParts,
    http::{Request, StatusCode, request::Parts},
};
use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;
use tower::Service;

use crate::server::Life;

const TLS_HANDSHAKE: Duration = Duration::from_secs(10);
/// From one request to the next whole one: slow senders and idle connections.
const NEXT_REQUEST: Duration = Duration::from_secs(15);
/// After this no further request is taken on a connection: a reader that never
/// takes its response must not hold a slot for ever.
const CONNECTION_LIFE: Duration = Duration::from_secs(120);
/// For the response on its way when a connection has to end.
const LAST_RESPONSE: Duration = Duration::from_secs(30);
/// The same when the server stops.
const STOPPING: Duration = Duration::from_secs(3);
/// Requests with larger heads are answered with 431.
const MAX_HEAD: usize = 64 * 1024;
/// Requests and WebSockets at once on one HTTP/2 connection.
const MAX_STREAMS: u32 = 16;

/// What all connections of one listener share.
pub(crate) struct Listener {
    /// Answers the requests.
    pub(crate) router: Router,
    /// Set on https listeners.
    pub(crate) tls: Option<TlsAcceptor>,
    /// The port it listens on.
    pub(crate) port: u16,
    /// One permit per TCP connection.
    pub(crate) slots: Arc<Semaphore>,
    /// The longest life of a WebSocket, which over HTTP/2 stays inside its
    /// connection.
    pub(crate) max_life: Duration,
}

/// How a request came in. Holds the slot of its TCP connection, also after the
/// upgrade to WebSocket.
#[derive(Clone)]
pub(crate) struct Arrival {
    /// Over TLS.
    pub(crate) tls: bool,
    /// What TLS agreed upon by ALPN.
    pub(crate) alpn: Option<&'static str>,
    /// The port of the listener.
    pub(crate) port: u16,
    _slot: Arc<OwnedSemaphorePermit>,
}

impl<S: Sync> FromRequestParts<S> for Arrival {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Arrival, StatusCode> {
        let arrival = parts.extensions.get::<Arrival>().cloned();
        arrival.ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// Serves one connection to its end.
pub(crate) async fn serve(
    stream: TcpStream,
    listener: Arc<Listener>,
    slot: OwnedSemaphorePermit,
    life: Life,
) {
    // Small frames must not wait for more to come.
    let _ = stream.set_nodelay(true);
    let tls = listener.tls.is_some();
    let mut arrival = Arrival { tls, alpn: None, port: listener.port, _slot: Arc::new(slot) };
    match &listener.tls {
        None => over_http1(stream, &listener.router, arrival, life).await,
        Some(tls) => {
            let handshake = timeout(TLS_HANDSHAKE, tls.accept(stream));
            let stream = tokio::select! {
                stream = handshake => stream,
                () = life.ended() => return,
            };
            let Ok(Ok(stream)) = stream else { return };
            arrival.alpn = match stream.get_ref().1.alpn_protocol() {
                Some(b"h2") => Some("h2"),
                Some(b"http/1.1") => Some("http/1.1"),
                _ => None,
            };
            if arrival.alpn == Some("h2") {
                over_http2(stream, &listener, arrival, life).await;
            } else {
                over_http1(stream, &listener.router, arrival, life).await;
            }
        }
    }
}

/// HTTP/1.1 and nothing else.
async fn over_http1<S>(stream: S, router: &Router, arrival: Arrival, life: Life)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(|request| answer(router, &arrival, request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(NEXT_REQUEST)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    // How a connection fails is the client's affair and nobody reads it here.
    let patience = tokio::select! {
        _ = connection.as_mut() => return,
        () = sleep(CONNECTION_LIFE) => LAST_RESPONSE,
        () = life.ended() => STOPPING,
    };
    connection.as_mut().graceful_shutdown();
    let _ = timeout(patience, connection).await;
}

/// HTTP/2 with the extended CONNECT of RFC 8441.
async fn over_http2<S>(stream: S, listener: &Listener, arrival: Arrival, life: Life)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(|request| answer(&listener.router, &arrival, request));
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .enable_connect_protocol()
        .max_concurrent_streams(MAX_STREAMS)
        .max_header_list_size(MAX_HEAD as u32)
        // What one connection may have us keep for it, in either direction.
        .initial_stream_window_size(64 * 1024)
        .initial_connection_window_size(256 * 1024)
        .max_send_buf_size(128 * 1024)
        // No keep-alive: its pings would end the quiet that a test waits in.
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let patience = tokio::select! {
        _ = connection.as_mut() => return,
        // WebSockets that have begun keep their time.
        () = sleep(CONNECTION_LIFE) => listener.max_life.saturating_add(LAST_RESPONSE),
        () = life.ended() => STOPPING,
    };
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _ = timeout(patience, connection.as_mut()) => {}
        // The patience above may be a day long, the server's end may come meanwhile.
        () = async { life.ended().await; sleep(STOPPING).await } => {}
    }
}

/// Passes `request` on with what is known of its connection.
fn answer(
    router: &Router,
    arrival: &Arrival,
    mut request: Request<Incoming>,
) -> <Router as Service<Request<Body>>>::Future {
    request.extensions_mut().insert(arrival.clone());
    router.clone().call(request.map(Body::new))
}
