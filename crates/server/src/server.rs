//! Starts and stops everything.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    sync::{Semaphore, mpsc, watch},
    time::timeout,
};

use crate::{
    Config, Error,
    connection::Listener,
    listen::{accept, bind},
    page_config::Source,
    reference::Endpoint,
    routes, tls,
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
    stop: watch::Sender<bool>,
    alive: mpsc::Receiver<Infallible>,
}

/// Binds the listeners and serves until [`Server::stop`]. They are bound when
/// this returns, so requests may be sent at once.
///
/// # Errors
/// Every [`Error`] but those of reading a page, each before anything is served.
pub async fn start(config: Config) -> Result<Server, Error> {
    let acceptor = config.tls.as_ref().map(tls::acceptor).transpose()?;
    let http = bind(config.listen, "--listen").await?;
    let https = match &config.tls {
        Some(tls) => Some(bind(tls.listen, "--tls-listen").await?),
        None => None,
    };
    let ports = https.as_ref().map(|https| (http.address.port(), https.address.port()));
    let source = Source::new(config.reference, ports)?;

    let (stop, stopped) = watch::channel(false);
    let (guard, alive) = mpsc::channel(1);
    let life = Life { stopped, _guard: guard };
    let endpoint = Endpoint::new(config.limits, life.clone());
    let router = routes::router(config.assets, source, endpoint, config.log)?;

    let slots = config.limits.max_connections.saturating_add(OTHER_CONNECTIONS);
    let slots = Arc::new(Semaphore::new(slots.min(Semaphore::MAX_PERMITS)));
    let server = Server {
        http: http.address,
        https: https.as_ref().map(|https| https.address),
        stop,
        alive,
    };
    let plain = Listener { router: router.clone(), tls: None, slots: slots.clone() };
    tokio::spawn(accept(http.listener, plain, life.clone()));
    if let Some(https) = https {
        let secure = Listener { router, tls: acceptor, slots };
        tokio::spawn(accept(https.listener, secure, life));
    }
    Ok(server)
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
