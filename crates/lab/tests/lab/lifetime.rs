//! Starting and stopping.

use why1006_lab::{Authority, Error, Lab, Options};

use crate::client::{get, upgrade};

fn only(ids: &[&str]) -> Options {
    let only = Some(ids.iter().map(|id| (*id).to_owned()).collect());
    Options { only, ..Options::default() }
}

#[test]
fn unknown_ids_are_refused_with_near_ones() {
    let why = Lab::start(only(&["healthy-echo", "certificate-expird"])).err().unwrap();
    assert!(matches!(&why, Error::UnknownId { id, .. } if id == "certificate-expird"));
    let text = why.to_string();
    assert!(
        text.contains("`certificate-expird`") && text.contains("certificate-expired"),
        "{text}"
    );
    assert!(!text.contains('\n'));
}

#[test]
fn a_bad_upstream_is_refused() {
    for bad in ["", "127.0.0.1", ":80", "127.0.0.1:http", "http://127.0.0.1:80", "a:70000"] {
        let options = Options { reference_upstream: Some(bad.to_owned()), ..Options::default() };
        let why = Lab::start(options).err().unwrap().to_string();
        assert!(why.contains(&format!("`{bad}`")), "{why}");
    }
}

#[tokio::test]
async fn two_labs_run_side_by_side_under_one_root() {
    let authority = Authority::new("Shared").unwrap();
    let ca = authority.pem();
    let first = Lab::start(Options { authority: Some(authority), ..only(&["healthy-echo-tls"]) });
    let (first, second) = (first.unwrap(), Lab::start(only(&["healthy-echo-tls"])).unwrap());
    assert_eq!(first.ca_pem(), ca);
    assert_eq!(upgrade(&first.running()[0].url, &ca).await, "open, echo");
    assert_eq!(upgrade(&second.running()[0].url, &ca).await, "tls UnknownIssuer");
    let identity = first.issue(&["localhost", "127.0.0.1"]).unwrap();
    assert_eq!(identity.chain_pem().matches("BEGIN CERTIFICATE").count(), 2);
    assert!(identity.key_pem().contains("PRIVATE KEY"));
}

#[tokio::test]
async fn the_index_links_to_the_diagnosing_page() {
    let page = Some("https://page.test/".to_owned());
    let lab = Lab::start(Options { page, ..only(&["refused"]) }).unwrap();
    assert_eq!(get(lab.index(), "/", "").await, "status 200");
    assert_eq!(get(lab.index(), "/other", "").await, "status 404");
    let stream = crate::client::connect(lab.index(), "").await.unwrap();
    let html = crate::client::raw(stream, b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let link = format!("href=\"https://page.test/#url={}\"", lab.running()[0].url);
    assert!(html.contains(&link), "{html}");
}
