//! Further ports: a network may let one through and not another.

#[path = "support/server.rs"]
mod support;
#[path = "support/tls.rs"]
mod tls_support;

use support::*;
use tls_support::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use why1006_server::{Assets, Config, start};

fn any() -> std::net::SocketAddr {
    "127.0.0.1:0".parse().unwrap()
}

#[tokio::test]
async fn every_port_has_the_same_routes_and_says_which_it_is() {
    let pair = pair();
    let mut tls = tls(&pair);
    tls.also = vec![any(), any()];
    let server = server(|config| {
        config.also = vec![any(), any()];
        config.tls = Some(tls);
    })
    .await;
    let plain: Vec<_> = server.also_addrs().to_vec();
    assert_eq!((plain.len(), server.also_tls_addrs().len()), (2, 2));
    for addr in plain {
        let (_client, greeting) = open(addr, "/reference/socket").await;
        assert_eq!(greeting["port"], addr.port());
        assert_eq!((&greeting["tls"], &greeting["alpn"]), (&false.into(), &().into()));
        let seen = request(addr, "GET /reference/http", &[]).await.json();
        assert_eq!((&seen["port"], &seen["tls"]), (&addr.port().into(), &false.into()));
        let got = request(addr, "GET /reference/stream?chunks=1", &[]).await;
        assert_eq!(got.status, 200);
    }
    for addr in server.also_tls_addrs() {
        for (offer, chosen) in [(&["h2", "http/1.1"][..], "\"http/1.1\""), (&[], "null")] {
            let mut stream = connect(&pair, *addr, offer).await.unwrap();
            let text = "GET /reference/http HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            stream.write_all(text.as_bytes()).await.unwrap();
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).await.unwrap();
            let seen = answer(&bytes).json();
            assert_eq!((&seen["port"], &seen["tls"]), (&addr.port().into(), &true.into()));
            assert_eq!(seen["alpn"].to_string(), chosen);
        }
    }
}

#[tokio::test]
async fn the_page_is_told_all_other_origins_by_the_name_it_asked() {
    let pair = pair();
    let mut tls = tls(&pair);
    tls.also = vec![any()];
    tls.http2 = Some(any());
    let server = server(|config| {
        config.also = vec![any()];
        config.tls = Some(tls);
    })
    .await;
    let (main, also) = (server.http_addr().port(), server.also_addrs()[0].port());
    let (https, also_tls) =
        (server.https_addr().unwrap().port(), server.also_tls_addrs()[0].port());
    let http2 = server.http2_addr().unwrap().port();
    for (asked, other) in [(main, also), (also, main)] {
        let addr = std::net::SocketAddr::new(any().ip(), asked);
        let host = format!("Host: why.example:{asked}");
        let json = request(addr, "GET /why1006.json", &[&host]).await.json();
        let expected = serde_json::json!([
            format!("http://why.example:{other}"),
            format!("https://why.example:{https}"),
            format!("https://why.example:{also_tls}"),
        ]);
        assert_eq!(json["reference"]["also"], expected);
        assert_eq!(json["reference"]["http2"], format!("https://why.example:{http2}"));
        assert_eq!(json["http_page"], format!("http://why.example:{main}/"));
        assert_eq!(json["https_page"], format!("https://why.example:{https}/"));
    }
    // Behind a proxy nothing is guessed.
    let got = request(server.http_addr(), "GET /why1006.json", &["Host: why.example"]).await;
    let reference = &got.json()["reference"];
    assert_eq!((&reference["also"], &reference["http2"]), (&().into(), &().into()));
}

#[tokio::test]
async fn another_servers_reference_has_none_of_our_ports() {
    let server = server(|config| {
        config.also = vec![any()];
        config.reference.socket = Some("wss://other.example/reference/socket".into());
    })
    .await;
    let json = request(server.http_addr(), "GET /why1006.json", &[]).await.json();
    assert_eq!(json["reference"]["also"], serde_json::Value::Null);
}

#[tokio::test]
async fn a_port_in_use_is_named_with_its_option() {
    let holder = std::net::TcpListener::bind(any()).unwrap();
    let taken = holder.local_addr().unwrap();
    let pair = pair();
    for (option, change) in [
        ("--also", (|c: &mut Config, addr| c.also = vec![any(), addr]) as fn(&mut Config, _)),
        ("--also-tls", |c, addr| c.tls.as_mut().unwrap().also = vec![addr]),
        ("--http2-listen", |c, addr| c.tls.as_mut().unwrap().http2 = Some(addr)),
    ] {
        let mut config = Config::new(Assets::none());
        config.listen = any();
        config.tls = Some(tls(&pair));
        change(&mut config, taken);
        let error = start(config).await.unwrap_err().to_string();
        let says = format!("port {} on 127.0.0.1 is in use", taken.port());
        assert!(
            error.contains(&says) && error.contains(&format!("{option} 127.0.0.1:")),
            "{error}"
        );
    }
}
