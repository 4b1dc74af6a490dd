//! The second reference: WebSocket over HTTP/2 (RFC 8441), and never on the
//! first one.

#[path = "support/server.rs"]
mod support;
#[path = "support/tls.rs"]
mod tls_support;

use std::time::{Duration, Instant};

use axum::{
    body::Body,
    http::{Method, Request, Response, StatusCode},
};
use futures_util::{SinkExt, StreamExt};
use hyper::{body::Incoming, client::conn::http2, ext::Protocol};
use hyper_util::rt::{TokioExecutor, TokioIo};
use support::*;
use tls_support::*;
use tokio::{io::AsyncReadExt, time::timeout};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, protocol::Role},
};
use why1006_server::{Config, Server};

type Sender = http2::SendRequest<Body>;
type Socket = WebSocketStream<TokioIo<hyper::upgrade::Upgraded>>;

async fn second(change: impl FnOnce(&mut Config)) -> (Pair, Server) {
    let pair = pair();
    let mut tls = tls(&pair);
    tls.http2 = Some("127.0.0.1:0".parse().unwrap());
    let server = server(|config| {
        config.tls = Some(tls);
        change(config);
    })
    .await;
    (pair, server)
}

async fn client(pair: &Pair, server: &Server) -> Sender {
    let stream = connect(pair, server.http2_addr().unwrap(), &["h2"]).await.unwrap();
    let handshake = http2::handshake(TokioExecutor::new(), TokioIo::new(stream));
    let (mut sender, connection) = handshake.await.unwrap();
    tokio::spawn(connection);
    sender.ready().await.unwrap();
    // The server's settings may come after the client is ready to send.
    let seen = ask(&mut sender, Method::GET, "/reference/http").await;
    assert_eq!(seen.status(), 200);
    sender
}

fn uri(path: &str) -> String {
    format!("https://localhost{path}")
}

async fn ask(sender: &mut Sender, method: Method, path: &str) -> Response<Incoming> {
    let request = Request::builder().method(method).uri(uri(path)).body(Body::empty()).unwrap();
    timeout(PATIENCE, sender.send_request(request)).await.expect("no answer").unwrap()
}

async fn text(response: Response<Incoming>) -> String {
    let body = axum::body::to_bytes(Body::new(response.into_body()), 1 << 20).await.unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

fn handshake(path: &str) -> Request<Body> {
    Request::builder()
        .method(Method::CONNECT)
        .uri(uri(path))
        .header("sec-websocket-version", "13")
        .header("sec-websocket-protocol", "chat, other")
        .header("origin", "https://app.example")
        .header("cookie", "a=s3cret")
        .extension(Protocol::from_static("websocket"))
        .body(Body::empty())
        .unwrap()
}

async fn open(sender: &mut Sender, path: &str) -> (Response<()>, Socket) {
    let response = timeout(PATIENCE, sender.send_request(handshake(path))).await;
    let response = response.expect("no answer").unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let (parts, body) = response.into_parts();
    let upgraded = hyper::upgrade::on(Response::from_parts(parts.clone(), body)).await.unwrap();
    let socket = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Client, None).await;
    (Response::from_parts(parts, ()), socket)
}

async fn next(socket: &mut Socket) -> Message {
    timeout(PATIENCE, socket.next()).await.expect("nothing came").expect("ended").unwrap()
}

async fn closed(socket: &mut Socket) -> (u16, String) {
    match next(socket).await {
        Message::Close(Some(frame)) => (frame.code.into(), frame.reason.to_string()),
        other => panic!("no close: {other:?}"),
    }
}

#[tokio::test]
async fn the_setting_is_sent_and_the_mirror_says_http_2() {
    let (pair, server) = second(|_| {}).await;
    let stream = connect(&pair, server.http2_addr().unwrap(), &["h2", "http/1.1"]).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (sender, connection) = h2::client::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    let mut sender = sender.ready().await.unwrap();
    let request = Request::builder().uri(uri("/reference/http")).body(()).unwrap();
    let (response, _) = sender.send_request(request, true).unwrap();
    assert_eq!(response.await.unwrap().status(), 200);
    assert!(sender.is_extended_connect_protocol_enabled());

    let mut sender = client(&pair, &server).await;
    let seen = text(ask(&mut sender, Method::GET, "/reference/http").await).await;
    let seen: serde_json::Value = serde_json::from_str(&seen).unwrap();
    assert_eq!(seen["http_version"], "HTTP/2.0");
    assert_eq!((&seen["tls"], &seen["alpn"]), (&true.into(), &"h2".into()));
    assert_eq!(seen["port"], server.http2_addr().unwrap().port());
    assert_eq!(seen["authority"], "localhost");
}

#[tokio::test]
async fn everything_comes_back_and_several_share_one_connection() {
    let (pair, server) = second(|_| {}).await;
    let mut sender = client(&pair, &server).await;
    let mut sockets = Vec::new();
    for _ in 0..8 {
        let (response, mut socket) = open(&mut sender, "/reference/socket?t=s3cret").await;
        assert_eq!(response.headers()["sec-websocket-protocol"], "chat");
        assert!(!response.headers().contains_key("sec-websocket-accept"));
        let greeting = next(&mut socket).await.into_text().unwrap();
        assert!(!greeting.contains("s3cret"), "{greeting}");
        let greeting: serde_json::Value = serde_json::from_str(&greeting).unwrap();
        assert_eq!(greeting["http_version"], "HTTP/2.0");
        assert_eq!(
            (&greeting["method"], &greeting["protocol"]),
            (&"CONNECT".into(), &"chat".into())
        );
        sockets.push(socket);
    }
    for socket in &mut sockets {
        for message in [
            Message::text("réason ✓ 🦀"),
            Message::binary(vec![]),
            Message::binary(vec![7; 64 * 1024]),
            Message::text("x".repeat(64 * 1024)),
        ] {
            socket.send(message.clone()).await.unwrap();
            assert_eq!(next(socket).await, message);
        }
    }
    for mut socket in sockets {
        socket.send(Message::text("close 4401 signed out")).await.unwrap();
        assert_eq!(closed(&mut socket).await, (4401, "signed out".into()));
        // The stream ends in order, not with a reset.
        assert!(timeout(PATIENCE, socket.next()).await.expect("no end").is_none());
    }
}

#[tokio::test]
async fn caps_hold_here_too() {
    let (pair, server) = second(|config| config.limits.max_connections = 1).await;
    let mut sender = client(&pair, &server).await;
    let (_, mut first) = open(&mut sender, "/reference/socket").await;
    next(&mut first).await;
    let (_, mut other) = open(&mut sender, "/reference/socket").await;
    assert_eq!(closed(&mut other).await.0, 1013);
    first.send(Message::binary(vec![0; 64 * 1024 + 1])).await.unwrap();
    let (code, reason) = closed(&mut first).await;
    assert_eq!(code, 1009);
    assert!(reason.contains("limit of 65536 bytes"), "{reason}");
}

#[tokio::test]
async fn requests_that_are_no_handshake_get_a_sentence() {
    let (pair, server) = second(|_| {}).await;
    let mut sender = client(&pair, &server).await;
    let got = ask(&mut sender, Method::GET, "/reference/socket").await;
    assert_eq!(got.status(), 426);
    assert!(text(got).await.contains(":protocol websocket"));
    let mut old = handshake("/reference/socket");
    old.headers_mut().insert("sec-websocket-version", "8".parse().unwrap());
    assert_eq!(sender.send_request(old).await.unwrap().status(), 426);
    let mut other = handshake("/reference/socket");
    other.extensions_mut().insert(Protocol::from_static("connect-ip"));
    assert_eq!(sender.send_request(other).await.unwrap().status(), 426);
    // The page is not here: its control experiment would run over HTTP/2.
    let got = ask(&mut sender, Method::GET, "/").await;
    assert_eq!(got.status(), 404);
    assert!(text(got).await.contains("reference by HTTP/2"));
    let got = ask(&mut sender, Method::GET, "/reference/stream?chunks=2").await;
    assert!(text(got).await.starts_with("0 0\n1 "));
}

#[tokio::test]
async fn who_does_not_offer_h2_gets_http_1_1() {
    let (pair, server) = second(|_| {}).await;
    for offer in [&["http/1.1"][..], &[]] {
        let addr = server.http2_addr().unwrap();
        let stream = connect(&pair, addr, offer).await.unwrap();
        let url = format!("wss://localhost:{}/reference/socket", addr.port());
        let (mut client, _) = tokio_tungstenite::client_async(url, stream).await.unwrap();
        let greeting = client.next().await.unwrap().unwrap().into_text().unwrap();
        assert!(greeting.contains(r#""http_version":"HTTP/1.1""#), "{greeting}");
    }
}

#[tokio::test]
async fn a_stop_closes_with_1001_and_ends_the_connection() {
    let (pair, server) = second(|_| {}).await;
    let mut sender = client(&pair, &server).await;
    let (_, mut socket) = open(&mut sender, "/reference/socket").await;
    next(&mut socket).await;
    let mut idle = connect(&pair, server.http2_addr().unwrap(), &["h2"]).await.unwrap();
    let begun = Instant::now();
    let stopping = tokio::spawn(server.stop());
    assert_eq!(closed(&mut socket).await, (1001, "the server is stopping".into()));
    drop(socket);
    timeout(PATIENCE, stopping).await.expect("never stopped").unwrap();
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    let mut bytes = Vec::new();
    let _ = timeout(PATIENCE, idle.read_to_end(&mut bytes)).await.expect("no end");
}
