//! What stands between a browser and healthy servers.

use tokio::net::TcpStream;
use why1006_lab::{Lab, Options};

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

#[tokio::test]
async fn the_proxy_forwards_and_opens_no_tunnel() {
    let lab = lab("proxy-refuses-connect", None);
    let running = &lab.running()[0];
    let proxy = running.proxy.as_deref().unwrap();
    assert!(running.note.as_deref().unwrap().contains(proxy));
    let (server, path) = parts(&running.url);
    let ask = async |line: &str| {
        let stream = TcpStream::connect(proxy).await.unwrap();
        let request = format!("{line} HTTP/1.1\r\nHost: {server}\r\n\r\n");
        status(raw(Box::new(stream), request.as_bytes()).await)
    };
    assert_eq!(ask(&format!("GET http://{server}{path}")).await, "status 426");
    assert_eq!(ask(&format!("GET http://{server}")).await, "status 200");
    assert_eq!(ask(&format!("CONNECT {server}")).await, "status 403");
    assert_eq!(ask("GET /").await, "status 400");
    // A documentation address: not this machine, so never connected to.
    assert_eq!(ask("GET http://192.0.2.1/").await, "status 502");
}
