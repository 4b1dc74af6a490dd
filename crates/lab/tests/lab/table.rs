//! One row per scenario: what an upgrade, a GET of the path and a GET of `/`
//! see. The `-tls` twin of a row must look the same through TLS.

mod after_open;
mod answers;
mod before_open;
mod kinds;
mod network;
mod secure;

use futures_util::{StreamExt, stream};
use why1006_lab::{Lab, Options, Running, Tls, scenarios};

use crate::client::{get, offer, parts};

/// Scenarios under test side by side.
const AT_ONCE: usize = 32;

const SEEN: &[(&str, [&str; 3])] = &[
    ("refused", ["refused"; 3]),
    ("silent", ["silent"; 3]),
    ("empty-response", ["end"; 3]),
    ("reset-after-request", ["reset"; 3]),
    ("certificate-unknown-root", ["tls UnknownIssuer"; 3]),
    ("certificate-self-signed", ["tls UnknownIssuer"; 3]),
    ("certificate-missing-intermediate", ["tls UnknownIssuer"; 3]),
    ("certificate-expired", ["tls ExpiredContext"; 3]),
    ("certificate-wrong-host", ["tls NotValidForNameContext"; 3]),
    ("plain-on-wss-400", ["tls InvalidMessage"; 3]),
    ("plain-on-wss-closes", ["end"; 3]),
    ("tls-on-ws", ["HttparseError", "not HTTP", "not HTTP"]),
    ("closes-1000", ["open, close 1000 done", "status 426", "status 200"]),
    ("closes-1001", ["open, close 1001 going away", "status 426", "status 200"]),
    ("closes-1008", ["open, close 1008 policy", "status 426", "status 200"]),
    ("closes-1009", ["open, close 1009 ", "status 426", "status 200"]),
    ("closes-1011", ["open, close 1011 internal error", "status 426", "status 200"]),
    ("closes-1012", ["open, close 1012 service restart", "status 426", "status 200"]),
    ("closes-4401", ["open, close 4401 Unauthorized", "status 426", "status 200"]),
    ("cut-after-open", ["open, end", "status 426", "status 200"]),
    ("reset-after-open", ["open, reset", "status 426", "status 200"]),
    ("frame-reserved-bit", ["open, NonZeroReservedBits", "status 426", "status 200"]),
    ("frame-masked", ["open, MaskedFrameFromServer", "status 426", "status 200"]),
    ("middlebox-strips-upgrade", ["status 426", "status 426", "status 200"]),
    ("nginx-strips-upgrade", ["status 426", "status 426", "status 200"]),
];

type Row = (&'static str, [&'static str; 3]);

fn rows() -> impl Iterator<Item = &'static Row> {
    let areas = [answers::SEEN, before_open::SEEN, kinds::SEEN, after_open::SEEN];
    [SEEN, network::SEEN, secure::SEEN].into_iter().chain(areas).flatten()
}

fn expected(id: &str) -> [&'static str; 3] {
    let row = |id: &str| rows().find(|(known, _)| *known == id).map(|(_, seen)| *seen);
    row(id)
        .or_else(|| row(id.strip_suffix("-tls")?))
        .unwrap_or_else(|| panic!("no row says what clients see of {id}"))
}

#[test]
fn every_row_is_a_scenario() {
    for (id, _) in rows() {
        assert!(why1006_lab::find(id).is_some(), "{id} is no scenario");
    }
}

#[tokio::test]
async fn every_scenario_does_what_it_says() {
    let lab = Lab::start(Options::default()).unwrap();
    for left in lab.left_out() {
        if why1006_lab::find(left.id).unwrap().needs_namespace() {
            assert!(left.why.contains("run as root: `cargo xtask lab`"), "{}", left.why);
        } else {
            let is_known = left.why.contains("not installed") || left.why.contains("::1");
            assert!(is_known, "{}: {}", left.id, left.why);
        }
    }
    assert_eq!(lab.running().len() + lab.left_out().len(), scenarios().len());
    let ca = lab.ca_pem();
    // What is but a URL has nobody to talk to.
    let there = lab.running().iter().filter(|r| r.scenario.has_address());
    // All at once they would be late for what servers do after a moment.
    let wrong: Vec<_> =
        stream::iter(there.map(|r| wrong(r, &ca))).buffer_unordered(AT_ONCE).collect().await;
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is seen in place of what the table says.
async fn wrong(r: &Running, ca: &str) -> Option<String> {
    let id = r.scenario.id;
    let (_, path) = parts(&r.url);
    assert_eq!(path, r.scenario.path);
    assert_eq!(r.url.starts_with("wss:"), r.scenario.tls.scheme() == "wss");
    // One after the other: some servers remember what came before.
    let upgraded = offer(&r.url, r.scenario.protocols, ca).await;
    let seen = [upgraded, get(&r.url, path, ca).await, get(&r.url, "/", ca).await];
    differs(id, r.scenario.tls, &seen)
}

/// Whether this is not what the table says.
pub(crate) fn differs(id: &str, tls: Tls, seen: &[String; 3]) -> Option<String> {
    let fits = expected(id).iter().zip(seen).all(|(want, seen)| match tls {
        // The alert as text is of no interest.
        Tls::TlsOnWs => seen.starts_with(want),
        _ => seen == want,
    });
    (!fits).then(|| format!("{id}: {seen:?} in place of {:?}", expected(id)))
}
