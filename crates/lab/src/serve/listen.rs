//! Accepting connections.

use std::{future::Future, io, sync::Arc, time::Duration};

use rustls::{
    ServerConfig,
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
            let (acceptor, each) = (acceptor.clone(), each.clone());
            tokio::spawn(async move {
                let _ = timeout(LIFE, connection(tcp, acceptor, each)).await;
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

/// TLS 1.2 and 1.3 with this certificate; only HTTP/1.1 is selected.
pub(crate) fn tls(identity: &Identity) -> Result<TlsAcceptor, rustls::Error> {
    let chain = identity.chain.iter().map(|der| CertificateDer::from(der.clone())).collect();
    let key = PrivateKeyDer::try_from(identity.key.serialize_der())
        .map_err(|why| rustls::Error::General(why.to_owned()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
