//! TLS for the https listener.

use std::{borrow::Cow, fs, sync::Arc};

use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio_rustls::TlsAcceptor;

use crate::{Error, Pem, TlsConfig};

/// TLS with one certificate, for listeners that speak one thing each.
pub(crate) struct Acceptors {
    /// Offers `http/1.1` alone by ALPN.
    pub(crate) http1: TlsAcceptor,
    /// Offers `h2`, then `http/1.1`.
    pub(crate) http2: TlsAcceptor,
}

/// Reads certificate and key.
pub(crate) fn acceptors(config: &TlsConfig) -> Result<Acceptors, Error> {
    let (cert, key) = (&config.cert_chain_pem, &config.key_pem);
    let fail = |what: String, why: String| Error::Tls { what, why };
    let chain = CertificateDer::pem_slice_iter(&read(cert)?)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| fail(named(cert, "certificate"), format!("is not PEM: {e}")))?;
    if chain.is_empty() {
        let why = "holds no -----BEGIN CERTIFICATE----- block: give the chain in PEM";
        return Err(fail(named(cert, "certificate"), why.into()));
    }
    let private = PrivateKeyDer::from_pem_slice(&read(key)?).map_err(|_| {
        let why = "holds no -----BEGIN PRIVATE KEY----- block: give the key in PEM, without a \
                   passphrase";
        fail(named(key, "key"), why.into())
    })?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut server = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, private))
        .map_err(|e| {
            let what = format!("{} and {}", named(cert, "certificate"), named(key, "key"));
            fail(what, format!("cannot be used together: {e}"))
        })?;
    server.alpn_protocols = vec![b"http/1.1".to_vec()];
    let mut both = server.clone();
    both.alpn_protocols.insert(0, b"h2".to_vec());
    Ok(Acceptors {
        http1: TlsAcceptor::from(Arc::new(server)),
        http2: TlsAcceptor::from(Arc::new(both)),
    })
}

fn read(pem: &Pem) -> Result<Cow<'_, [u8]>, Error> {
    match pem {
        Pem::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
        Pem::File(path) => {
            let fail = |source| Error::Read { path: path.clone(), source };
            fs::read(path).map(Cow::Owned).map_err(fail)
        }
    }
}

fn named(pem: &Pem, kind: &str) -> String {
    match pem {
        Pem::File(path) => path.display().to_string(),
        Pem::Bytes(_) => format!("the {kind} given as bytes"),
    }
}
