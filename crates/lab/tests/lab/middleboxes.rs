//! What stands between a browser and healthy servers.

use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use why1006_lab::{Lab, Options, Running};

use crate::client::{get, parts, raw, status, upgrade};

fn lab(id: &str, upstream: Option<&str>) -> Lab {
    Lab::start(Options {
        only: Some(vec![id.to_owned()]),
        reference_upstream: upstream.map(str::to_owned),
        ..Options::default()
    })
    .unwrap()
}

#[tokio::test]
async fn server_and_reference_are_stripped_alike() {
    // Answers 404 where the server behind the middlebox answers 426.
    let reference = lab("healthy-echo-get-404", None);
    let direct = &reference.running()[0].url;
    assert_eq!(upgrade(direct, "").await, "open, echo");
    for id in ["middlebox-strips-upgrade", "middlebox-strips-upgrade-tls"] {
        let lab = lab(id, Some(parts(direct).0));
        let (box_, ca) = (&lab.running()[0], lab.ca_pem());
        let through = box_.reference.as_deref().unwrap();
        assert_eq!(parts(through).0, parts(&box_.url).0);
        assert_eq!(upgrade(through, &ca).await, "status 404");
        assert_eq!(get(through, "/reference/http", &ca).await, "status 404");
        assert_eq!(upgrade(&box_.url, &ca).await, "status 426");
    }
}

#[tokio::test]
async fn a_dead_upstream_is_a_502() {
    let refused = lab("refused", None);
    let upstream = parts(&refused.running()[0].url).0;
    let lab = lab("middlebox-strips-upgrade", Some(upstream));
    let through = lab.running()[0].reference.as_deref().unwrap();
    assert_eq!(get(through, "/reference/http", "").await, "status 502");
}

/// Asks the proxy of `running` for something.
async fn ask(running: &Running, line: &str) -> String {
    let stream = TcpStream::connect(running.proxy.as_deref().unwrap()).await.unwrap();
    let (server, _) = parts(&running.url);
    let request = format!("{line} HTTP/1.1\r\nHost: {server}\r\n\r\n");
    status(raw(Box::new(stream), request.as_bytes()).await)
}

#[tokio::test]
async fn a_proxy_forwards_and_opens_no_tunnel() {
    for (id, refusal) in [
        ("proxy-refuses-connect", "status 403"),
        ("proxy-fails-connect", "status 502"),
        ("proxy-wants-login-for-connect", "status 407"),
        ("proxy-silent-on-connect", "silent"),
        ("proxy-resets-connect", "reset"),
    ] {
        let lab = lab(id, None);
        let running = &lab.running()[0];
        let proxy = running.proxy.as_deref().unwrap();
        assert!(running.note.as_deref().unwrap().contains(proxy));
        let (server, path) = parts(&running.url);
        assert_eq!(ask(running, &format!("GET http://{server}{path}")).await, "status 426");
        assert_eq!(ask(running, &format!("GET http://{server}")).await, "status 200");
        assert_eq!(ask(running, &format!("CONNECT {server}")).await, refusal);
        assert_eq!(ask(running, "GET /").await, "status 400");
        assert_eq!(ask(running, "CONNECT /").await, "status 400");
        // A documentation address: not this machine, so never connected to.
        assert_eq!(ask(running, "GET http://192.0.2.1/").await, "status 502");
    }
}

#[tokio::test]
async fn a_proxy_allows_port_443_only() {
    let lab = lab("proxy-allows-443-only", None);
    let running = &lab.running()[0];
    let (server, _) = parts(&running.url);
    assert_eq!(ask(running, &format!("CONNECT {server}")).await, "status 403");
    // Let through, though nobody is there.
    assert_eq!(ask(running, "CONNECT 192.0.2.1:443").await, "status 502");
    assert_eq!(ask(running, &format!("GET http://{server}")).await, "status 200");
}

#[tokio::test]
async fn a_proxy_refuses_one_host_and_passes_the_rest() {
    let other = lab("healthy-echo", None);
    let (other, _) = parts(&other.running()[0].url);
    for (id, refusal) in [
        ("proxy-refuses-host", "status 403"),
        ("proxy-wants-login-for-host", "status 407"),
        ("proxy-silent-on-host", "silent"),
        ("proxy-resets-host", "reset"),
    ] {
        let lab = lab(id, None);
        let running = &lab.running()[0];
        let (server, path) = parts(&running.url);
        assert_eq!(ask(running, &format!("CONNECT {server}")).await, refusal);
        assert_eq!(ask(running, &format!("GET http://{server}{path}")).await, refusal);
        assert_eq!(ask(running, &format!("GET http://{other}/socket")).await, "status 426");
        let proxy = running.proxy.as_deref().unwrap();
        let mut tunnel = TcpStream::connect(proxy).await.unwrap();
        let connect = format!("CONNECT {other} HTTP/1.1\r\nHost: {other}\r\n\r\n");
        tunnel.write_all(connect.as_bytes()).await.unwrap();
        let mut head = [0; 39];
        tunnel.read_exact(&mut head).await.unwrap();
        assert_eq!(&head, b"HTTP/1.1 200 Connection established\r\n\r\n");
        let url = format!("ws://{other}/socket");
        let (mut socket, _) = tokio_tungstenite::client_async(url, tunnel).await.unwrap();
        socket.send("hi".into()).await.unwrap();
        assert_eq!(socket.next().await.unwrap().unwrap().into_text().unwrap(), "hi");
    }
}
