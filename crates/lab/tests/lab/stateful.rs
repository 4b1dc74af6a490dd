//! What the second client sees, and that a quiet time makes it the first.

use std::time::Duration;

use futures_util::{StreamExt, future::join_all};
use tokio::time::sleep;
use tokio_tungstenite::{
    client_async,
    tungstenite::{Message, client::IntoClientRequest},
};
use why1006_lab::{Lab, Options};

use crate::client::{connect, get, parts, raw, upgrade, upgrade_with};

/// A little longer than the servers remember.
const QUIET: Duration = Duration::from_millis(3_200);

fn only(id: &str) -> Lab {
    Lab::start(Options { only: Some(vec![id.to_owned()]), ..Options::default() }).unwrap()
}

/// What upgrades in a row see; after a quiet time they see it again.
const SEEN: &[(&str, &[&str])] = &[
    ("ticket-single-use-tls", &["open, echo", "status 401", "status 401"]),
    ("ticket-spent", &["status 401", "status 401"]),
    ("rate-limited", &["open, echo", "open, echo", "status 429"]),
    ("rate-limited-to-one", &["open, echo", "status 429", "status 429"]),
    ("rate-limited-to-one-tls", &["open, echo", "status 429", "status 429"]),
    ("two-of-four-nodes-dead", &["status 502", "status 502", "open, echo", "open, echo"]),
    ("every-other-node-dead-tls", &["status 502", "open, echo", "status 502"]),
    ("session-on-another-node", &["status 400", "status 400", "open, echo", "status 400"]),
    ("dead-node-first", &["status 502", "open, echo", "open, echo", "status 502"]),
    ("dead-node-second-tls", &["open, echo", "status 502", "open, echo", "open, echo"]),
    ("cold-start-503", &["status 503", "status 503", "status 503", "open, echo"]),
];

#[tokio::test]
async fn after_a_quiet_time_all_is_as_at_first() {
    let lab = Lab::start(Options {
        only: Some(SEEN.iter().map(|(id, _)| (*id).to_owned()).collect()),
        ..Options::default()
    });
    let lab = lab.unwrap();
    let (lab, ca) = (&lab, &lab.ca_pem());
    let one = async |(id, seen): &(&str, &[&str])| {
        let url = &lab.get(id).unwrap().url;
        for time in ["at first", "after a quiet time"] {
            for (turn, want) in seen.iter().enumerate() {
                assert_eq!(upgrade(url, ca).await, *want, "{id}, attempt {turn}, {time}");
            }
            sleep(QUIET).await;
        }
    };
    join_all(SEEN.iter().map(one)).await;
}

#[tokio::test]
async fn each_ticket_is_another() {
    let lab = only("ticket-spent");
    let fresh = lab.running()[0].url.replace("ticket=", "ticket=another");
    assert_eq!(upgrade(&fresh, "").await, "open, echo");
    let none = lab.running()[0].url.replace("ticket=", "other=");
    assert_eq!(upgrade(&none, "").await, "status 401");
}

#[tokio::test]
async fn a_connection_stays_with_its_node() {
    let lab = only("dead-node-first");
    let url = &lab.running()[0].url;
    let requests = "GET /a HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    for (code, times) in [("502 Bad", 4), ("426 Up", 1), ("200 OK", 1), ("502 Bad", 4)] {
        let answer = raw(connect(url, "").await.unwrap(), requests.as_bytes()).await.unwrap();
        assert_eq!(answer.matches(code).count(), times, "{code}: {answer}");
    }
}

#[tokio::test]
async fn only_the_first_waits_for_a_cold_start() {
    let lab = only("cold-start-slow");
    let url = &lab.running()[0].url;
    for is_cold in [true, false] {
        let begun = std::time::Instant::now();
        assert_eq!(upgrade(url, "").await, "open, echo");
        assert_eq!(begun.elapsed() >= Duration::from_secs(3), is_cold);
    }
}

#[tokio::test]
async fn a_session_is_the_only_one_until_five_seconds_after_its_end() {
    for (id, second) in [
        ("one-session-closes", "open, close 4409 session elsewhere"),
        ("one-session-refuses", "status 409"),
    ] {
        let lab = only(id);
        let url = &lab.running()[0].url;
        let stream = connect(url, "").await.unwrap();
        let (mut first, _) = client_async(url, stream).await.unwrap();
        assert_eq!(upgrade(url, "").await, second);
        first.close(None).await.unwrap();
        while let Some(Ok(message)) = first.next().await {
            assert!(matches!(message, Message::Close(_)));
        }
        drop(first);
        sleep(Duration::from_secs(3)).await;
        assert_eq!(upgrade(url, "").await, second);
        sleep(Duration::from_millis(2_500)).await;
        assert_eq!(upgrade(url, "").await, "open, echo");
    }
}

#[tokio::test]
async fn a_visit_gives_the_session_that_an_upgrade_needs() {
    let lab = only("session-from-a-visit-tls");
    let (url, ca) = (&lab.running()[0].url, lab.ca_pem());
    let with_cookie = async || {
        let mut request = url.into_client_request().unwrap();
        request.headers_mut().insert("cookie", "a=b; session=visitor".parse().unwrap());
        upgrade_with(request, url, &ca).await
    };
    assert_eq!(with_cookie().await, "status 401", "no session was begun");
    assert_eq!(get(url, parts(url).1, &ca).await, "status 426");
    assert_eq!(with_cookie().await, "status 401", "the path begins none");
    let visit =
        raw(connect(url, &ca).await.unwrap(), b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    let answer = visit.await.unwrap();
    assert!(answer.contains("\r\nSet-Cookie: session=visitor; "), "{answer}");
    assert_eq!(upgrade(url, &ca).await, "status 401", "without the cookie");
    assert_eq!(with_cookie().await, "open, echo");
    sleep(QUIET).await;
    assert_eq!(with_cookie().await, "status 401", "the session has ended");
}
