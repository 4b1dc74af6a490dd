//! The set `stacks`: software that people run, broken, with the truth known.

use std::{collections::BTreeSet, path::Path};

use why1006_accuracy::{Places, With, compare, places, replay, software};
use why1006_evidence::EngineFamily;
use why1006_lab::{Scenario, stacks};

const EVIDENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence");

#[test]
fn every_proof_left_a_recording() {
    let replay = replay(Path::new(EVIDENCE)).unwrap();
    // What a network's proxy does is recorded with the networks.
    for truth in stacks().iter().filter(|truth| !truth.id.starts_with("squid.")) {
        let mut seen = replay.scores.iter().filter(|score| score.scenario.id == truth.id);
        assert!(seen.any(|score| score.set == "stacks"), "{}", truth.id);
        assert!(software(truth).is_some(), "{}: its software cannot be chosen", truth.id);
    }
}

#[test]
fn nothing_true_is_ruled_out_and_nobody_is_blamed_wrongly() {
    let replay = replay(Path::new(EVIDENCE)).unwrap();
    let mut count = 0;
    for row in replay.rows.iter().filter(|row| row.set == "stacks") {
        assert_eq!(row.plain.sound, row.plain.scenarios, "{row:?}");
        assert_eq!((row.plain.false_certain, row.plain.owner_wrong), (0.0, 0.0), "{row:?}");
        count += 1;
    }
    assert!(count >= 2, "{count} rows");
}

/// What no rule can mend. Seven recordings look the very same to script and have four
/// truths, so that one of these stands fourth; and to Firefox bytes of HTTP/2 are any
/// answer, until its console tells of the 200.
const FAR: [(EngineFamily, &str); 2] = [
    (EngineFamily::Chromium, "node-ws.token-at-handshake"),
    (EngineFamily::Firefox, "nginx.http2-cleartext"),
];

fn is_far(p: &Places) -> bool {
    FAR.contains(&(p.engine, p.scenario.id))
}

#[test]
fn the_truth_is_among_the_first_three() {
    for p in all() {
        let name = format!("{} {}", p.engine, p.scenario.id);
        assert_eq!(p.before.unwrap() < 3, !is_far(&p), "{name} before any step");
        let is_dim = p.engine == EngineFamily::Firefox && is_far(&p);
        assert_eq!(p.software.unwrap() < 3, !is_dim, "{name} with the software");
        assert!(p.console.unwrap() < 3, "{name} with the console");
        assert!(p.both.unwrap() < 3, "{name} with both");
    }
}

/// Action Cable answers 404 to a refused origin, to a path that it does not have and to
/// a request that lost its upgrade: one of the three is first.
#[test]
fn the_truth_is_first_with_software_and_console_but_for_what_looks_alike() {
    let second = ["action-cable.mount-path", "action-cable.upgrade-headers"];
    for p in all().iter().filter(|p| p.engine == EngineFamily::Chromium) {
        let is_second = second.contains(&p.scenario.id);
        assert_eq!(p.both == Some(0), !is_second, "{}", p.scenario.id);
    }
    // Firefox' console names nothing of a WebSocket.
    let firefox = all().into_iter().filter(|p| p.engine == EngineFamily::Firefox);
    assert_eq!(firefox.filter(|p| p.both == Some(0)).count(), 5);
}

#[test]
fn the_choice_lowers_no_truth_and_names_nobody() {
    for p in all() {
        let name = format!("{} {}", p.engine, p.scenario.id);
        assert!(p.software <= p.before && p.both <= p.console, "{name}: {p:?}");
    }
    let chosen = compare(Path::new(EVIDENCE), With::Software).unwrap();
    let told = compare(Path::new(EVIDENCE), With::Console).unwrap();
    let told = told.iter().filter(|one| one.score.set == "stacks");
    let mut count = 0;
    for (with, without) in chosen.iter().zip(told) {
        assert_eq!(with.score.scenario.id, without.score.scenario.id);
        assert_eq!((&with.got, with.score.owner), (&without.got, without.score.owner));
        count += 1;
    }
    assert_eq!(count, all().len());
}

/// That some truth is far is shown, not said: what script saw is equal.
#[test]
fn what_stands_fourth_has_more_than_three_truths_seen_alike() {
    let all = all();
    let far = all.iter().find(|p| p.engine == EngineFamily::Chromium && is_far(p)).unwrap();
    let truths: BTreeSet<&str> =
        far.alike.iter().chain([&far.scenario]).map(|s| s.truth.as_str()).collect();
    assert_eq!(truths.len(), 4, "{truths:?}");
    for p in &all {
        let back = |other: &&'static Scenario| {
            let its = all.iter().find(|q| q.engine == p.engine && q.scenario.id == other.id);
            its.unwrap().alike.iter().any(|s| s.id == p.scenario.id)
        };
        assert!(p.alike.iter().all(back), "{}", p.scenario.id);
    }
}

fn all() -> Vec<Places> {
    places(Path::new(EVIDENCE)).unwrap()
}
