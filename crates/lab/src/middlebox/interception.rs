//! A middlebox that ends the browser's TLS, looks at what is inside, and speaks
//! TLS of its own to the server: a web filter, or a virus scanner.

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use rustls::{
    ClientConfig, RootCertStore, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use tokio::net::TcpStream;
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::{
    Authority, Error,
    behaviour::{Answer, Web},
    serve::{Conn, web},
};

/// Names that one middlebox signs for at most.
const MAX_NAMES: usize = 64;

/// What it answers in the place of a server whose certificate it rejects.
const FAULT: Answer = Answer::html(
    502,
    "<!doctype html><title>502</title><p>The certificate of this site was rejected.\n",
);

const INSTEAD: Web = Web { upgrade: FAULT, get: FAULT, root: FAULT, guard: None, pages: &[] };

/// A middlebox before one server.
pub(crate) struct Interceptor {
    names: Arc<Names>,
    server: SocketAddr,
    name: ServerName<'static>,
    client: TlsConnector,
}

/// Its certificates, made as they are asked for.
#[derive(Debug)]
struct Names {
    signer: Authority,
    /// For a client that names no host, as it is with addresses.
    usual: String,
    made: Mutex<HashMap<String, Arc<CertifiedKey>>>,
}

impl Interceptor {
    /// Stands before the `server` of `host` and signs by `signer`; it trusts
    /// `known`. Fails in one line on a host that no certificate can hold.
    pub(crate) fn new(
        signer: Authority,
        known: &Authority,
        host: &str,
        server: SocketAddr,
    ) -> Result<Interceptor, String> {
        let name = ServerName::try_from(host.to_owned())
            .map_err(|why| format!("{host} is no name of a server: {why}"))?;
        let fault = |why: rustls::Error| format!("the middlebox cannot speak TLS: {why}");
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(known.der())).map_err(fault)?;
        let client = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(fault)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let names = Names { signer, usual: host.to_owned(), made: Mutex::default() };
        Ok(Interceptor { names: Arc::new(names), server, name, client: Arc::new(client).into() })
    }

    /// TLS with the browser, HTTP/1.1 only.
    pub(crate) fn acceptor(&self) -> Result<TlsAcceptor, rustls::Error> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(self.names.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

impl ResolvesServerCert for Names {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let name = hello.server_name().unwrap_or(&self.usual);
        // The map is whole at every moment at which its lock is given back.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.get(name) {
            return Some(known.clone());
        }
        if made.len() >= MAX_NAMES {
            return None;
        }
        let key = Arc::new(sign(&self.signer, name).ok()?);
        made.insert(name.to_owned(), key.clone());
        Some(key)
    }
}

fn sign(signer: &Authority, name: &str) -> Result<CertifiedKey, Error> {
    let identity = signer.issue(&[name])?;
    let chain = identity.chain.into_iter().map(CertificateDer::from).collect();
    let fault = |why: &dyn std::fmt::Display| Error::Certificate(why.to_string());
    let key = PrivateKeyDer::try_from(identity.key.serialize_der()).map_err(|why| fault(&why))?;
    CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|why| fault(&why))
}

/// Passes one connection, decrypted between the two ends of TLS, or answers
/// for the server.
pub(crate) async fn intercept(conn: Conn, middlebox: Arc<Interceptor>) -> io::Result<()> {
    let server = match TcpStream::connect(middlebox.server).await {
        Ok(tcp) => middlebox.client.connect(middlebox.name.clone(), tcp).await,
        Err(why) => Err(why),
    };
    match server {
        Ok(server) => conn.relay(server).await,
        Err(_) => web(conn, INSTEAD).await,
    }
}
