//! What the recordings hold the diagnosis to beyond the figures that fail the
//! command: the truth is named, and the ladder is right.

use std::path::Path;

use why1006_accuracy::{Kind, Score, replay};
use why1006_diagnosis::CauseId;
use why1006_evidence::EngineFamily;
use why1006_lab::{Browser, Truth};

fn scores() -> Vec<Score> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    replay(folder).unwrap().scores
}

/// Fails with all that are wrong.
fn none(wrong: impl Iterator<Item = Score>) {
    let line = |s: Score| format!("{} as {} {}: {:?}", s.scenario.id, s.engine, s.page, s.misses);
    let wrong: Vec<_> = wrong.map(line).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Firefox takes bytes that are no HTTP, a TLS alert among them, for an answer
/// in HTTP/0.9 (`observability.md`, section 3).
fn is_taken_for_http(s: &Score) -> bool {
    s.recorded_in == EngineFamily::Firefox
        && ["garbage_resp", "tcp_banner", "tls_on_ws"].contains(&s.scenario.like)
}

/// The sockets that an extension blocks, or HSTS sends elsewhere, are no different
/// from what the server refuses: no observation tells a page of it.
fn is_changed_by_the_browser(s: &Score) -> bool {
    s.scenario.browser == Browser::BlocksSockets || s.truth == Truth::Cause(CauseId::HstsUpgrade)
}

/// A server that never knows the session refuses alike every time: only a
/// mixture of results shows that there are several, so it is not tested.
fn is_refused_alike(s: &Score) -> bool {
    s.scenario.id.starts_with("session-on-another-node")
}

#[test]
fn the_truth_is_always_named() {
    let wrong = |s: &Score| matches!(s.truth, Truth::Cause(_)) && s.place().is_none();
    none(scores().into_iter().filter(|s| wrong(s) && !is_refused_alike(s)));
}

#[test]
fn the_ladder_claims_no_stage_that_was_not_reached() {
    let wrong = |s: &Score| s.misses.iter().any(|miss| miss.kind == Kind::WrongStage);
    none(
        scores()
            .into_iter()
            .filter(|s| wrong(s) && !is_taken_for_http(s) && !is_changed_by_the_browser(s)),
    );
}
