//! One row per scenario: what an upgrade, a GET of the path and a GET of `/`
//! see. The `-tls` twin of a row must look the same through TLS.

mod network;

use futures_util::future::{join_all, join3};
use why1006_lab::{Lab, Options, Running, Tls, scenarios};

use crate::client::{get, parts, upgrade};

const SEEN: &[(&str, [&str; 3])] = &[
    ("healthy-echo", ["open, echo", "status 426", "status 200"]),
    ("healthy-echo-get-404", ["open, echo", "status 404", "status 200"]),
    ("healthy-first-subprotocol", ["open, echo", "status 426", "status 200"]),
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
    ("origin-checked-404", ["status 404", "status 404", "status 200"]),
    ("origin-checked-403", ["status 403", "status 426", "status 200"]),
    ("cookie-needed-401", ["status 401", "status 426", "status 200"]),
    ("subprotocol-required-400", ["status 400", "status 426", "status 200"]),
    ("upgrade-swallowed", ["silent", "status 200", "status 200"]),
    ("wrong-path-404", ["status 404", "status 404", "status 200"]),
    ("page-everywhere-200", ["status 200"; 3]),
    ("spa-fallback", ["status 404", "status 200", "status 200"]),
    ("login-redirect-302", ["status 302", "status 302", "status 200"]),
    ("gateway-502", ["status 502"; 3]),
    ("bad-accept", ["SecWebSocketAcceptKeyMismatch", "status 426", "status 200"]),
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

fn expected(id: &str) -> [&'static str; 3] {
    let rows = || SEEN.iter().chain(network::SEEN);
    let row = |id: &str| rows().find(|(known, _)| *known == id).map(|(_, seen)| *seen);
    row(id)
        .or_else(|| row(id.strip_suffix("-tls")?))
        .unwrap_or_else(|| panic!("no row says what clients see of {id}"))
}

#[test]
fn every_row_is_a_scenario() {
    for (id, _) in SEEN.iter().chain(network::SEEN) {
        assert!(why1006_lab::find(id).is_some(), "{id} is no scenario");
    }
}

#[tokio::test]
async fn every_scenario_does_what_it_says() {
    let lab = Lab::start(Options::default()).unwrap();
    for left in lab.left_out() {
        if why1006_lab::find(left.id).unwrap().needs_namespace() {
            assert!(left.why.contains("run as root: `cargo xtask lab`"), "{}", left.why);
            continue;
        }
        assert!(left.id.starts_with("nginx-"), "{}: {}", left.id, left.why);
        assert!(left.why.contains("not installed"), "{}: {}", left.id, left.why);
    }
    assert_eq!(lab.running().len() + lab.left_out().len(), scenarios().len());
    let ca = lab.ca_pem();
    // What is but a URL has nobody to talk to.
    let there = lab.running().iter().filter(|r| r.scenario.has_address());
    let wrong = join_all(there.map(|r| wrong(r, &ca))).await;
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is seen in place of what the table says.
async fn wrong(r: &Running, ca: &str) -> Option<String> {
    let id = r.scenario.id;
    let (_, path) = parts(&r.url);
    assert_eq!(path, r.scenario.path);
    assert_eq!(r.url.starts_with("wss:"), r.scenario.tls.scheme() == "wss");
    let (page, root) = (get(&r.url, path, ca), get(&r.url, "/", ca));
    let seen: [String; 3] = join3(upgrade(&r.url, ca), page, root).await.into();
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
