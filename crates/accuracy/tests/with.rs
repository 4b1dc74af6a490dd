//! The program with what the user can tell.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use serde_json::Value;

const EVIDENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence");

/// The keys that a row has beyond those without.
const CONTRACT: [&str; 9] = [
    "with",
    "failing",
    "exact",
    "smaller",
    "wider",
    "one_cause",
    "one_cause_before",
    "one_owner",
    "one_owner_before",
];

fn run(arguments: &[&str]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_why1006-accuracy"))
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

fn rows(out: &str) -> Vec<Value> {
    serde_json::from_str::<Value>(out).unwrap().as_array().unwrap().clone()
}

/// A folder with one recording of Chromium from the http page, altered.
fn folder(name: &str, scenario: &str, alter: impl Fn(&mut Value)) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("with-{name}"));
    let _ = fs::remove_dir_all(&folder);
    let place = format!("chromium/http/{scenario}.json");
    let text = fs::read_to_string(Path::new(EVIDENCE).join(&place)).unwrap();
    let mut recording: Value = serde_json::from_str(&text).unwrap();
    alter(&mut recording);
    let file = folder.join(place);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, recording.to_string()).unwrap();
    folder.to_str().unwrap().to_owned()
}

#[test]
fn the_diagnosis_leaves_exactly_what_the_table_permits() {
    for with in ["console", "tab", "both", "curl", "curl-elsewhere", "openssl", "software"] {
        let (passed, out, why) = run(&[&format!("--with-{with}"), "--json"]);
        assert!(passed, "--with-{with}: {why}");
        let rows = rows(&out);
        assert!(rows.len() >= 2, "{} rows", rows.len());
        for row in &rows {
            let row = row.as_object().unwrap();
            let count = |name: &str| row[name].as_u64().unwrap();
            assert_eq!(row["with"], with);
            assert!(count("failing") > if row["set"] == "lab" { 20 } else { 0 }, "{row:?}");
            assert_eq!(count("exact"), count("failing"), "{row:?}");
            assert_eq!(count("smaller") + count("wider"), 0);
            assert_eq!(count("sound"), count("scenarios"));
            assert_eq!((count("false_certain"), count("owner_wrong")), (0, 0));
            assert!(count("one_cause") >= count("one_cause_before"));
            assert!(count("one_cause") <= count("failing"));
        }
    }
}

/// Neither the table nor the parser is silent about anything that was recorded.
#[test]
fn every_recorded_text_is_read() {
    for with in ["console", "tab", "curl", "openssl"] {
        let (_, out, why) = run(&[&format!("--with-{with}"), "--list"]);
        let unread: Vec<&str> = out.lines().filter(|line| line.starts_with("unread")).collect();
        assert!(unread.is_empty(), "{}{why}", unread.join("\n"));
    }
}

#[test]
fn the_rows_have_the_keys_of_the_contract() {
    let keys = |arguments: &[&str]| -> BTreeSet<String> {
        rows(&run(arguments).1)[0].as_object().unwrap().keys().cloned().collect()
    };
    let (without, with) = (keys(&["--json"]), keys(&["--with-console", "--json"]));
    let more: BTreeSet<&str> = with.difference(&without).map(String::as_str).collect();
    assert_eq!(more, BTreeSet::from(CONTRACT));
    assert!(without.is_subset(&with));
}

#[test]
fn a_line_of_the_console_narrows_the_answer() {
    let one = |arguments: &[&str]| rows(&run(arguments).1)[0].clone();
    let same = folder("refused", "refused", |_| {});
    let row = one(&["--with-console", "--json", "--evidence", &same]);
    assert_eq!((&row["failing"], &row["exact"]), (&1.into(), &1.into()));
    let plain = one(&["--json", "--evidence", &same]);
    let remain = |row: &Value| row["mean_remaining"].as_f64().unwrap();
    assert!(remain(&row) < remain(&plain), "{} and {}", remain(&row), remain(&plain));
}

/// The truth is `refused`: a console that tells another story has to show.
#[test]
fn a_console_that_contradicts_the_truth_fails() {
    let other = folder("dns", "refused", |recording| {
        let console = recording["console"].as_array_mut().unwrap();
        for line in console {
            let text = line.as_str().unwrap();
            *line = text.replace("CONNECTION_REFUSED", "NAME_NOT_RESOLVED").into();
        }
        recording["evidence"]["target"]["literal"] = false.into();
    });
    let (passed, out, why) = run(&["--with-console", "--evidence", &other]);
    assert!(!passed, "{out}");
    assert!(why.contains("unsound") && why.contains("refused"), "{why}");
}

#[test]
fn what_cannot_be_compared_is_one_line() {
    let silent = folder("silent", "refused", |recording| recording["console"] = Value::Null);
    for (arguments, says) in [
        (&["--with-console", "--evidence", &silent][..], "no recording has that text"),
        (&["--with-console", "--with-tab"], "only one of --with-"),
        (&["--with-console", "--write-docs"], "leave --with-"),
    ] {
        let (passed, _, why) = run(arguments);
        assert!(!passed && why.contains(says) && why.lines().count() == 1, "{why}");
    }
}
