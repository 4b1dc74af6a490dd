//! Ports are free again. A program of its own: labs of other tests, running
//! beside it, would take the same ports.

use std::{collections::HashSet, net::TcpListener};

use why1006_lab::{Lab, Options};

/// `host:port` of a URL.
fn address(url: &str) -> &str {
    let rest = url.split_once("://").expect("a URL has a scheme").1;
    &rest[..rest.find('/').unwrap_or(rest.len())]
}

#[tokio::test]
async fn dropping_the_lab_frees_every_port() {
    let lab = Lab::start(Options::default()).unwrap();
    let there: Vec<_> = lab.running().iter().filter(|r| r.scenario.has_address()).collect();
    let mut addresses: HashSet<String> = there.iter().map(|r| address(&r.url).to_owned()).collect();
    addresses.extend(lab.running().iter().filter_map(|r| r.proxy.clone()));
    addresses.insert(address(lab.index()).to_owned());
    assert!(addresses.len() > there.len());
    if cfg!(target_os = "linux") {
        let host = |address: &str| address.rsplit_once(':').unwrap().0.to_owned();
        // But for those whose point it is to be at `localhost`.
        let hosts = addresses.iter().map(|a| host(a));
        let own: Vec<_> = hosts.filter(|h| h != "127.0.0.1" && h != "[::1]").collect();
        let different: HashSet<_> = own.iter().collect();
        assert_eq!(different.len(), own.len(), "each has an address of its own");
    }
    // One connection under way.
    let healthy = lab.get("healthy-echo").unwrap();
    let open = tokio::net::TcpStream::connect(address(&healthy.url)).await.unwrap();
    for address in &addresses {
        assert!(TcpListener::bind(address).is_err(), "{address} is taken");
    }
    drop(lab);
    for address in &addresses {
        TcpListener::bind(address).unwrap_or_else(|why| panic!("{address}: {why}"));
    }
    drop(open);
}
