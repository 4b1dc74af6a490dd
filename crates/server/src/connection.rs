//! One TCP connection: TLS if it is due, then HTTP/1.1.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::FromRequestParts,
    http::{Request, StatusCode, request::Parts},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
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

/// What all connections of one listener share.
pub(crate) struct Listener {
    /// Answers the requests.
    pub(crate) router: Router,
    /// Set on the https listener.
    pub(crate) tls: Option<TlsAcceptor>,
    /// One permit per TCP connection.
    pub(crate) slots: Arc<Semaphore>,
}

/// How a request came in. Holds the slot of its TCP connection, also after the
/// upgrade to WebSocket.
#[derive(Clone)]
pub(crate) struct Arrival {
    /// Over TLS.
    pub(crate) tls: bool,
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
    let arrival = Arrival { tls: listener.tls.is_some(), _slot: Arc::new(slot) };
    match &listener.tls {
        None => http(stream, &listener.router, arrival, life).await,
        Some(tls) => {
            let handshake = timeout(TLS_HANDSHAKE, tls.accept(stream));
            let stream = tokio::select! {
                stream = handshake => stream,
                () = life.ended() => return,
            };
            if let Ok(Ok(stream)) = stream {
                http(stream, &listener.router, arrival, life).await;
            }
        }
    }
}

/// HTTP/1.1 and nothing else: RFC 8441 needs HTTP/2, and the reference is the
/// control experiment of the HTTP/1.1 upgrade.
async fn http<S>(stream: S, router: &Router, arrival: Arrival, life: Life)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(arrival.clone());
        router.clone().call(request.map(Body::new))
    });
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
