//! The two addresses that `localhost` stands for.

use tokio::net::lookup_host;
use why1006_lab::{Lab, Options};

use crate::client::{connect, name, parts, raw, status, upgrade};

#[tokio::test]
async fn the_other_address_and_the_name_open() {
    let ids = ["localhost-on-ipv6-only", "localhost-on-ipv4-only"];
    let only = ids.iter().flat_map(|id| [(*id).to_owned(), format!("{id}-tls")]).collect();
    let lab = Lab::start(Options { only: Some(only), ..Options::default() }).unwrap();
    for left in lab.left_out() {
        // A machine without IPv6.
        assert!(left.why.contains("::1") && !left.why.contains('\n'), "{}", left.why);
    }
    let ca = lab.ca_pem();
    for running in lab.running() {
        let (host, path) = parts(&running.url);
        let port = host.rsplit_once(':').unwrap().1;
        let other = match name(host) {
            "127.0.0.1" => "[::1]",
            "::1" => "127.0.0.1",
            other => panic!("{other} is no address of `localhost`"),
        };
        assert_eq!(upgrade(&running.url, &ca).await, "refused", "{}", running.url);
        let scheme = running.scenario.tls.scheme();
        // Browsers know both addresses by themselves; this client asks the
        // system, whose hosts file may have one. For both, see `namespace`.
        let mut known = lookup_host(("localhost", 0)).await.unwrap();
        let name = known.any(|a| a.ip().to_string() == name(&format!("{other}:0")));
        for spelling in [other].into_iter().chain(name.then_some("localhost")) {
            let url = format!("{scheme}://{spelling}:{port}{path}");
            assert_eq!(upgrade(&url, &ca).await, "open, echo", "{url}");
            let request = b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
            let answer = raw(connect(&url, &ca).await.unwrap(), request).await;
            assert_eq!(status(answer), "status 200", "{url}");
        }
    }
}
