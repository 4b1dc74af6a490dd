//! Starts and stops everything.

use std::{convert::Infallible, iter::once, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio::{
    sync::{Semaphore, mpsc, watch},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

use crate::{
    Config, Error, TlsConfig,
    connection::Listener,
    listen::{Bound, accept, bind, bind_all},
    page_config::{Ports, Source},
    reference::Endpoint,
    routes,
    tls::{self, Acceptors},
};

/// How long a stop waits for what is still going on.
const STOP_PATIENCE: Duration = Duration::from_secs(5);

/// TCP connections at once beside the WebSockets: browsers keep six or so per
/// host, and every one costs memory before it has said a word.
const OTHER_CONNECTIONS: usize = 768;

/// A running server. Dropping it stops it too, without waiting.
#[derive(Debug)]
pub struct Server {
    http: SocketAddr,
    https: Option<SocketAddr>,
    also: Vec<SocketAddr>,
    also_tls: Vec<SocketAddr>,
    http2: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    alive: mpsc::Receiver<Infallible>,
}

/// Binds the listeners and serves until [`Server::stop`]. They are bound when
/// this returns, so requests may be sent at once.
///
/// # Errors
/// Every [`Error`] but those of reading a page, each before anything is served.
pub async fn start(config: Config) -> Result<Server, Error> {
    let acceptors = config.tls.as_ref().map(tls::acceptors).transpose()?;
    let http = bind(config.listen, "--listen").await?;
    let also = bind_all(&config.also, "--also").await?;
    let secure = match (&config.tls, acceptors) {
        (Some(tls), Some(acceptors)) => Some(Secure::bind(tls, acceptors).await?),
        _ => None,
    };
    let ports = Ports::of(&http, &also, secure.as_ref());
    let source = Source::new(config.reference, ports)?;

    let (stop, stopped) = watch::channel(false);
    let (guard, alive) = mpsc::channel(1);
    let life = Life { stopped, _guard: guard };
    let endpoint = Endpoint::new(config.limits, life.clone());
    let second = routes::reference_alone(endpoint.clone(), config.log);
    let router = routes::router(config.assets, source, endpoint, config.log)?;

    let slots = config.limits.max_connections.saturating_add(OTHER_CONNECTIONS);
    let slots = Arc::new(Semaphore::new(slots.min(Semaphore::MAX_PERMITS)));
    let addresses = |all: &[Bound]| all.iter().map(|bound| bound.address).collect();
    let server = Server {
        http: http.address,
        https: secure.as_ref().map(|secure| secure.https.address),
        also: addresses(&also),
        also_tls: secure.as_ref().map(|secure| addresses(&secure.also)).unwrap_or_default(),
        http2: secure.as_ref().and_then(|s| s.http2.as_ref()).map(|http2| http2.address),
        stop,
        alive,
    };
    let serve = |bound: Bound, router: &Router, tls: Option<&TlsAcceptor>| {
        let listener = Listener {
            router: router.clone(),
            tls: tls.cloned(),
            port: bound.address.port(),
            slots: slots.clone(),
            max_life: config.limits.max_life,
        };
        tokio::spawn(accept(bound.listener, listener, life.clone()));
    };
    for bound in once(http).chain(also) {
        serve(bound, &router, None);
    }
    if let Some(secure) = secure {
        for bound in once(secure.https).chain(secure.also) {
            serve(bound, &router, Some(&secure.acceptors.http1));
        }
        if let Some(bound) = secure.http2 {
            serve(bound, &second, Some(&secure.acceptors.http2));
        }
    }
    Ok(server)
}

/// The bound https listeners.
struct Secure {
    https: Bound,
    also: Vec<Bound>,
    http2: Option<Bound>,
    acceptors: Acceptors,
}

impl Secure {
    async fn bind(tls: &TlsConfig, acceptors: Acceptors) -> Result<Secure, Error> {
        let https = bind(tls.listen, "--tls-listen").await?;
        let also = bind_all(&tls.also, "--also-tls").await?;
        let http2 = match tls.http2 {
            Some(addr) => Some(bind(addr, "--http2-listen").await?),
            None => None,
        };
        Ok(Secure { https, also, http2, acceptors })
    }
}

impl Ports {
    fn of(http: &Bound, also: &[Bound], secure: Option<&Secure>) -> Ports {
        let port = |bound: &Bound| bound.address.port();
        let all = |all: &[Bound]| all.iter().map(port).collect();
        Ports {
            http: port(http),
            also: all(also),
            https: secure.map(|secure| port(&secure.https)),
            also_tls: secure.map(|secure| all(&secure.also)).unwrap_or_default(),
            http2: secure.and_then(|secure| secure.http2.as_ref()).map(port),
        }
    }
}

impl Server {
    /// The address of the http listener, with the port it really got.
    pub fn http_addr(&self) -> SocketAddr {
        self.http
    }

    /// The address of the https listener, likewise.
    pub fn https_addr(&self) -> Option<SocketAddr> {
        self.https
    }

    /// The addresses of the further http listeners, in the order they were given.
    pub fn also_addrs(&self) -> &[SocketAddr] {
        &self.also
    }

    /// The addresses of the further https listeners, likewise.
    pub fn also_tls_addrs(&self) -> &[SocketAddr] {
        &self.also_tls
    }

    /// The address of the listener that speaks HTTP/2.
    pub fn http2_addr(&self) -> Option<SocketAddr> {
        self.http2
    }

    /// Takes no more connections, lets responses finish, closes WebSockets with
    /// 1001, and returns when all is done or after five seconds.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        // Nothing is ever sent: the channel ends with the last of its guards.
        let _ = timeout(STOP_PATIENCE, self.alive.recv()).await;
    }
}

/// Held by everything that a stop has to end and to wait for.
#[derive(Clone)]
pub(crate) struct Life {
    stopped: watch::Receiver<bool>,
    _guard: mpsc::Sender<Infallible>,
}

impl Life {
    /// Waits until the server stops or is dropped.
    pub(crate) async fn ended(&self) {
        let mut stopped = self.stopped.clone();
        // An error means that the server was dropped.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    }
}
