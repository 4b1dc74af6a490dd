//! The program on recordings that are wrong, missing or broken.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

const EVIDENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence");

/// The keys that the contract of `cargo xtask accuracy --json` names.
const CONTRACT: [&str; 15] = [
    "engine",
    "page",
    "set",
    "scenarios",
    "sound",
    "false_certain",
    "certain_due",
    "certain_got",
    "owner_right",
    "owner_wrong",
    "truth_first",
    "truth_in_three",
    "mean_remaining",
    "pairs_told",
    "pairs_possible",
];

/// The keys beyond it, as `Row::json` documents them.
const BEYOND: [&str; 3] = ["recorded_in", "weighted", "pairs_beyond"];

/// A folder of recordings that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("accuracy-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// A recording of Chromium from the http page, filed under a scenario.
    fn file(&self, recorded: &str, as_scenario: &str) -> &Folder {
        let place = |id: &str| format!("chromium/http/{id}.json");
        let text = fs::read_to_string(Path::new(EVIDENCE).join(place(recorded))).unwrap();
        let named = |id: &str| format!("\"scenario\": \"{id}\"");
        assert!(text.contains(&named(recorded)), "{recorded} names itself");
        self.write(&place(as_scenario), &text.replacen(&named(recorded), &named(as_scenario), 1))
    }

    fn write(&self, path: &str, text: &str) -> &Folder {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        run(&[&["--evidence", self.0.to_str().unwrap()], arguments].concat())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Ran {
    passed: bool,
    out: String,
    err: String,
}

impl Ran {
    fn rows(&self) -> Vec<Value> {
        serde_json::from_str::<Value>(&self.out).unwrap().as_array().unwrap().clone()
    }

    /// The one line of a failure, without its beginning.
    #[track_caller]
    fn one_line(&self) -> &str {
        assert!(!self.passed, "{}", self.out);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        self.err.strip_prefix("error: ").unwrap().trim_end()
    }
}

fn run(arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_why1006-accuracy"))
        .args(arguments)
        .output()
        .expect("the program starts");
    Ran {
        passed: output.status.success(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn good_recordings_pass() {
    let folder = Folder::new("good");
    folder.file("healthy-echo", "healthy-echo").file("refused", "refused");
    folder.file("closes-1008", "closes-1008").file("status-404-json", "status-404-json");
    let ran = folder.run(&["--json"]);
    assert!(ran.passed, "{}", ran.err);
    let rows = ran.rows();
    assert_eq!(rows.len(), 2, "as itself, and as an unknown engine");
    for row in rows {
        assert_eq!((&row["scenarios"], &row["sound"]), (&4.into(), &4.into()));
        assert_eq!((&row["false_certain"], &row["owner_wrong"]), (&0.into(), &0.into()));
    }
}

#[test]
fn evidence_under_a_wrong_scenario_fails_and_is_named() {
    for (recorded, filed_as, kinds) in [
        ("healthy-echo", "refused", &["unsound", "owner-wrong"][..]),
        ("refused", "healthy-echo", &["unsound"]),
        ("refused", "status-404-json", &["unsound"]),
        ("closes-1008", "closes-1011", &["unsound", "false-certain", "owner-wrong"]),
        ("blocked-port", "refused", &["false-certain"]),
    ] {
        let folder = Folder::new(&format!("{recorded}-as-{filed_as}"));
        let ran = folder.file(recorded, filed_as).file("closes-4000", "closes-4000").run(&[]);
        assert!(!ran.passed, "{recorded} as {filed_as}: {}", ran.out);
        for kind in kinds {
            for engine in ["chromium ", "unknown(chromium)"] {
                let named = |line: &str| {
                    line.starts_with(kind) && line.contains(engine) && line.contains(filed_as)
                };
                assert!(ran.err.lines().any(named), "{kind} {engine} {filed_as}: {}", ran.err);
            }
        }
        assert!(!ran.err.contains("closes-4000"), "the good one is not named: {}", ran.err);
    }
}

#[test]
fn the_rows_have_the_keys_of_the_contract() {
    let ran = run(&["--json"]);
    let rows = ran.rows();
    assert!(rows.len() >= 4, "{} rows", rows.len());
    for row in &rows {
        let row = row.as_object().unwrap();
        let keys: BTreeSet<&str> = row.keys().map(String::as_str).collect();
        assert_eq!(keys, CONTRACT.into_iter().chain(BEYOND).collect(), "{row:?}");
        let set = row["set"].as_str().unwrap();
        assert!(["lab", "stacks", "network"].contains(&set), "{row:?}");
        assert!(row["recorded_in"] != "unknown");
        // What is counted twice, plainly and weighted, goes by the same names.
        let weighted = row["weighted"].as_object().unwrap();
        let weighted: BTreeSet<&str> = weighted.keys().map(String::as_str).collect();
        assert_eq!(weighted, CONTRACT[3..].iter().copied().collect());
        let share = |name: &str| row[name].as_u64().unwrap();
        assert!(share("pairs_told") <= share("pairs_possible"));
        assert!(share("certain_got") <= share("certain_due"));
    }
    let told: BTreeSet<&str> = rows.iter().map(|row| row["engine"].as_str().unwrap()).collect();
    assert!(told.contains("unknown"), "{told:?}");
}

/// What could be told apart is a matter of the scenarios, not of what a
/// recording happens to hold: without its web requests a run has to tell the
/// same pairs apart, and tells fewer.
#[test]
fn fewer_probes_raise_no_share() {
    let (whole, poor) = (Folder::new("whole"), Folder::new("poor"));
    for entry in fs::read_dir(Path::new(EVIDENCE).join("chromium/http")).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if !name.ends_with(".json") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut recording: Value = serde_json::from_str(&text).unwrap();
        if let Some(seen) = recording["evidence"]["observations"].as_array_mut() {
            seen.retain(|o| o["probe"] == "websocket");
        }
        whole.write(&format!("chromium/http/{name}"), &text);
        poor.write(&format!("chromium/http/{name}"), &recording.to_string());
    }
    let (whole, poor) = (whole.run(&["--json"]).rows(), poor.run(&["--json"]).rows());
    assert_eq!((whole.len(), poor.len()), (2, 2));
    for (whole, poor) in whole.iter().zip(&poor) {
        assert_eq!(whole["scenarios"], poor["scenarios"]);
        assert_eq!(whole["pairs_possible"], poor["pairs_possible"]);
        assert_eq!(whole["certain_due"], poor["certain_due"]);
        let told = |row: &Value| row["pairs_told"].as_u64().unwrap();
        assert!(told(poor) < told(whole), "{} without, {} with", told(poor), told(whole));
    }
}

/// A pair is possible or not whatever other scenarios were recorded.
#[test]
fn fewer_recordings_make_no_other_pair_possible() {
    let possible = |ids: &[&str]| {
        let folder = Folder::new(&format!("pairs-{}", ids.join("-")));
        for id in ids {
            folder.file(id, id);
        }
        folder.run(&["--json"]).rows()[0]["pairs_possible"].as_u64().unwrap()
    };
    let all = ["refused", "status-404-json", "closes-4401"];
    let pairs: u64 =
        [[0, 1], [0, 2], [1, 2]].map(|[a, b]| possible(&[all[a], all[b]])).iter().sum();
    assert_eq!(possible(&all), pairs);
}

#[test]
fn what_cannot_be_read_is_one_line_with_the_cure() {
    let missing = run(&["--evidence", "no/such/folder"]);
    let line = missing.one_line();
    assert!(line.starts_with("no/such/folder has no recordings"), "{line}");
    assert!(line.contains("cargo xtask record"), "{line}");

    let folder = Folder::new("broken");
    folder.file("refused", "refused").write("chromium/http/broken.json", "{ \"scenario\":");
    let ran = folder.run(&[]);
    let line = ran.one_line();
    assert!(line.contains("chromium/http/broken.json: is no JSON"), "{line}");
    assert!(line.contains("cargo xtask record"), "{line}");

    // A recording that lies where it does not belong.
    let folder = Folder::new("misplaced");
    folder.file("refused", "refused");
    let text = fs::read_to_string(folder.0.join("chromium/http/refused.json")).unwrap();
    let ran = folder.write("firefox/http/refused.json", &text).run(&[]);
    assert!(ran.one_line().contains("firefox/http/refused.json: belongs to"), "{}", ran.err);

    let ran = Folder::new("unknown-scenario").file("refused", "no-such-scenario").run(&[]);
    let line = ran.one_line();
    assert!(line.starts_with("the lab has no scenario `no-such-scenario`"), "{line}");

    let ran = run(&["--evidence", EVIDENCE, "--write-docs"]);
    assert!(ran.one_line().contains("leave --evidence out"), "{}", ran.err);
    assert!(run(&["--nonsense"]).one_line().contains("--nonsense"));
}
