//! The control experiment: whatever the reference says about a handshake is
//! true, whatever it is sent comes back, and it closes as it was asked to.

#[path = "support/server.rs"]
mod support;

use futures_util::SinkExt;
use support::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::{connect_async, tungstenite::Message};

#[tokio::test]
async fn the_greeting_is_the_handshake_without_its_secrets() {
    let server = server(|_| {}).await;
    let headers = [
        ("Origin", "https://app.example"),
        ("Cookie", "session=s3cret"),
        ("Authorization", "Basic s3cret"),
        ("Proxy-Authorization", "Basic s3cret"),
        ("X-Trace", "one"),
    ];
    let path = "/reference/socket?token=s3cret";
    let request = handshake(server.http_addr(), path, &headers);
    let key = request.headers()["sec-websocket-key"].to_str().unwrap().to_owned();
    let (mut client, _) = connect_async(request).await.unwrap();
    let text = next(&mut client).await.into_text().unwrap();
    assert!(!text.contains("s3cret") && !text.contains(&key), "{text}");

    let greeting: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(greeting["why1006"], 1);
    assert_eq!(greeting["http_version"], "HTTP/1.1");
    assert_eq!(greeting["method"], "GET");
    assert_eq!(greeting["path"], "/reference/socket");
    assert_eq!(greeting["protocol"], serde_json::Value::Null);
    assert_eq!(greeting["tls"], false);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let apart = now.as_millis().abs_diff(greeting["server_time_ms"].as_u64().unwrap().into());
    assert!(apart < 60_000, "{apart}");
    assert!(text.contains(r#"["origin","https://app.example"]"#), "{text}");
}

#[tokio::test]
async fn headers_are_shown_in_the_order_they_came() {
    let server = server(|_| {}).await;
    let more = "\r\nX-Zebra: 1\r\nOrigin: https://a\r\nX-Ape:  two \r\nVia: 1.1 b\r\n\r\n";
    let path = "/reference/socket";
    let text = handshake_bytes(server.http_addr(), path).replace("\r\n\r\n", more);
    let (_stream, greeting) = open_raw_with(server.http_addr(), &text).await;
    let expected = concat!(
        r#"["upgrade","websocket"],["connection","Upgrade"],["sec-websocket-version","13"],"#,
        r#"["x-zebra","1"],["origin","https://a"],["x-ape","two"],["via","1.1 b"]]"#
    );
    let greeting = String::from_utf8_lossy(&greeting);
    assert!(greeting.contains(expected), "{greeting}");
}

#[tokio::test]
async fn everything_comes_back() {
    let server = server(|_| {}).await;
    let (mut client, _) = open(server.http_addr(), "/reference/socket").await;
    for message in [
        Message::text("hello"),
        Message::text(""),
        Message::text("réason ✓ 🦀"),
        Message::text("close the door"),
        Message::binary(vec![0, 255, 128]),
        Message::binary(vec![]),
        Message::binary(vec![7; 64 * 1024]),
        Message::text("x".repeat(64 * 1024)),
    ] {
        client.send(message.clone()).await.unwrap();
        assert_eq!(next(&mut client).await, message);
    }
    client.send(Message::Ping("p".into())).await.unwrap();
    assert_eq!(next(&mut client).await, Message::Pong("p".into()));
}

#[tokio::test]
async fn fragments_come_back_whole() {
    let server = server(|_| {}).await;
    let (mut stream, mut bytes) = open_raw(server.http_addr(), "/reference/socket").await;
    // "a", a ping in between, "b", with a mask of zeros.
    stream.write_all(b"\x01\x81\0\0\0\0a\x89\x80\0\0\0\0\x80\x81\0\0\0\0b").await.unwrap();
    while !bytes.ends_with(b"\x81\x02ab") {
        assert!(stream.read_buf(&mut bytes).await.unwrap() > 0, "{bytes:?}");
    }
    assert!(bytes.ends_with(b"\x8a\x00\x81\x02ab"), "the pong came first: {bytes:?}");
}

#[tokio::test]
async fn the_first_offered_subprotocol_is_chosen() {
    let server = server(|_| {}).await;
    let offers = [("Sec-WebSocket-Protocol", "graphql-ws, mqtt"), ("Sec-WebSocket-Protocol", "x")];
    let request = handshake(server.http_addr(), "/reference/socket", &offers);
    let (mut client, response) = connect_async(request).await.unwrap();
    assert_eq!(response.headers()["sec-websocket-protocol"], "graphql-ws");
    let greeting = next(&mut client).await.into_text().unwrap();
    assert!(greeting.contains(r#""protocol":"graphql-ws""#), "{greeting}");
}

#[tokio::test]
async fn closes_as_the_query_asks() {
    let server = server(|_| {}).await;
    for code in [1000, 1003, 1007, 1008, 1011, 1013, 3000, 4401, 4999] {
        let path = format!("/reference/socket?close={code}&reason=why+not%20%E2%9C%93");
        let (mut client, _) = open(server.http_addr(), &path).await;
        assert_eq!(closed(&mut client).await, (code, "why not ✓".into()));
    }
    // The client library takes 1014 for a violation: look at the bytes.
    let (mut stream, mut bytes) =
        open_raw(server.http_addr(), "/reference/socket?close=1014").await;
    while !bytes.ends_with(&[0x88, 2, 3, 246]) {
        assert!(stream.read_buf(&mut bytes).await.unwrap() > 0, "{bytes:?}");
    }

    let long = "%C3%A9".repeat(100);
    let path = format!("/reference/socket?close=4000&reason={long}&after=300");
    let begun = std::time::Instant::now();
    let (mut client, _) = open(server.http_addr(), &path).await;
    client.send(Message::text("still here")).await.unwrap();
    assert_eq!(next(&mut client).await, Message::text("still here"));
    assert_eq!(closed(&mut client).await, (4000, "é".repeat(61)));
    assert!(begun.elapsed().as_millis() >= 300);
}

#[tokio::test]
async fn closes_as_a_message_asks() {
    let server = server(|_| {}).await;
    let (mut client, _) = open(server.http_addr(), "/reference/socket").await;
    client.send(Message::text("close 1006")).await.unwrap();
    let answer = next(&mut client).await.into_text().unwrap();
    assert!(answer.starts_with("cannot close with \"1006\""), "{answer}");
    client.send(Message::text("close 4001 signed in elsewhere")).await.unwrap();
    assert_eq!(closed(&mut client).await, (4001, "signed in elsewhere".into()));
}

#[tokio::test]
async fn a_close_is_answered_and_the_server_ends_first() {
    let server = server(|_| {}).await;
    let (mut stream, mut bytes) = open_raw(server.http_addr(), "/reference/socket").await;
    stream.write_all(b"\x88\x82\0\0\0\0\x03\xe8").await.unwrap();
    let end = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
    end.expect("no end").unwrap();
    assert!(bytes.ends_with(b"\x88\x02\x03\xe8"), "{bytes:?}");
}

#[tokio::test]
async fn violations_are_named() {
    let server = server(|_| {}).await;
    for (frame, code) in [
        (&b"\x81\x01a"[..], 1002),
        (b"\x83\x80\0\0\0\0", 1002),
        (b"\x80\x80\0\0\0\0", 1002),
        (b"\xc1\x80\0\0\0\0", 1002),
        (b"\x81\x81\0\0\0\0\xff", 1007),
    ] {
        let (mut stream, mut bytes) = open_raw(server.http_addr(), "/reference/socket").await;
        stream.write_all(frame).await.unwrap();
        stream.write_all(b"\x88\x80\0\0\0\0").await.unwrap();
        stream.shutdown().await.unwrap();
        stream.read_to_end(&mut bytes).await.unwrap();
        let at = bytes.windows(2).rposition(|w| w == u16::to_be_bytes(code));
        let at = at.unwrap_or_else(|| panic!("{frame:x?} was not closed with {code}"));
        assert_eq!(bytes[at - 2], 0x88);
        assert_eq!(usize::from(bytes[at - 1]), bytes.len() - at, "nothing after the close");
    }
}

#[tokio::test]
async fn requests_that_are_no_handshake_get_a_sentence() {
    let server = server(|_| {}).await;
    let addr = server.http_addr();
    let plain = request(addr, "GET /reference/socket", &[]).await;
    assert_eq!(plain.status, 426);
    assert_eq!(plain.header("upgrade"), Some("websocket"));
    assert!(plain.body.contains("new WebSocket"), "{plain:?}");

    let full = handshake_bytes(addr, "/reference/socket");
    for (from, to, status) in [
        ("HTTP/1.1", "HTTP/1.0", 426),
        ("Upgrade: websocket\r\n", "Connection: close\r\n", 426),
        ("Connection: Upgrade", "Connection: close", 426),
        ("Version: 13", "Version: 8\r\nConnection: close", 426),
        ("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Connection: close", 400),
        ("dGhlIHNhbXBsZSBub25jZQ==", "short\r\nConnection: close", 400),
        ("/socket ", "/socket?close=1005 ", 400),
        ("/socket ", "/socket?close=4000&after=soon ", 400),
    ] {
        let text = full.replace(from, to).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        let answer = raw(addr, &text).await;
        assert_eq!(answer.status, status, "{text}{answer:?}");
        assert!(answer.body.ends_with('\n'), "{answer:?}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    }
    let text = full
        .replace("/socket ", "/socket?close=99%0A9 ")
        .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    let line = "close \"99\\n9\": give 1000–1003, 1007–1014 or 3000–4999\n";
    assert_eq!(raw(addr, &text).await.body, line);
    assert_eq!(request(addr, "POST /reference/socket", &[]).await.status, 405);
}

#[tokio::test]
async fn the_http_twin_is_open_to_all_and_shows_no_secrets() {
    let server = server(|_| {}).await;
    let addr = server.http_addr();
    let headers = ["Origin: https://app.example", "Cookie: a=s3cret", "Authorization: s3cret"];
    let got = request(addr, "GET /reference/http?token=s3cret", &headers).await;
    assert_eq!(got.status, 200);
    assert_eq!(got.header("access-control-allow-origin"), Some("*"));
    assert_eq!(got.header("timing-allow-origin"), Some("*"));
    assert_eq!(got.header("cache-control"), Some("no-store"));
    assert_eq!(got.header("content-type"), Some("application/json"));
    assert!(!got.body.contains("s3cret"), "{}", got.body);
    assert!(got.body.starts_with(r#"{"why1006":1,"server_time_ms":"#), "{}", got.body);
    let json = got.json();
    assert_eq!(json["why1006"], 1);
    assert_eq!(json["http_version"], "HTTP/1.1");
    assert!(json["server_time_ms"].is_u64());
    assert!(got.body.contains(r#"["origin","https://app.example"]"#), "{}", got.body);

    let head = request(addr, "HEAD /reference/http", &[]).await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let asks = [
        "Origin: https://app.example",
        "Access-Control-Request-Method: GET",
        "Access-Control-Request-Headers: x-anything",
        "Access-Control-Request-Private-Network: true",
    ];
    let preflight = request(addr, "OPTIONS /reference/http", &asks).await;
    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.header("access-control-allow-origin"), Some("*"));
    assert_eq!(preflight.header("access-control-allow-headers"), Some("*"));
    assert_eq!(preflight.header("access-control-allow-private-network"), Some("true"));
    assert_eq!(request(addr, "DELETE /reference/http", &[]).await.status, 405);
}

#[tokio::test]
async fn http_2_is_not_spoken() {
    let server = server(|_| {}).await;
    let mut stream = tokio::net::TcpStream::connect(server.http_addr()).await.unwrap();
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut bytes = Vec::new();
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("no end");
    // A server of HTTP/2 would begin with a SETTINGS frame.
    assert!(bytes.is_empty() || bytes.starts_with(b"HTTP/1.1 "), "{bytes:?}");
}

#[tokio::test]
async fn the_mirror_shows_what_a_middlebox_may_touch() {
    let server = server(|_| {}).await;
    let addr = server.http_addr();
    let touched = [
        ("via", "1.1 proxy.example (squid)"),
        ("forwarded", "for=192.0.2.7;proto=https"),
        ("x-forwarded-for", "192.0.2.7"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "why.example"),
        ("x-forwarded-port", "443"),
        ("origin", "https://app.example"),
        ("user-agent", "Mozilla/5.0"),
        ("sec-websocket-extensions", "permessage-deflate"),
        ("sec-websocket-protocol", "chat"),
    ];
    let lines: Vec<String> = touched.iter().map(|(n, v)| format!("{n}: {v}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let seen = request(addr, "GET /reference/http", &lines).await.json();

    let text = handshake_bytes(addr, "/reference/socket")
        .replace("\r\n\r\n", &format!("\r\n{}\r\n\r\n", lines.join("\r\n")));
    let (_stream, frame) = open_raw_with(addr, &text).await;
    let at = frame.iter().position(|byte| *byte == b'{').unwrap();
    let greeting: serde_json::Value = serde_json::from_slice(&frame[at..]).unwrap();
    for said in [&seen, &greeting] {
        let headers = said["headers"].as_array().unwrap();
        let has = |name: &str, value: &str| headers.contains(&serde_json::json!([name, value]));
        for (name, value) in touched {
            assert!(has(name, value), "{name}: {said:#}");
        }
        assert!(has("host", &addr.to_string()), "{said:#}");
        assert_eq!(said["port"], addr.port());
        assert_eq!((&said["tls"], &said["alpn"]), (&false.into(), &().into()));
    }
    let headers = greeting["headers"].to_string();
    for shown in [r#"["upgrade","websocket"]"#, r#"["connection","Upgrade"]"#, "-version\",\"13"] {
        assert!(headers.contains(shown), "{shown}: {headers}");
    }
    assert!(!headers.contains("sec-websocket-key"), "{headers}");
    // A request line in the form for proxies says so.
    let text = "GET http://u:s3cret@why.example/reference/http HTTP/1.1\r\nHost: why.example\r\nConnection: close\r\n\r\n";
    let got = raw(addr, text).await;
    assert_eq!(got.json()["authority"], "why.example");
    assert!(!got.body.contains("s3cret"), "{}", got.body);
}
