//! Servers that let some through: the others are served well.

use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use why1006_lab::{Lab, Options};

use crate::client::{connect, raw, status, upgrade_with};

fn only(ids: &[&str]) -> Lab {
    let only = Some(ids.iter().map(|id| (*id).to_owned()).collect());
    Lab::start(Options { only, ..Options::default() }).unwrap()
}

async fn with_header(lab: &Lab, id: &str, name: &'static str, value: &str) -> String {
    let url = &lab.get(id).unwrap().url;
    let mut request = url.into_client_request().unwrap();
    request.headers_mut().insert(name, value.parse().unwrap());
    upgrade_with(request, url, &lab.ca_pem()).await
}

#[tokio::test]
async fn the_condition_met_opens() {
    let lab = only(&[
        "origin-checked-404-tls",
        "origin-checked-403",
        "cookie-needed-401",
        "subprotocol-required-400",
        "healthy-first-subprotocol",
    ]);
    for id in ["origin-checked-404-tls", "origin-checked-403"] {
        assert_eq!(with_header(&lab, id, "origin", "https://app.example").await, "open, echo");
        assert!(with_header(&lab, id, "origin", "http://localhost:8006").await.starts_with("st"));
    }
    let cookie = with_header(&lab, "cookie-needed-401", "cookie", "a=b; session=1").await;
    assert_eq!(cookie, "open, echo");
    for id in ["subprotocol-required-400", "healthy-first-subprotocol"] {
        let seen = with_header(&lab, id, "sec-websocket-protocol", "graphql-ws, other").await;
        assert_eq!(seen, "open graphql-ws, echo");
    }
}

#[tokio::test]
async fn one_connection_carries_many_requests() {
    let lab = only(&["healthy-echo"]);
    let stream = connect(&lab.get("healthy-echo").unwrap().url, "").await.unwrap();
    let requests = "POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc\
         HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    let answer = raw(stream, requests.as_bytes()).await.unwrap();
    let heads = answer.match_indices("HTTP/1.1 ");
    let codes: Vec<_> = heads.map(|(at, _)| &answer[at + 9..at + 12]).collect();
    assert_eq!(codes, ["426", "200", "200"]);
    assert_eq!(answer.matches("<p>").count(), 1, "HEAD has no body: {answer}");
    assert_eq!(status(Ok(answer)), "status 426");
}
