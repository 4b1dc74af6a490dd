//! The short code of a run stays the same wherever its evidence goes.

use proptest::prelude::*;
use serde_json::Value;
use why1006_evidence::{
    Clue, EventKind, Evidence, Told, Way, code::code, record::Record, redact::redact,
};

fn golden(text: &str) -> Evidence {
    let json: Value = serde_json::from_str(text).unwrap();
    Evidence::read(&json).unwrap()
}

fn v1() -> Evidence {
    golden(include_str!("v1.json"))
}

#[test]
fn what_is_out_keeps_its_code() {
    assert_eq!(code(&v1()), "J8JK-MWMT");
    assert_eq!(code(&golden(include_str!("v1-later.json"))), "989D-Q6KF");
}

#[test]
fn neither_redaction_nor_an_answer_changes_it() {
    let seen = v1();
    let mut other = redact(&seen);
    assert_ne!(seen, other, "something was taken out");
    assert_eq!(code(&seen), code(&other));
    other.told.push(Told::status(Way::Console, 404));
    other.told.push(Told::new(Way::App, Clue::Works));
    // Whatever else may be taken out on request.
    for text in [&mut other.target.url, &mut other.target.host] {
        text.clear();
    }
    other.circumstances.page.origin.clear();
    other.target.protocols.clear();
    other.target.problems.clear();
    other.target.app = None;
    let events = other.observations.iter_mut().flat_map(|o| &mut o.events);
    events.chain(&mut other.page_events).for_each(|e| (e.reason, e.name) = (None, None));
    assert_eq!(code(&seen), code(&other));
    // Tags of a later version read as `other` in an earlier one.
    for event in other.observations.iter_mut().flat_map(|o| &mut o.events) {
        event.kind = EventKind::Other;
    }
    assert_eq!(code(&seen), code(&other));
}

#[test]
fn another_run_has_another() {
    let seen = v1();
    let mut codes = vec![code(&seen)];
    let mut note = |change: &dyn Fn(&mut Evidence)| {
        let mut other = seen.clone();
        change(&mut other);
        codes.push(code(&other));
    };
    note(&|e| e.circumstances.started_at += 1.0);
    note(&|e| e.elapsed += 0.1);
    note(&|e| e.circumstances.utc_offset += 60);
    note(&|e| e.circumstances.engine.major += 1);
    note(&|e| e.target.port += 1);
    note(&|e| e.observations[0].events[0].at += 0.1);
    note(&|e| e.observations[0].events[0].code = Some(4400));
    note(&|e| drop(e.observations.pop()));
    let all = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), all, "{codes:?}");
}

proptest! {
    #[test]
    fn it_reads_well(at in any::<f64>(), elapsed in any::<f64>(), port in any::<u16>()) {
        let mut seen = v1();
        seen.circumstances.started_at = at;
        seen.elapsed = elapsed;
        seen.target.port = port;
        let code = code(&seen);
        let (left, right) = code.split_once('-').unwrap();
        prop_assert_eq!((left.len(), right.len()), (4, 4));
        let is_clear = |c: char| {
            (c.is_ascii_digit() || c.is_ascii_uppercase()) && !"01OILUBSZAE".contains(c)
        };
        prop_assert!([left, right].concat().chars().all(is_clear), "{}", code);
    }
}
