//! The endpoint that is known to be good: the control experiment of a run.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    routing::get,
};
use tokio::sync::Semaphore;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{Limits, server::Life};

mod compression;
mod conversation;
mod drip;
mod farewell;
mod follow;
mod handshake;
mod http;
mod order;
mod seen;
mod session;
mod socket;
mod unpack;

/// Refused politely at the same time: upgraded only to be told why.
const MAX_REFUSALS: usize = 64;
/// Streams and event sources at once.
const MAX_DRIPS: usize = 64;

/// What the handlers of the reference share. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Endpoint {
    limits: Limits,
    seats: Arc<Semaphore>,
    refusals: Arc<Semaphore>,
    drips: Arc<Semaphore>,
    life: Life,
}

impl Endpoint {
    /// An endpoint without connections.
    pub(crate) fn new(limits: Limits, life: Life) -> Endpoint {
        let seats = limits.max_connections.min(Semaphore::MAX_PERMITS);
        Endpoint {
            limits,
            seats: Arc::new(Semaphore::new(seats)),
            refusals: Arc::new(Semaphore::new(MAX_REFUSALS)),
            drips: Arc::new(Semaphore::new(MAX_DRIPS)),
            life,
        }
    }
}

/// The routes of the endpoint, open to pages of any origin.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(endpoint: Endpoint) -> Router<S> {
    let open =
        |name: HeaderName| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static("*"));
    // Over HTTP/2 a WebSocket begins with CONNECT (RFC 8441).
    let socket = get(socket::answer).connect(socket::answer);
    Router::new()
        .route("/reference/socket", socket.with_state(endpoint.clone()))
        .route("/reference/http", get(http::answer).options(http::preflight))
        .route(
            "/reference/stream",
            get(drip::stream).options(http::preflight).with_state(endpoint.clone()),
        )
        .route("/reference/events", get(drip::events).options(http::preflight).with_state(endpoint))
        .layer(open(header::ACCESS_CONTROL_ALLOW_ORIGIN))
        .layer(open(HeaderName::from_static("timing-allow-origin")))
}

/// Milliseconds since 1970 by this machine's clock, UTC.
fn server_time_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
