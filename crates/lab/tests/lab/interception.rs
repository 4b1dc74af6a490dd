//! What a client sees of a middlebox that signs TLS anew.

use std::sync::Arc;

use rustls::{
    ClientConfig, DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::ring,
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use why1006_lab::{Lab, Options, Running};

use crate::client::{connect, parts, raw, upgrade};

fn only(ids: &[&str]) -> Lab {
    let only = Some(ids.iter().map(|id| (*id).to_owned()).collect());
    Lab::start(Options { only, ..Options::default() }).unwrap()
}

/// Takes every certificate, as a user does who clicks a warning away.
#[derive(Debug)]
struct Careless;

impl ServerCertVerifier for Careless {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ring::default_provider().signature_verification_algorithms.supported_schemes()
    }
}

/// The certificate that whoever asks for `name` gets, and what is behind it.
async fn careless(running: &Running, name: &str) -> (Vec<u8>, String) {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Careless))
        .with_no_client_auth();
    let (host, path) = parts(&running.url);
    let tcp = TcpStream::connect(host).await.unwrap();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let stream = TlsConnector::from(Arc::new(config)).connect(name, tcp).await.unwrap();
    let leaf = stream.get_ref().1.peer_certificates().unwrap()[0].to_vec();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    (leaf, raw(Box::new(stream), request.as_bytes()).await.unwrap())
}

fn holds(der: &[u8], text: &str) -> bool {
    der.windows(text.len()).any(|part| part == text.as_bytes())
}

#[tokio::test]
async fn it_signs_for_whatever_name_is_asked_for_and_passes_the_rest_on() {
    let lab = only(&["interception-unknown-root"]);
    let running = &lab.running()[0];
    let (one, answer) = careless(running, "shop.example").await;
    assert!(answer.starts_with("HTTP/1.1 426 "), "{answer}");
    assert!(holds(&one, "shop.example") && holds(&one, "Web filter intermediate"));
    let (two, _) = careless(running, "bank.example").await;
    assert!(holds(&two, "bank.example") && !holds(&two, "shop.example"));
    // The same name has the same certificate again.
    assert_eq!(careless(running, "shop.example").await.0, one);
}

#[tokio::test]
async fn it_answers_in_the_place_of_a_server_that_it_rejects() {
    let lab = only(&["interception-upstream-expired", "interception-trusted"]);
    let ca = lab.ca_pem();
    let rejected = lab.get("interception-upstream-expired").unwrap();
    assert_eq!(upgrade(&rejected.url, &ca).await, "status 502");
    let request = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let answer = raw(connect(&rejected.url, &ca).await.unwrap(), request).await.unwrap();
    assert!(answer.contains("The certificate of this site was rejected."), "{answer}");
    assert_eq!(upgrade(&lab.get("interception-trusted").unwrap().url, &ca).await, "open, echo");
}
