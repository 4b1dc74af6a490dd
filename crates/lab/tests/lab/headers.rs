//! Headers that make two servers with the same status differ.

use why1006_lab::{Lab, Options};

use crate::client::{connect, raw};

const SENT: &[(&str, &str)] = &[
    ("healthy-echo-get-readable", "Access-Control-Allow-Origin: *"),
    ("status-403-readable", "Access-Control-Allow-Origin: *"),
    ("status-404-json", "Content-Type: application/json"),
    ("status-404-json", "X-Content-Type-Options: nosniff"),
    ("status-401-basic", "WWW-Authenticate: Basic realm=\"lab\""),
    ("status-401-bearer", "WWW-Authenticate: Bearer"),
    ("status-401-negotiate", "WWW-Authenticate: Negotiate"),
];

/// These differ from those above in that they send no such header.
const NOT_SENT: &[(&str, &str)] = &[
    ("healthy-echo", "Access-Control-Allow-Origin"),
    ("status-403", "Access-Control-Allow-Origin"),
    ("status-401", "WWW-Authenticate"),
    ("status-407", "Proxy-Authenticate"),
];

#[tokio::test]
async fn headers_are_sent_or_not() {
    let rows = SENT.iter().chain(NOT_SENT);
    let only = Some(rows.map(|(id, _)| (*id).to_owned()).collect());
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    for (id, line) in SENT {
        let answer = get(&lab, id).await;
        assert!(answer.split("\r\n").any(|seen| seen == *line), "{id}: {answer}");
    }
    for (id, name) in NOT_SENT {
        let answer = get(&lab, id).await;
        assert!(!answer.contains(name), "{id}: {answer}");
    }
}

async fn get(lab: &Lab, id: &str) -> String {
    let stream = connect(&lab.get(id).unwrap().url, "").await.unwrap();
    raw(stream, b"GET /socket HTTP/1.1\r\nConnection: close\r\n\r\n").await.unwrap()
}
