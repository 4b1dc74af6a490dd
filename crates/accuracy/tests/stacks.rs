//! The set `stacks`: software that people run, broken, with the truth known.

use std::path::Path;

use why1006_accuracy::{With, compare, replay};
use why1006_evidence::EngineFamily;
use why1006_lab::stacks;

const EVIDENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence");

#[test]
fn every_proof_left_a_recording() {
    let replay = replay(Path::new(EVIDENCE)).unwrap();
    // What a network's proxy does is recorded with the networks.
    for truth in stacks().iter().filter(|truth| !truth.id.starts_with("squid.")) {
        let mut seen = replay.scores.iter().filter(|score| score.scenario.id == truth.id);
        assert!(seen.any(|score| score.set == "stacks"), "{}", truth.id);
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

/// What is far down without a word of the user: what script sees of a 401 is what
/// it sees of any refusal, and so it is of frames that pass for an answer.
const FAR: [&str; 2] = ["nginx.http2-cleartext", "node-ws.token-at-handshake"];

#[test]
fn the_truth_stands_high() {
    let replay = replay(Path::new(EVIDENCE)).unwrap();
    let own = |engine| engine != EngineFamily::Unknown;
    for score in replay.scores.iter().filter(|s| s.set == "stacks" && own(s.engine)) {
        let place = score.place().expect("it is sound");
        let far = FAR.contains(&score.scenario.id);
        assert_eq!(place < 3, !far, "{} {}: place {place}", score.engine, score.scenario.id);
    }
    let told = compare(Path::new(EVIDENCE), With::Console).unwrap();
    for one in told.iter().filter(|one| one.score.set == "stacks") {
        let place = one.score.place().expect("it is sound");
        // FastAPI answers 403 where it has no route, as others refuse an origin.
        // Firefox's console names nothing.
        let far = one.score.scenario.id == "uvicorn.route"
            || one.score.engine == EngineFamily::Firefox && FAR.contains(&one.score.scenario.id);
        assert_eq!(place < 3, !far, "{} {}: {place}", one.score.engine, one.score.scenario.id);
    }
}
