//! Situations, their folders and their truths belong together.

use std::{collections::BTreeSet, fs, path::Path};

use why1006_lab::{Truth, find, find_stack, networks, unseen};
use why1006_networks::{Way, situations};

#[test]
fn every_situation_has_a_truth_and_every_truth_a_situation() {
    let ids: Vec<&str> = situations().iter().map(|situation| situation.id).collect();
    let truths: Vec<&str> = networks().iter().map(|truth| truth.id).collect();
    assert_eq!(ids, truths, "in the same order");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "each once");
    for truth in networks() {
        assert!(find(truth.id).is_none(), "the lab has another scenario {}", truth.id);
        assert!(find_stack(truth.id).is_none(), "the stacks have another {}", truth.id);
        assert!(truth.url().is_some(), "{}", truth.id);
    }
}

#[test]
fn every_folder_is_used() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("situations");
    let used: BTreeSet<&str> = situations().iter().map(|s| s.folder).chain(["shared"]).collect();
    let there: BTreeSet<String> = fs::read_dir(place)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(there.iter().map(String::as_str).collect::<BTreeSet<_>>(), used);
}

#[test]
fn there_are_enough_of_each_kind() {
    let failing = |id: &str| networks().iter().any(|n| n.id == id && n.truth != Truth::Works);
    let count = |is: fn(Way) -> bool| situations().iter().filter(|s| is(s.way)).count();
    assert!(situations().iter().filter(|s| failing(s.id)).count() >= 30);
    assert!(count(|way| matches!(way, Way::Pac(_))) >= 3);
    assert!(count(|way| matches!(way, Way::Socks(_))) >= 3);
    assert!(count(|way| way == Way::Unasked) >= 15);
    // What cannot be seen is the exception.
    assert!(situations().iter().filter(|s| unseen(s.id).is_some()).count() <= 2);
}
