//! A certificate of the moment, and clients that trust it.

#![allow(dead_code)]

use std::{net::SocketAddr, sync::Arc};

use rcgen::CertifiedKey;
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};
use why1006_server::{Pem, TlsConfig};

pub(crate) type Pair = CertifiedKey<rcgen::KeyPair>;

pub(crate) fn pair() -> Pair {
    rcgen::generate_simple_self_signed(["localhost".into()]).unwrap()
}

pub(crate) fn tls(pair: &Pair) -> TlsConfig {
    TlsConfig {
        listen: "127.0.0.1:0".parse().unwrap(),
        also: Vec::new(),
        http2: None,
        cert_chain_pem: Pem::Bytes(pair.cert.pem().into_bytes()),
        key_pem: Pem::Bytes(pair.signing_key.serialize_pem().into_bytes()),
    }
}

pub(crate) async fn connect(
    pair: &Pair,
    addr: SocketAddr,
    alpn: &[&str],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(pair.cert.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|p| p.as_bytes().to_vec()).collect();
    let stream = TcpStream::connect(addr).await?;
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}
