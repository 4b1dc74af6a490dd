//! The catalogue holds together: one cause per id, one file per cause.

use std::{collections::BTreeSet, fs};

use why1006_diagnosis::{CauseId, causes};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

#[test]
fn every_id_has_exactly_one_cause() {
    for id in CauseId::ALL {
        let found = causes::ALL.iter().filter(|c| c.id == *id).count();
        assert_eq!(found, 1, "{id} stands {found} times in causes::ALL");
        assert_eq!(causes::get(*id).id, *id);
    }
    assert_eq!(causes::ALL.len(), CauseId::ALL.len());
}

#[test]
fn every_cause_has_a_file_of_its_name() {
    let files: BTreeSet<String> = fs::read_dir(format!("{SOURCE}/causes"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let expected: BTreeSet<String> =
        CauseId::ALL.iter().map(|id| id.as_str().replace('-', "_") + ".rs").collect();
    assert_eq!(files, expected);
    for id in CauseId::ALL {
        let file = format!("{SOURCE}/causes/{}.rs", id.as_str().replace('-', "_"));
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(&format!("id: CauseId::{id:?},")), "{file} is about {id}");
        assert!(text.starts_with("//! "), "{file} says what its cause is");
    }
}

#[test]
fn ids_are_kebab_case_and_read_back() {
    let words = |id: &str| id.split('-').all(|w| !w.is_empty() && w.bytes().all(is_plain));
    let mut seen = BTreeSet::new();
    for id in CauseId::ALL {
        assert!(words(id.as_str()), "{id}");
        assert_eq!(CauseId::parse(id.as_str()), Some(*id));
        assert!(seen.insert(id.as_str()), "{id} stands twice");
    }
    assert_eq!(CauseId::parse("no-such-cause"), None);
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}
