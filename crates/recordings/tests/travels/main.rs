//! What leaves the page: it comes back as it was, means the same, and has no
//! secret in it.

mod hostile;
mod round_trip;
mod secrets;

use std::path::PathBuf;

use why1006_evidence::{Evidence, Said};
use why1006_recordings::{all, patient};

/// What browsers saw of the lab and of real software, patient users included.
fn everything() -> Vec<(String, Evidence)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let of = |folder: &PathBuf| [all(folder).unwrap(), patient(folder).unwrap()].concat();
    let recordings = [of(&folder), of(&folder.join("stacks"))].concat();
    assert!(recordings.len() > 900, "{} recordings", recordings.len());
    let named = recordings
        .into_iter()
        .map(|r| (format!("{} in {} from {}", r.scenario, r.engine, r.page), r.evidence));
    named.collect()
}

/// A label as the page writes it.
fn said() -> Said {
    Said {
        build: "0.1.0".into(),
        verdict: "answered-not-upgraded".into(),
        cause: Some("proxy-upgrade-headers".into()),
        owner: "site-operator".into(),
    }
}
