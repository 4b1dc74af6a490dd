//! Checks the words and turns the short ones into Rust.
//!
//! A fault fails the build with file name and line. The long pages become JSON
//! only with the feature `pages`, so that no other build can contain them.

#[path = "src/check.rs"]
mod check;
#[path = "src/keys.rs"]
mod keys;
// Its items are public for the library, which shares the file.
#[path = "src/page.rs"]
mod page;
#[path = "src/recipe.rs"]
mod recipe;

use std::{env, fs, path::PathBuf, process::exit};
use why1006_evidence::record::Record;

use why1006_diagnosis::Step;
use why1006_evidence::EngineFamily;

use crate::check::{Book, Table, lists};

fn main() {
    println!("cargo::rerun-if-changed=en");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/check.rs");
    println!("cargo::rerun-if-changed=src/check");
    println!("cargo::rerun-if-changed=src/keys.rs");
    println!("cargo::rerun-if-changed=src/page.rs");
    println!("cargo::rerun-if-changed=src/recipe.rs");
    let home = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));

    let book = check::read(&home.join("en")).unwrap_or_else(|faults| {
        for fault in &faults {
            eprintln!("{fault}");
        }
        eprintln!("{} fault(s) in the words; mend the lines named above", faults.len());
        exit(1)
    });
    fs::write(out.join("words.rs"), words(&book)).expect("OUT_DIR is writable");
    if env::var_os("CARGO_FEATURE_PAGES").is_some() {
        let json: Vec<serde_json::Value> = book.pages().map(|page| page.write()).collect();
        fs::write(out.join("pages.json"), serde_json::Value::from(json).to_string())
            .expect("OUT_DIR is writable");
        let recipes: Vec<serde_json::Value> = book.recipes.iter().map(|r| r.write()).collect();
        fs::write(out.join("recipes.json"), serde_json::Value::from(recipes).to_string())
            .expect("OUT_DIR is writable");
        fs::write(out.join("told.rs"), told(&book)).expect("OUT_DIR is writable");
    }
}

/// The words as one text per field, with a line per member in the order of its
/// enum: no code, and a build that never reads a field does not hold it. An
/// array would add two numbers per member, which do not compress.
fn words(book: &Book) -> String {
    let mut rust = String::new();
    lines(&mut rust, "CAUSES_TITLE", book.causes.iter().map(|c| c.title.as_str()));
    lines(&mut rust, "CAUSES_SUMMARY", book.causes.iter().map(|c| c.summary.as_str()));
    lines(&mut rust, "CAUSES_ACT", book.causes.iter().map(|c| c.act.as_str()));
    for (name, fields) in FIELDS {
        let table = book.table(name);
        for field in *fields {
            let key = if field.is_empty() { String::new() } else { format!("_{field}") };
            let name = format!("{name}{key}").to_uppercase();
            let texts = (0..table.rows.len()).map(|row| table.text(row, field));
            lines(&mut rust, &name, texts);
        }
    }
    engine_how(&mut rust, book.table("steps"));
    rust.push_str("static NOTES: &[(&str, &str)] = &[\n");
    for (row, key) in keys::NOTE_KEYS.iter().enumerate() {
        rust.push_str(&format!("({key:?}, {:?}),\n", book.table("notes").text(row, "")));
    }
    rust.push_str("];\n");
    rust
}

/// What is only ever fetched, by `kind.tag.field`: first what goes with every
/// report, then what goes with the steps.
fn told(book: &Book) -> String {
    let mut rust = String::new();
    for (name, files) in [("MORE", MORE), ("TOLD", TOLD)] {
        rust.push_str(&format!("static {name}: &[(&str, &str)] = &[\n"));
        for (file, kind, field) in files {
            let table = book.table(file);
            for (tag, row) in table.tags.iter().zip(&table.rows) {
                for (key, text) in row {
                    let key = if key.is_empty() { field } else { &key[..] };
                    // The tag of an answer is its step and its clue.
                    let key = if key.is_empty() { String::new() } else { format!(".{key}") };
                    rust.push_str(&format!("({:?}, {text:?}),\n", format!("{kind}.{tag}{key}")));
                }
            }
        }
        if name == "TOLD" {
            let groups = lists::TAB_GROUPS.iter().map(|(group, _)| *group).collect::<Vec<_>>();
            rust.push_str(&format!("(\"tab.groups.order\", {:?}),\n", groups.join(" ")));
            for (group, clues) in lists::TAB_GROUPS {
                let key = format!("tab-group.{group}.clues");
                rust.push_str(&format!("({key:?}, {:?}),\n", clues.join(" ")));
            }
        }
        rust.push_str("];\n");
    }
    rust
}

/// File, kind and the name of its plain text.
type Fetched = &'static [(&'static str, &'static str, &'static str)];

const MORE: Fetched = &[
    ("needs", "need", "label"),
    ("audiences", "audience", "label"),
    ("carries", "carries", ""),
    ("transports", "transport", ""),
    ("outcomes", "outcome", ""),
    ("changes", "change", "label"),
    ("unusable", "unusable", "text"),
    ("report", "report", "text"),
    ("labels", "label", "text"),
];

const TOLD: Fetched = &[
    ("clues", "clue", "text"),
    ("ways", "way", "label"),
    ("askers", "asker", "label"),
    ("vantages", "vantage", "label"),
    ("stacks", "stack", "label"),
    ("commands", "command", ""),
    ("answers", "answer", ""),
    ("meanings", "meaning", ""),
    ("circumstances", "circumstance", "label"),
    ("facts", "fact", "label"),
    ("saw", "saw", "label"),
    ("tab", "tab", ""),
    ("tab-groups", "tab-group", ""),
    ("paste", "paste", "text"),
    ("ignored", "ignored", "text"),
    ("faults", "fault", "text"),
];

/// The fields of each file of words; `""` is a file of plain sentences.
const FIELDS: &[(&str, &[&str])] = &[
    ("reasons", &[""]),
    ("remarks", &[""]),
    ("states", &[""]),
    ("standings", &[""]),
    ("problems", &[""]),
    ("verdicts", &["headline", "do", "engineer", "limit"]),
    ("owners", &["label", "sentence"]),
    ("stages", &["name", "check"]),
    ("rungs", &["name", "check"]),
    ("steps", &["title", "how", "tells"]),
    ("experiments", &["name", "why"]),
];

fn lines<'a>(rust: &mut String, name: &str, texts: impl Iterator<Item = &'a str>) {
    let texts: Vec<&str> = texts.collect();
    assert!(texts.iter().all(|text| !text.contains('\n')), "{name}: a text is one line");
    rust.push_str(&format!("static {name}: &str = {:?};\n", texts.join("\n")));
}

/// The how-to lines that differ by engine.
fn engine_how(rust: &mut String, table: &Table) {
    rust.push_str("static ENGINE_HOW: &[(Step, EngineFamily, &str)] = &[\n");
    for (row, step) in Step::ALL.iter().enumerate() {
        for engine in EngineFamily::ALL {
            let how = table.text(row, &format!("how-{engine}"));
            if !how.is_empty() {
                rust.push_str(&format!("(Step::{step:?}, EngineFamily::{engine:?}, {how:?}),\n"));
            }
        }
    }
    rust.push_str("];\n");
}
