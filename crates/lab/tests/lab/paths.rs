//! What opens with a slash more or less, or with a subprotocol.

use why1006_lab::{Lab, Options};

use crate::client::{offer, upgrade};

fn only(ids: &[&str]) -> Lab {
    let only = Some(ids.iter().map(|id| (*id).to_owned()).collect());
    Lab::start(Options { only, ..Options::default() }).unwrap()
}

#[tokio::test]
async fn the_path_with_the_other_end_opens() {
    let lab = only(&["end-slash-missing-404", "end-slash-added-404-tls"]);
    for running in lab.running() {
        let url = &running.url;
        let other = match url.strip_suffix('/') {
            Some(without) => without.to_owned(),
            None => format!("{url}/"),
        };
        assert_eq!(upgrade(url, &lab.ca_pem()).await, "status 404", "{url}");
        assert_eq!(upgrade(&other, &lab.ca_pem()).await, "open, echo", "{other}");
        // No other path leads there.
        let elsewhere = url.replace("/cable", "/socket");
        assert_eq!(upgrade(&elsewhere, &lab.ca_pem()).await, "status 404", "{elsewhere}");
    }
}

#[tokio::test]
async fn the_subprotocol_of_its_kind_opens_and_no_other() {
    let rows = [
        ("action-cable-without-subprotocol", "actioncable-v1-json"),
        ("graphql-without-subprotocol-tls", "graphql-transport-ws"),
        ("mqtt-without-subprotocol", "mqtt"),
    ];
    let lab = only(&rows.map(|(id, _)| id));
    for (id, protocol) in rows {
        let (url, ca) = (&lab.get(id).unwrap().url, lab.ca_pem());
        assert_eq!(upgrade(url, &ca).await, "status 400", "{id}");
        assert_eq!(offer(url, &["chat"], &ca).await, "status 400", "{id}");
        let seen = offer(url, &["chat", protocol], &ca).await;
        assert_eq!(seen, format!("open {protocol}, echo"), "{id}");
    }
}
