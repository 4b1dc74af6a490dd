//! *Your network*: the sentence above the matrix says what the box on the way does,
//! as far as the reference can show it.

use std::path::Path;

use why1006_diagnosis::{
    CauseId, diagnose,
    network::{Carries, read},
};
use why1006_evidence::PageScheme;
use why1006_lab::{Truth, networks, unseen};
use why1006_recordings::{Recording, all};

/// What is said on the http page and on the https page, which cannot try clear text.
/// What stands nowhere here does nothing to the reference: it is after one host, one
/// port, or 443 is all that it lets pass and all that the https page sees.
fn said(id: &str) -> [Carries; 2] {
    use Carries::*;
    match id {
        // No tunnel to any port but 443, or no `Upgrade` in clear text.
        "squid-443-only"
        | "squid-443-only-pac"
        | "squid-443-only-ws"
        | "tinyproxy-443-only"
        | "tinyproxy-443-only-ws"
        | "tinyproxy-denies-host"
        | "privoxy-443-only"
        | "squid-inspects-one-untrusted"
        | "squid-inspects-faulty"
        | "squid-inspects-denies-host"
        | "squid-inspects-no-name"
        | "squid-inspects-closed-port"
        | "squid-intercepts-http"
        | "nginx-http10"
        | "haproxy-drops-upgrade" => [OnlyTls, Everything],
        "squid-denies-connect"
        | "squid-denies-connect-pac"
        | "squid-denies-connect-ws"
        | "squid-inspects-untrusted" => [PlainWebOnly, Nothing],
        "squid-inspects" => [WebOnly, WebOnly],
        // They look into port 443 alone, or drop `Upgrade` over TLS alone.
        "nginx-inspects" | "security-software" => [OnlySome, WebOnly],
        "mitmproxy-untrusted" => [OnlySome, Nothing],
        "mitmproxy-faulty" => [Buffers, Buffers],
        "squid-cuts-idle" | "haproxy-cuts-idle" => [CutsQuiet, CutsQuiet],
        "mitmproxy-cuts-opened" => [Cuts, Cuts],
        "mitmproxy-limits-messages" | "netfilter-drops-long" => [Limits, Limits],
        "mitmproxy-swallows-cable" => [Stalls, Stalls],
        // TLS by somebody else, and a redirect in clear text that leads there.
        "portal" | "portal-ws" => [Nothing, Nothing],
        _ => [Everything, Everything],
    }
}

/// A proxy that asks for a login: Chromium waits for its user, and tells nothing.
fn waits(r: &Recording) -> bool {
    r.scenario.starts_with("squid-login-connect")
}

fn recorded() -> Vec<Recording> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence/network"));
    all(folder).unwrap()
}

/// A box that signs TLS anew answers in the server's place: what is wrong behind it is
/// the truth of the row, and by its own name it is not ruled out either.
#[test]
fn what_a_box_answers_excludes_nothing_behind_it() {
    let behind = [
        ("squid-inspects-no-name", CauseId::Dns),
        ("squid-inspects-closed-port", CauseId::Refused),
        ("squid-inspects-faulty", CauseId::TlsUntrusted),
        ("mitmproxy-faulty", CauseId::TlsUntrusted),
    ];
    let mut count = 0;
    for r in recorded() {
        let Some((_, cause)) = behind.iter().find(|(id, _)| *id == r.scenario) else { continue };
        let remaining = diagnose(&r.evidence).remaining();
        let name = format!("{} {} {}: {remaining:?}", r.scenario, r.engine, r.page);
        assert!(remaining.contains(cause), "{name}");
        let own = remaining.iter().position(|c| *c == CauseId::InterceptedUpstreamFault);
        assert!(own.is_some_and(|at| at < 3), "{name}");
        count += 1;
    }
    assert_eq!(count, 16, "recordings of two engines and two pages each");
}

#[test]
fn the_sentence_is_true_of_the_box() {
    let recordings = recorded();
    let mut count = 0;
    for truth in networks().iter().filter(|s| s.truth != Truth::Works && unseen(s.id).is_none()) {
        for r in recordings.iter().filter(|r| r.scenario == truth.id) {
            let carries = read(&r.evidence).carries;
            let name = format!("{} {} {}", truth.id, r.engine, r.page);
            if waits(r) {
                assert!(matches!(carries, Carries::CannotTell | Carries::PlainWebOnly), "{name}");
                continue;
            }
            let [http, https] = said(truth.id);
            let expected = if r.page == PageScheme::Http { http } else { https };
            assert_eq!(carries, expected, "{name}");
            count += 1;
        }
    }
    assert!(count > 150, "{count} recordings have a matrix");
}
