//! The https listener beside the http one.

#[path = "support/server.rs"]
mod support;
#[path = "support/tls.rs"]
mod tls_support;

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use support::*;
use tls_support::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::{client_async, tungstenite::Message};
use why1006_server::{Assets, Config, Pem, Server, TlsConfig, start};

async fn both() -> (Pair, Server) {
    let pair = pair();
    let tls = tls(&pair);
    let server = server(|config| config.tls = Some(tls)).await;
    (pair, server)
}

#[tokio::test]
async fn the_reference_works_over_tls() {
    let (pair, server) = both().await;
    let addr = server.https_addr().unwrap();
    let stream = connect(&pair, addr, &["http/1.1"]).await.unwrap();
    let url = format!("wss://localhost:{}/reference/socket?close=4000&after=500", addr.port());
    let (mut client, _) = client_async(url, stream).await.unwrap();
    let greeting = client.next().await.unwrap().unwrap().into_text().unwrap();
    assert!(greeting.contains(r#""tls":true"#), "{greeting}");
    client.send(Message::text("echo")).await.unwrap();
    assert_eq!(client.next().await.unwrap().unwrap(), Message::text("echo"));
    let Message::Close(Some(frame)) = client.next().await.unwrap().unwrap() else { panic!() };
    assert_eq!(u16::from(frame.code), 4000);
}

#[tokio::test]
async fn only_http_1_1_is_offered() {
    let (pair, server) = both().await;
    let addr = server.https_addr().unwrap();
    for (offer, chosen) in [
        (&["h2", "http/1.1"][..], Some(&b"http/1.1"[..])),
        (&["http/1.1"], Some(b"http/1.1")),
        (&[], None),
    ] {
        let stream = connect(&pair, addr, offer).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), chosen, "{offer:?}");
    }
    assert!(connect(&pair, addr, &["h2"]).await.is_err(), "h2 alone is refused");
}

#[tokio::test]
async fn a_stuck_handshake_holds_nobody_up() {
    let (pair, server) = both().await;
    let addr = server.https_addr().unwrap();
    let mut silent = TcpStream::connect(addr).await.unwrap();
    let mut plain = TcpStream::connect(addr).await.unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let quick = timeout(Duration::from_secs(5), connect(&pair, addr, &[])).await;
    quick.expect("a silent client holds others up").unwrap();

    let mut bytes = Vec::new();
    let _ = timeout(Duration::from_secs(5), plain.read_to_end(&mut bytes)).await.expect("no end");
    let begun = std::time::Instant::now();
    let _ = timeout(PATIENCE, silent.read_to_end(&mut bytes)).await.expect("no end");
    assert!(begun.elapsed() < Duration::from_secs(12), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn both_pages_are_named_for_whoever_came_directly() {
    let (pair, server) = both().await;
    let (http, https) = (server.http_addr(), server.https_addr().unwrap());
    let pages = |name: &str| {
        (format!("http://{name}:{}/", http.port()), format!("https://{name}:{}/", https.port()))
    };
    let null = serde_json::Value::Null;
    for name in ["localhost", "127.0.0.1", "[::1]", "why.example"] {
        let host = format!("Host: {name}:{}", http.port());
        let json = request(http, "GET /why1006.json", &[&host]).await.json();
        assert_eq!(json["http_page"], pages(name).0);
        assert_eq!(json["https_page"], pages(name).1);
    }
    // A proxy's name, and names that are none.
    let port = http.port();
    for host in [
        "why.example".to_owned(),
        "why.example:443".to_owned(),
        format!("user@why.example:{port}"),
        format!("\"><script>:{port}"),
        format!("a,b:{port}"),
        format!("[::zz]:{port}"),
        format!(":{port}"),
        format!("{}:{port}", "a".repeat(300)),
        String::new(),
    ] {
        let got = request(http, "GET /why1006.json", &[&format!("Host: {host}")]).await;
        assert_eq!(got.status, 200, "{host}");
        assert_eq!((&got.json()["http_page"], &got.json()["https_page"]), (&null, &null), "{host}");
    }

    let mut stream = connect(&pair, https, &[]).await.unwrap();
    let text = format!(
        "GET /why1006.json HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n",
        https.port()
    );
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let got = answer(&bytes);
    assert_eq!(got.json()["http_page"], pages("localhost").0);
    assert_eq!(got.header("strict-transport-security"), None);
}

#[tokio::test]
async fn a_stop_ends_the_https_side_too() {
    let (pair, server) = both().await;
    let addr = server.https_addr().unwrap();
    let stream = connect(&pair, addr, &[]).await.unwrap();
    let url = format!("wss://localhost:{}/reference/socket", addr.port());
    let (mut client, _) = client_async(url, stream).await.unwrap();
    client.next().await.unwrap().unwrap();
    let stopping = tokio::spawn(server.stop());
    let Message::Close(Some(frame)) = client.next().await.unwrap().unwrap() else { panic!() };
    assert_eq!(u16::from(frame.code), 1001);
    drop(client);
    timeout(PATIENCE, stopping).await.expect("never stopped").unwrap();
}

#[tokio::test]
async fn unusable_certificates_are_named() {
    let (one, other) = (pair(), pair());
    let bytes = |text: &str| Pem::Bytes(text.as_bytes().to_vec());
    for (cert, key, says) in [
        (bytes(""), tls(&one).key_pem, "the certificate given as bytes: holds no -----BEGIN CERT"),
        (tls(&one).cert_chain_pem, bytes("x"), "the key given as bytes: holds no -----BEGIN PRIV"),
        (tls(&one).cert_chain_pem, tls(&other).key_pem, "cannot be used together"),
        (Pem::File("/missing/cert.pem".into()), tls(&one).key_pem, "cannot read /missing/cert.pem"),
    ] {
        let mut config = Config::new(Assets::none());
        config.listen = "127.0.0.1:0".parse().unwrap();
        config.tls = Some(TlsConfig { cert_chain_pem: cert, key_pem: key, ..tls(&one) });
        let error = start(config).await.unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
        assert!(!error.contains('\n'), "{error}");
    }
    let shown = format!("{:?}", tls(&one));
    assert!(!shown.contains("PRIVATE"), "{shown}");
}
