//! Two recordings of one scenario stand on one machine, in one network, at one time
//! and before one server. So a comparison of them may name the browser or the page,
//! or nothing, and never a network, a device, a login or a change since.

use std::{collections::BTreeMap, path::Path};

use why1006_diagnosis::compare::{Circumstance, Comparison, Meaning, compare};
use why1006_evidence::Evidence;
use why1006_lab::{Scenario, Truth, find};
use why1006_recordings::{Recording, all};

fn recordings() -> BTreeMap<String, Vec<Recording>> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let mut by_scenario: BTreeMap<String, Vec<Recording>> = BTreeMap::new();
    for recording in all(folder).unwrap() {
        by_scenario.entry(recording.scenario.clone()).or_default().push(recording);
    }
    by_scenario
}

/// Recordings begin at 0; a run that begins a minute later is another run.
fn beside(one: &Evidence, other: &Evidence) -> Comparison {
    let mut other = other.clone();
    other.circumstances.started_at += 60_000.0;
    compare(one, &other)
}

/// What may be said of two recordings of one scenario.
fn is_sound(one: &Recording, other: &Recording, c: &Comparison) -> bool {
    match c.meaning {
        Meaning::Browser => one.engine != other.engine && one.page == other.page,
        Meaning::Page => one.engine == other.engine && one.page != other.page,
        Meaning::Several => !c.circumstances.is_empty(),
        Meaning::WithoutParts => c.circumstances.contains(&Circumstance::HiddenParts),
        Meaning::BothOpen
        | Meaning::SameFailure
        | Meaning::OtherFailure
        | Meaning::ComesAndGoes
        | Meaning::TooShort
        | Meaning::Unclear => true,
        _ => false,
    }
}

#[test]
fn of_one_scenario_no_network_login_or_time_is_named() {
    let (mut wrong, mut seen) = (Vec::new(), BTreeMap::<Meaning, u32>::new());
    for (id, list) in recordings() {
        for (at, one) in list.iter().enumerate() {
            for other in &list[at + 1..] {
                let c = beside(&one.evidence, &other.evidence);
                *seen.entry(c.meaning).or_default() += 1;
                if !is_sound(one, other, &c) {
                    let name = |r: &Recording| format!("{} {}", r.engine, r.page);
                    let (one, other) = (name(one), name(other));
                    wrong.push(format!("{id}, {one} and {other}: {}", c.meaning));
                }
            }
        }
    }
    let total: u32 = seen.values().sum();
    eprintln!("{total} pairs: {seen:?}");
    assert!(wrong.is_empty(), "{} of {total}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(total > 2_000, "{total} pairs");
    for meaning in [Meaning::Browser, Meaning::SameFailure, Meaning::BothOpen] {
        assert!(seen.get(&meaning).copied().unwrap_or_default() > 20, "{meaning}: {seen:?}");
    }
}

/// A server that all see alike fails alike wherever the rules can tell; and where one
/// engine alone is spared, the browser is what differs.
#[test]
fn where_an_engine_alone_is_spared_the_browser_is_the_lead() {
    let mut count = 0;
    for (id, list) in recordings() {
        let scenario: &Scenario = find(&id).unwrap();
        for failing in &list {
            for open in list.iter().filter(|r| r.page == failing.page) {
                let truths = [failing, open].map(|r| scenario.truth_in(r.engine));
                if !matches!(truths, [Truth::Cause(_), Truth::Works]) {
                    continue;
                }
                let c = beside(&failing.evidence, &open.evidence);
                let is_lead = match c.meaning {
                    Meaning::Several => c.circumstances.contains(&Circumstance::HiddenParts),
                    Meaning::Browser | Meaning::ComesAndGoes | Meaning::TooShort => true,
                    meaning => meaning == Meaning::Unclear,
                };
                assert!(is_lead, "{id} in {} and {}: {}", failing.engine, open.engine, c.meaning);
                count += usize::from(c.meaning == Meaning::Browser);
            }
        }
    }
    assert!(count > 10, "{count} pairs");
}

/// The same failing run beside one that works, of the same engine and page: as if a
/// colleague had tested the same address from another place.
#[test]
fn beside_a_run_that_works_a_failure_is_near_or_of_the_network() {
    let all = recordings();
    let mut seen = BTreeMap::<Meaning, u32>::new();
    for works in &all["healthy-echo"] {
        for (id, list) in &all {
            let alike = |r: &&Recording| (r.engine, r.page) == (works.engine, works.page);
            for failing in list.iter().filter(alike) {
                if !matches!(find(id).unwrap().truth_in(failing.engine), Truth::Cause(_)) {
                    continue;
                }
                let mut ours = works.evidence.clone();
                ours.target = failing.evidence.target.clone();
                let c = beside(&failing.evidence, &ours);
                *seen.entry(c.meaning).or_default() += 1;
                let certain = [Meaning::Browser, Meaning::Page, Meaning::Since, Meaning::Account];
                let is_wrong = certain.contains(&c.meaning)
                    && !c.circumstances.iter().any(|one| *one != Circumstance::LocalAddress);
                assert!(!is_wrong, "{id}: {} with {:?}", c.meaning, c.circumstances);
            }
        }
    }
    eprintln!("{seen:?}");
    assert!(seen.get(&Meaning::Near).copied().unwrap_or_default() > 100, "{seen:?}");
    assert!(seen.contains_key(&Meaning::Network), "{seen:?}");
}
