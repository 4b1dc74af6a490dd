//! Accepting connections.

use std::{future::Future, io, sync::Arc, time::Duration};

use rustls::{
    ServerConfig, SupportedProtocolVersion,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

use super::Conn;
use crate::pki::Identity;

/// Life of one connection at most.
const LIFE: Duration = Duration::from_secs(600);

/// Open connections of one listener at most; more wait.
const MAX_OPEN: usize = 256;

/// Serves every connection with `each`, until the runtime ends. The outcome of
/// a connection is not looked at: broken ones are what this crate is for.
pub(crate) fn spawn<F, R>(listener: TcpListener, acceptor: Option<TlsAcceptor>, each: F)
where
    F: Fn(Conn) -> R + Clone + Send + 'static,
    R: Future<Output = io::Result<()>> + Send + 'static,
{
    accept(listener, move |tcp| connection(tcp, acceptor.clone(), each.clone()));
}

/// The same for whoever does TLS in a way of its own.
pub(crate) fn accept<F, R>(listener: TcpListener, each: F)
where
    F: Fn(TcpStream) -> R + Send + 'static,
    R: Future<Output = io::Result<()>> + Send + 'static,
{
    tokio::spawn(async move {
        let room = Arc::new(Semaphore::new(MAX_OPEN));
        loop {
            let Ok(place) = room.clone().acquire_owned().await else {
                return;
            };
            let Ok((tcp, _)) = listener.accept().await else {
                // For example out of file descriptors: others may end meanwhile.
                sleep(Duration::from_millis(50)).await;
                continue;
            };
            let served = each(tcp);
            tokio::spawn(async move {
                let _ = timeout(LIFE, served).await;
                drop(place);
            });
        }
    });
}

async fn connection<F, R>(tcp: TcpStream, acceptor: Option<TlsAcceptor>, each: F) -> io::Result<()>
where
    F: Fn(Conn) -> R,
    R: Future<Output = io::Result<()>>,
{
    tcp.set_nodelay(true)?;
    let Some(acceptor) = acceptor else {
        return each(Conn::new(tcp)).await;
    };
    match acceptor.accept(tcp).into_fallible().await {
        Ok(stream) => each(Conn::new(stream)).await,
        // The alert is on its way; a drop with bytes unread would reset it.
        Err((_, tcp)) => Conn::new(tcp).fin().await,
    }
}

/// TLS with this certificate; only HTTP/1.1 is selected.
pub(crate) fn tls(identity: &Identity, versions: Versions) -> Result<TlsAcceptor, rustls::Error> {
    Ok(TlsAcceptor::from(Arc::new(tls_config(identity, versions, &["http/1.1"])?)))
}

/// Versions of TLS that a server speaks.
pub(crate) type Versions = &'static [&'static SupportedProtocolVersion];

/// TLS with this certificate. A client that offers protocols (ALPN) gets the
/// first of `protocols` that it offers, or an alert if it offers none of them.
pub(crate) fn tls_config(
    identity: &Identity,
    versions: Versions,
    protocols: &[&str],
) -> Result<ServerConfig, rustls::Error> {
    let chain = identity.chain.iter().map(|der| CertificateDer::from(der.clone())).collect();
    let key = PrivateKeyDer::try_from(identity.key.serialize_der())
        .map_err(|why| rustls::Error::General(why.to_owned()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = protocols.iter().map(|p| p.as_bytes().to_vec()).collect();
    Ok(config)
}
