//! Every line that a real browser printed while the page ran.

use std::path::PathBuf;

use crate::context;
use why1006_evidence::{Way, told::MAX_TOLD};
use why1006_pasted::{Source, Why, code, read};
use why1006_recordings::{Recording, Saw, all, patient};

fn recordings() -> Vec<Recording> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let mut recordings = all(&folder).expect("recordings");
    recordings.extend(patient(&folder).expect("recordings of patient users"));
    assert!(recordings.len() > 1000);
    recordings
}

#[test]
fn every_line_is_understood_or_ignored_for_a_reason() {
    for recording in recordings() {
        for line in recording.console.iter().flatten() {
            let reading = read(line, &context(&recording.evidence.target, Source::ThisPage));
            let unknown = reading.ignored.iter().any(|one| one.why == Why::NotUnderstood);
            let counted = reading.understood.len() + reading.ignored.len();
            assert!(
                !unknown && counted == 1,
                "{} in {}: {line}\n{reading:#?}",
                recording.scenario,
                recording.engine
            );
        }
    }
}

#[test]
fn a_whole_console_has_every_line_once() {
    for recording in recordings() {
        let lines = recording.console.clone().unwrap_or_default();
        if lines.is_empty() {
            continue;
        }
        let reading =
            read(&lines.join("\n"), &context(&recording.evidence.target, Source::ThisPage));
        let understood = reading.understood.iter().map(|one| one.lines);
        let ignored = reading.ignored.iter().map(|one| one.lines);
        let counted: u32 = understood.chain(ignored).sum();
        assert_eq!(counted as usize, lines.len(), "{}: {reading:#?}", recording.scenario);
        assert!(reading.understood.len() <= MAX_TOLD);
        assert!(!reading.ignored.iter().any(|one| one.why == Why::NotUnderstood));
        assert_eq!(reading.fault.is_none(), !reading.understood.is_empty());
    }
}

#[test]
fn a_target_that_was_redacted_reads_the_same() {
    for recording in recordings() {
        let lines = recording.console.clone().unwrap_or_default().join("\n");
        let redacted = why1006_evidence::redact::redact(&recording.evidence);
        let plain = read(&lines, &context(&recording.evidence.target, Source::ThisPage));
        let again = read(&lines, &context(&redacted.target, Source::ThisPage));
        assert_eq!(plain, again, "{}", recording.scenario);
    }
}

#[test]
fn every_error_page_has_a_clue() {
    for recording in recordings() {
        let error = recording.tab.filter(|tab| tab.saw == Saw::Error);
        let Some(page) = error.and_then(|tab| tab.text) else { continue };
        let told = code(&page);
        let found = told.as_ref().is_some_and(|told| told.way == Way::Tab);
        assert!(found, "{} in {}: {page}", recording.scenario, recording.engine);
    }
}
