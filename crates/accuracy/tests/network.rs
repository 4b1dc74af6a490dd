//! The set `network`: real proxies, filters and portals, with the truth known.

use std::{collections::BTreeSet, path::Path};

use why1006_accuracy::{Score, replay};
use why1006_evidence::EngineFamily;
use why1006_lab::{networks, unseen};

const EVIDENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence");

fn scores() -> Vec<Score> {
    let scores = replay(Path::new(EVIDENCE)).unwrap().scores.into_iter();
    scores.filter(|score| score.set == "network").collect()
}

#[test]
fn enough_situations_were_seen_in_chromium_and_in_firefox() {
    let scores = scores();
    let seen = |engine| -> BTreeSet<&str> {
        scores.iter().filter(|s| s.engine == engine).map(|s| s.scenario.id).collect()
    };
    for engine in [EngineFamily::Chromium, EngineFamily::Firefox] {
        let count = seen(engine).len();
        assert!(count >= 30, "{engine}: {count} of {} situations", networks().len());
    }
    // What no page can see is no question to the diagnosis.
    assert!(scores.iter().all(|s| unseen(s.scenario.id).is_none()));
}

#[test]
fn nothing_true_is_ruled_out_and_nobody_is_blamed_wrongly() {
    let wrong = |s: &Score| !s.is_sound || !s.false_certain.is_empty() || s.is_owner_wrong();
    let wrong: Vec<String> = scores()
        .iter()
        .filter(|s| wrong(s))
        .map(|s| format!("{} as {} {}: {:?}", s.scenario.id, s.engine, s.page, s.misses))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
