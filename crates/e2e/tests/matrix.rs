//! Twenty-five scenarios, live, in all three engines: soundness, the verdict,
//! and agreement with the recordings in `tests/evidence`. All others are
//! replayed only (`cargo xtask accuracy`).

use std::{path::Path, process::Command};

use why1006_accuracy::{Classes, Score, score};
use why1006_diagnosis::Verdict::{self, *};
use why1006_evidence::EngineFamily;
use why1006_lab::{Scratch, find};
use why1006_recordings::{Recording, all};

/// A report is due by then, in ms; recorded times are whole seconds.
const LONGEST: f64 = 15_000.0;

/// What Chromium, Firefox and WebKit have to answer.
const MATRIX: [(&str, [Verdict; 3]); 25] = [
    ("healthy-echo-tls", [Works; 3]),
    ("blocked-port", [BrowserRefused; 3]),
    ("refused", [NothingAnswered; 3]),
    ("silent", [Silent; 3]),
    ("empty-response-tls", [NothingAnswered; 3]),
    ("certificate-missing-intermediate", [NothingAnswered, TlsFailed, NothingAnswered]),
    ("certificate-wrong-host", [NothingAnswered, TlsFailed, NothingAnswered]),
    ("tls-no-shared-cipher", [NothingAnswered, TlsFailed, NothingAnswered]),
    ("plain-on-wss-400", [NothingAnswered, TlsFailed, NothingAnswered]),
    // Firefox takes the alert of TLS for an answer in HTTP/0.9.
    ("tls-on-ws", [NothingAnswered, AnsweredNotUpgraded, NothingAnswered]),
    ("origin-checked-404-tls", [AnsweredNotUpgraded; 3]),
    ("subprotocol-required-400", [AnsweredNotUpgraded; 3]),
    ("upgrade-swallowed", [AnsweredNotUpgraded; 3]),
    ("page-everywhere-200-tls", [AnsweredNotUpgraded; 3]),
    ("login-redirect-302", [AnsweredNotUpgraded; 3]),
    ("bad-accept-tls", [AnsweredNotUpgraded; 3]),
    ("http2-only-alert", [AnsweredNotUpgraded; 3]),
    // WebKitGTK follows redirects of a handshake.
    ("redirect-elsewhere-302", [AnsweredNotUpgraded, AnsweredNotUpgraded, Works]),
    ("nginx-strips-upgrade-tls", [AnsweredNotUpgraded; 3]),
    ("middlebox-strips-upgrade", [NetworkStripsWebsockets; 3]),
    ("proxy-refuses-connect", [NetworkStripsWebsockets; 3]),
    ("closes-4401-tls", [ClosedByServer; 3]),
    // WebKitGTK takes this code for a broken frame.
    ("closes-1012", [ClosedByServer, ClosedByServer, WorksThenEnds]),
    ("cut-after-open", [WorksThenEnds; 3]),
    // Firefox accepts masked frames.
    ("frame-masked", [WorksThenEnds, Works, WorksThenEnds]),
];

const ENGINES: [EngineFamily; 3] =
    [EngineFamily::Chromium, EngineFamily::Firefox, EngineFamily::WebKit];

#[test]
fn the_matrix_is_sound_and_as_recorded() {
    let folder = Scratch::new().unwrap();
    let ids: Vec<&str> = MATRIX.iter().map(|(id, _)| *id).collect();
    let status = Command::new(env!("CARGO_BIN_EXE_record"))
        .args(["--quick", "--only", &ids.join(","), "--out"])
        .arg(folder.path())
        .status()
        .unwrap();
    let live = all(folder.path()).unwrap();
    let recorded =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().join("tests/evidence");
    let recorded = all(&recorded).unwrap();
    let classes = Classes::new().unwrap();
    let mut wrong = Vec::new();
    for recording in &live {
        wrong.extend(faults(recording, &recorded, &classes));
    }
    for (id, _) in MATRIX {
        for engine in ENGINES {
            if !live.iter().any(|r| r.scenario == id && r.engine == engine) {
                wrong.push(format!("{id}: {} has no recording", engine.as_str()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(status.success(), "record failed");
}

/// What is wrong with a live run.
fn faults(live: &Recording, recorded: &[Recording], classes: &Classes) -> Vec<String> {
    let name = format!("{} {} {}", live.scenario, live.engine.as_str(), live.page.as_str());
    let judged = |as_unknown| score(live, classes, as_unknown).unwrap();
    let (known, unknown) = (judged(false), judged(true));
    let fatal = |s: &Score| -> Vec<String> {
        let misses = s.misses.iter().filter(|miss| miss.kind.is_fatal());
        misses.map(|miss| format!("{name}: {} {}", miss.kind.as_str(), miss.why)).collect()
    };
    let mut wrong = [fatal(&known), fatal(&unknown)].concat();
    let expected = MATRIX.iter().find(|(id, _)| *id == live.scenario).map(|(_, verdicts)| {
        let column = ENGINES.iter().position(|e| *e == live.engine).unwrap();
        verdicts[column]
    });
    if expected != Some(known.verdict) {
        wrong.push(format!("{name}: {}, expected {expected:?}", known.verdict));
    }
    if live.evidence.elapsed > LONGEST {
        wrong.push(format!("{name}: took {} ms", live.evidence.elapsed));
    }
    let same = |r: &&Recording| {
        (&r.scenario, r.engine, r.page) == (&live.scenario, live.engine, live.page)
    };
    match recorded.iter().find(same).map(|r| score(r, classes, false).unwrap()) {
        Some(before) if before.named == known.named => {}
        Some(before) => {
            wrong.push(format!("{name}: leaves {:?}, recorded {:?}", known.named, before.named));
        }
        None => wrong.push(format!("{name}: tests/evidence has no recording of it")),
    }
    wrong
}

/// A healthy server that refuses this page may not be called broken.
#[test]
fn the_words_name_this_page_as_the_one_that_may_be_refused() {
    let words = why1006_content::verdict(Verdict::AnsweredNotUpgraded);
    assert!(words.headline.contains("only this page"), "{}", words.headline);
    assert!(words.act.contains("may refuse this page"), "{}", words.act);
}

#[test]
fn the_matrix_has_both_pages_and_many_stages() {
    let rows = || MATRIX.iter().map(|(id, _)| find(id).unwrap());
    let secure = rows().filter(|s| s.tls.scheme() == "wss").count();
    assert!((8..=17).contains(&secure), "{secure} of 25 are wss://");
    let mut stages: Vec<_> = rows().filter_map(|s| s.stage).map(|s| s.as_str()).collect();
    stages.sort_unstable();
    stages.dedup();
    assert!(stages.len() >= 6, "{stages:?}");
    assert!(rows().all(|s| !s.needs_namespace()), "the matrix runs without root");
}
