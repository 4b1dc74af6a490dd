//! What a client sees that speaks HTTP/2, as browsers do for web requests and
//! some for WebSockets (RFC 8441).

use std::time::Duration;

use bytes::Bytes;
use h2::{
    Reason, RecvStream, SendStream,
    client::{Builder, SendRequest},
    ext::Protocol,
};
use http::{Method, Request};
use rustls::pki_types::ServerName;
use tokio::{net::TcpStream, task::JoinHandle, time::timeout};
use why1006_lab::{Lab, Options};

use crate::client::{parts, tls};

/// Longer than any of these servers takes that answers at all, on a machine with
/// other work.
const PATIENCE: Duration = Duration::from_secs(4);

/// Each server with: a GET of the path, whether RFC 8441 is announced, what
/// an extended CONNECT sees if so.
const SEEN: &[(&str, &str, Option<&str>)] = &[
    ("http2-only", "status 404", None),
    ("http2-only-closes", "status 404", None),
    ("http2-only-alert", "status 404", None),
    ("http2-only-node", "status 404", None),
    ("http2-connect-works", "status 404", Some("open, echo, closed")),
    ("http2-connect-refused-stream", "status 404", Some("reset REFUSED_STREAM")),
    ("http2-connect-403", "status 404", Some("status 403")),
    ("http2-connect-501", "status 404", Some("status 501")),
    ("http2-connect-silent", "status 404", Some("silent")),
    ("http2-goaway", "end", None),
    ("http2-not-announced", "status 404", None),
    ("http2-connect-reset-http1-works", "status 404", Some("reset PROTOCOL_ERROR")),
    ("http2-connect-403-http1-works", "status 404", Some("status 403")),
    ("http2-connect-http11-required", "status 404", Some("reset HTTP_1_1_REQUIRED")),
    ("http2-connect-works-http1-403", "status 404", Some("open, echo, closed")),
    ("nginx-http2-healthy", "status 426", None),
    ("nginx-http2-strips-upgrade", "status 426", None),
];

/// How the connection ended.
type Ended = JoinHandle<Result<(), h2::Error>>;

/// Connects with HTTP/2 and nothing else.
async fn connect(url: &str, ca: &str) -> (SendRequest<Bytes>, Ended) {
    let (host, _) = parts(url);
    let tcp = TcpStream::connect(host).await.unwrap();
    let name = ServerName::try_from(host.split(':').next().unwrap().to_owned()).unwrap();
    let stream = tls(ca, b"h2").connect(name, tcp).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]), "{url}");
    let (client, connection) = Builder::new().handshake(stream).await.unwrap();
    let ended = tokio::spawn(connection);
    (client.ready().await.unwrap(), ended)
}

fn word(why: &h2::Error) -> String {
    if why.is_io() {
        return "end".to_owned();
    }
    let reason = why.reason().map(|r| format!("{r:?}")).unwrap_or_default();
    format!("{} {reason}", if why.is_go_away() { "goaway" } else { "reset" })
}

async fn get(client: &mut SendRequest<Bytes>, url: &str) -> String {
    let request = Request::get(url.replacen("wss:", "https:", 1)).body(()).unwrap();
    let (response, _) = client.send_request(request, true).unwrap();
    match response.await {
        Ok(response) => format!("status {}", response.status().as_u16()),
        Err(why) => word(&why),
    }
}

async fn websocket(client: &mut SendRequest<Bytes>, url: &str) -> String {
    let mut request = Request::builder()
        .method(Method::CONNECT)
        .uri(url.replacen("wss:", "https:", 1))
        .header("sec-websocket-version", "13")
        .body(())
        .unwrap();
    request.extensions_mut().insert(Protocol::from_static("websocket"));
    let (response, send) = client.send_request(request, false).unwrap();
    match timeout(PATIENCE, response).await {
        Err(_) => "silent".to_owned(),
        Ok(Err(why)) => word(&why),
        Ok(Ok(response)) if response.status() == 200 => talk(send, response.into_body()).await,
        Ok(Ok(response)) => format!("status {}", response.status().as_u16()),
    }
}

/// Says `hi` in a masked frame, then closes with 1000.
async fn talk(mut send: SendStream<Bytes>, mut from: RecvStream) -> String {
    let mut seen = "open".to_owned();
    // The mask is zero, so the text stands there as it is.
    send.send_data(Bytes::from_static(b"\x81\x82\0\0\0\0hi"), false).unwrap();
    if read(&mut from, 4).await == b"\x81\x02hi" {
        seen += ", echo";
    }
    // More than the windows hold, in two frames: the server must wait for room.
    let payload = [b'x'; 0xFFFF];
    for _ in 0..2 {
        let frame = [b"\x82\xFE\xFF\xFF\0\0\0\0".as_slice(), &payload].concat();
        send.send_data(frame.into(), false).unwrap();
    }
    let echoed = read(&mut from, 2 * (4 + 0xFFFF)).await;
    assert!(echoed.len() == 2 * (4 + 0xFFFF) && echoed.ends_with(&payload));
    send.send_data(Bytes::from_static(b"\x88\x82\0\0\0\0\x03\xe8"), false).unwrap();
    if read(&mut from, 4).await == b"\x88\x02\x03\xe8" {
        seen += ", closed";
    }
    assert!(read(&mut from, 1).await.is_empty() && from.is_end_stream());
    seen
}

/// The next `n` bytes, or what there is before the end.
async fn read(from: &mut RecvStream, n: usize) -> Vec<u8> {
    let mut all = Vec::new();
    while all.len() < n {
        let Ok(Some(Ok(data))) = timeout(PATIENCE, from.data()).await else { break };
        from.flow_control().release_capacity(data.len()).unwrap();
        all.extend_from_slice(&data);
    }
    all
}

#[tokio::test]
async fn http2_is_as_the_table_says() {
    let only = Some(SEEN.iter().map(|(id, ..)| (*id).to_owned()).collect());
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let ca = lab.ca_pem();
    for (id, page, connect_sees) in SEEN {
        let Some(running) = lab.get(id) else {
            let left = lab.left_out().iter().find(|l| l.id == *id).unwrap();
            assert!(left.why.contains("not installed"), "{id}: {}", left.why);
            continue;
        };
        let (mut client, ended) = connect(&running.url, &ca).await;
        assert_eq!(get(&mut client, &running.url).await, *page, "{id}");
        if *id == "http2-goaway" {
            let why = ended.await.unwrap().unwrap_err();
            assert_eq!(word(&why), "goaway INTERNAL_ERROR");
            continue;
        }
        let (host, _) = parts(&running.url);
        assert_eq!(get(&mut client, &format!("https://{host}/")).await, "status 200", "{id}");
        // The server's SETTINGS came before its first answer.
        let announced = client.is_extended_connect_protocol_enabled();
        assert_eq!(announced, connect_sees.is_some(), "{id}");
        if let Some(sees) = connect_sees {
            assert_eq!(websocket(&mut client, &running.url).await, *sees, "{id}");
        }
        // One WebSocket that failed harms no other request.
        assert_eq!(get(&mut client, &format!("https://{host}/")).await, "status 200", "{id}");
    }
}

#[tokio::test]
async fn frames_that_break_the_rules_end_their_own_stream_only() {
    let only = Some(vec!["http2-connect-works".to_owned()]);
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let url = &lab.running()[0].url;
    let (mut client, _) = connect(url, &lab.ca_pem()).await;
    get(&mut client, url).await;
    let mut request = Request::builder()
        .method(Method::CONNECT)
        .uri(url.replacen("wss:", "https:", 1))
        .body(())
        .unwrap();
    request.extensions_mut().insert(Protocol::from_static("websocket"));
    let (response, mut send) = client.send_request(request, false).unwrap();
    let mut from = response.await.unwrap().into_body();
    send.send_data(Bytes::from_static(b"\x81\x02hi"), false).unwrap();
    assert_eq!(read(&mut from, 4).await, b"\x88\x02\x03\xea", "not masked: 1002");
    assert!(read(&mut from, 1).await.is_empty() && from.is_end_stream());
    // A client that gives up in the middle of a frame.
    send.send_reset(Reason::CANCEL);
    assert_eq!(websocket(&mut client, url).await, "open, echo, closed");
}
