//! The recordings, each under its own engine and as one of an unknown engine.

use std::{fmt, path::Path, sync::LazyLock};

use why1006_accuracy::{Classes, Score, judge, told_all};
use why1006_evidence::{EngineFamily, Evidence, Told};
use why1006_lab::{Scenario, Truth, find};
use why1006_recordings::{Recording, Terminal, all, terminals};

/// One recording and what is true of it.
pub(crate) struct Run {
    /// Engine, page and scenario, for messages.
    pub(crate) name: String,
    /// What is the matter.
    pub(crate) truth: Truth,
    /// What the page saw; the engine may be relabelled.
    pub(crate) evidence: Evidence,
    /// What the user could tell of it; not part of the evidence.
    pub(crate) told: Vec<Told>,
}

/// A failing case names its run; the file holds the rest.
impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Every recording twice, but for those on which the whole diagnosis is wrong:
/// `cargo xtask accuracy` names them and fails.
pub(crate) static RUNS: LazyLock<Vec<Run>> = LazyLock::new(|| {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let recordings = all(folder).unwrap();
    assert!(recordings.len() > 100, "{} recordings", recordings.len());
    let (classes, printed) = (Classes::new().unwrap(), terminals(folder).unwrap());
    assert!(printed.len() > 100, "{} scenarios in a terminal", printed.len());
    recordings
        .iter()
        .flat_map(|recording| {
            let printed = printed.get(&recording.scenario);
            [false, true].map(|as_unknown| run(recording, printed, &classes, as_unknown))
        })
        .flatten()
        .collect()
});

fn run(
    recording: &Recording,
    printed: Option<&Terminal>,
    classes: &Classes,
    as_unknown: bool,
) -> Option<Run> {
    let Recording { engine, page, scenario, .. } = recording;
    let scenario: &'static Scenario = find(scenario).unwrap();
    let place = (*engine, *page);
    let whole: Score = judge(scenario, place, &recording.evidence, classes, as_unknown);
    if whole.misses.iter().any(|miss| miss.kind.is_fatal()) {
        return None;
    }
    let mut evidence = recording.evidence.clone();
    if as_unknown {
        evidence.circumstances.engine.family = EngineFamily::Unknown;
    }
    let told = evidence.circumstances.engine.family;
    Some(Run {
        name: format!("{engine} (told: {told}) {page} {}", scenario.id),
        truth: whole.truth,
        evidence,
        told: told_all(recording, printed),
    })
}

/// Fails with every distinct fault and how often it was seen.
#[track_caller]
pub(crate) fn none(mut faults: Vec<String>) {
    let count = faults.len();
    faults.sort();
    faults.dedup();
    let shown = faults.iter().take(60).cloned().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{count} faults, {} distinct:\n{shown}", faults.len());
}
