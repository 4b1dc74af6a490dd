//! What servers of well-known kinds say to a client that says nothing.

use std::time::{Duration, Instant};

use futures_util::{FutureExt, SinkExt, StreamExt, future::join_all};
use tokio::time::timeout;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest},
};
use why1006_lab::{Lab, Options, Running};

use crate::client::{Stream, connect, get, parts, upgrade};

/// In the middle between two beats of Action Cable: neither a late one nor an early one
/// changes what is heard.
const PATIENCE: Duration = Duration::from_millis(4_500);

fn only(ids: &[&str]) -> Lab {
    let only = Some(ids.iter().map(|id| (*id).to_owned()).collect());
    Lab::start(Options { only, ..Options::default() }).unwrap()
}

async fn open(running: &Running, ca: &str) -> (WebSocketStream<Box<dyn Stream>>, Option<String>) {
    let mut request = running.url.as_str().into_client_request().unwrap();
    let protocols = running.scenario.protocols.join(", ");
    if !protocols.is_empty() {
        request.headers_mut().insert("sec-websocket-protocol", protocols.parse().unwrap());
    }
    let stream = connect(&running.url, ca).await.unwrap();
    let (socket, response) = client_async(request, stream).await.unwrap();
    let protocol = response.headers().get("sec-websocket-protocol");
    (socket, protocol.map(|p| p.to_str().unwrap().to_owned()))
}

/// Everything that comes until it is quiet for longer than we wait.
async fn heard(socket: &mut WebSocketStream<Box<dyn Stream>>) -> Vec<String> {
    let mut all = Vec::new();
    let end = tokio::time::Instant::now() + PATIENCE;
    while let Ok(Some(Ok(message))) = tokio::time::timeout_at(end, socket.next()).await {
        all.push(match message {
            Message::Text(text) => text.as_str().to_owned(),
            Message::Close(Some(frame)) => format!("close {}", u16::from(frame.code)),
            other => format!("{other:?}"),
        });
    }
    all
}

/// What each says within 4.5 s.
const SAID: &[(&str, &[&str])] = &[
    ("action-cable", &[r#"{"type":"welcome"}"#, r#"{"type":"ping","message":1792022400}"#]),
    (
        "action-cable-unauthorized-tls",
        &[r#"{"type":"disconnect","reason":"unauthorized","reconnect":false}"#, "close 1000"],
    ),
    (
        "action-cable-restart",
        &[
            r#"{"type":"welcome"}"#,
            r#"{"type":"disconnect","reason":"server_restart","reconnect":true}"#,
            "close 1000",
        ],
    ),
    (
        "engine-io",
        &[concat!(
            r#"0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":[],"pingInterval":25000,"#,
            r#""pingTimeout":20000,"maxPayload":1000000}"#
        )],
    ),
    (
        "pusher-tls",
        &[concat!(
            r#"{"event":"pusher:connection_established","#,
            r#""data":"{\"socket_id\":\"218.4\",\"activity_timeout\":120}"}"#
        )],
    ),
    (
        "pusher-error",
        &[
            concat!(
                r#"{"event":"pusher:error","#,
                r#""data":{"code":4001,"message":"Application does not exist"}}"#
            ),
            "close 4001",
        ],
    ),
    ("graphql-init-timeout", &["close 4408"]),
    ("sockjs", &["o"]),
    ("signalr", &[]),
    ("mqtt", &[]),
    ("phoenix", &[]),
];

#[tokio::test]
async fn each_says_what_its_kind_says() {
    let ids: Vec<&str> = SAID.iter().map(|(id, _)| *id).collect();
    let lab = only(&ids);
    let (lab, ca) = (&lab, &lab.ca_pem());
    join_all(SAID.iter().map(async |(id, said)| {
        let (mut socket, _) = open(lab.get(id).unwrap(), ca).await;
        assert_eq!(heard(&mut socket).await, *said, "{id}");
    }))
    .await;
}

/// A server that waits, or that repeats itself, answers as long as it is open.
#[tokio::test]
async fn pings_and_the_close_frame_are_answered_meanwhile() {
    let lab = only(&["signalr", "action-cable", "engine-io-tls"]);
    for running in lab.running() {
        let (mut socket, _) = open(running, &lab.ca_pem()).await;
        socket.send(Message::Ping("x".into())).await.unwrap();
        let pong = async { while !matches!(socket.next().await, Some(Ok(Message::Pong(_)))) {} };
        timeout(PATIENCE, pong).await.expect("a pong");
        let begun = Instant::now();
        socket.close(None).await.unwrap();
        let closed = async { while socket.next().await.is_some_and(|m| m.is_ok()) {} };
        timeout(PATIENCE, closed).await.expect("an end");
        assert!(begun.elapsed() < Duration::from_secs(2), "{}", running.scenario.id);
    }
}

#[tokio::test]
async fn signalr_closes_on_a_client_without_a_handshake() {
    let lab = only(&["signalr"]);
    let (mut socket, _) = open(&lab.running()[0], "").await;
    let begun = Instant::now();
    let said = socket.next().await.unwrap().unwrap().into_text().unwrap();
    assert_eq!(said.as_str(), "{\"error\":\"Handshake was canceled.\"}\u{1e}");
    let after = begun.elapsed().as_secs_f32();
    assert!((14.0..17.0).contains(&after), "{after}");
    let close = socket.next().await.unwrap().unwrap();
    assert!(matches!(close, Message::Close(Some(f)) if u16::from(f.code) == 1000));
    // Nothing more is said once it has ended.
    assert!(socket.next().now_or_never().flatten().is_none());
}

#[tokio::test]
async fn the_subprotocol_of_their_kind_is_selected() {
    let lab = only(&["graphql-init-timeout", "mqtt", "action-cable"]);
    for running in lab.running() {
        let (_, protocol) = open(running, "").await;
        let offered = running.scenario.protocols.first().map(|p| (*p).to_owned());
        assert_eq!(protocol, offered, "{}", running.scenario.id);
    }
    // A broker takes nobody who does not speak MQTT.
    assert_eq!(upgrade(&lab.get("mqtt").unwrap().url, "").await, "status 400");
}

#[tokio::test]
async fn engine_io_asks_for_its_query() {
    let lab = only(&["engine-io-without-query"]);
    let url = &lab.running()[0].url;
    let full = format!("{url}?EIO=4&transport=websocket");
    assert_eq!(upgrade(&full, "").await, "open, silent");
    for other in ["?transport=websocket", "?EIO=3&transport=websocket", "?EIO=4&transport=polling"]
    {
        assert_eq!(upgrade(&format!("{url}{other}"), "").await, "status 400", "{other}");
    }
    assert_eq!(get(url, parts(&full).1, "").await, "status 400");
}
