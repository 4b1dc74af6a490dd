//! Where redirects lead: the other end is up, and is what the sentence says.

use why1006_lab::{Lab, Options};

use crate::client::{connect, get, parts, raw, upgrade};

/// The id, the scheme of `Location`, and what a GET and an upgrade see there.
const LEAD: &[(&str, &str, &str, &str)] = &[
    ("login-redirect-302", "", "status 200", "status 200"),
    ("login-redirect-307-tls", "", "status 200", "status 200"),
    ("login-elsewhere-302", "http", "status 200", "status 200"),
    ("login-elsewhere-302-tls", "https", "status 200", "status 200"),
    ("redirect-elsewhere-302", "http", "status 200", "open, echo"),
    ("redirect-elsewhere-302-tls", "https", "status 200", "open, echo"),
    ("redirect-path-301", "", "status 426", "open, echo"),
    ("redirect-path-301-tls", "", "status 426", "open, echo"),
    ("redirect-https-301", "https", "status 200", "open, echo"),
    ("redirect-wss-301", "wss", "status 426", "open, echo"),
    ("redirect-wss-301-tls", "wss", "status 426", "open, echo"),
];

#[tokio::test]
async fn the_other_end_is_up() {
    let only = Some(LEAD.iter().map(|(id, ..)| (*id).to_owned()).collect());
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let ca = lab.ca_pem();
    for (id, scheme, page, socket) in LEAD {
        let url = &lab.get(id).unwrap().url;
        let (host, path) = parts(url);
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let answer = raw(connect(url, &ca).await.unwrap(), request.as_bytes()).await.unwrap();
        let location = answer.split("\r\n").find_map(|line| line.strip_prefix("Location: "));
        let location = location.unwrap_or_else(|| panic!("{id}: {answer}"));
        let target = match location.split_once("://") {
            Some((seen, rest)) => {
                assert_eq!((seen, parts(location).0 == host), (*scheme, false), "{id}");
                format!("{}://{rest}", if seen == "http" { "ws" } else { "wss" })
            }
            None => {
                assert_eq!(*scheme, "", "{id}: {location}");
                url.replace(path, location)
            }
        };
        assert_eq!(get(&target, parts(&target).1, &ca).await, *page, "{id}: {target}");
        assert_eq!(upgrade(&target, &ca).await, *socket, "{id}: {target}");
    }
}
