//! Checks the words and turns the short ones into Rust.
//!
//! A fault fails the build with file name and line. The long pages become JSON
//! only with the feature `pages`, so that no other build can contain them.

#[path = "src/check.rs"]
mod check;
// Its items are public for the library, which shares the file.
#[expect(unreachable_pub)]
#[path = "src/page.rs"]
mod page;

use std::{env, fs, path::PathBuf, process::exit};

use why1006_diagnosis::Step;
use why1006_evidence::EngineFamily;

use crate::check::{Book, Table};

fn main() {
    println!("cargo::rerun-if-changed=en");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/check.rs");
    println!("cargo::rerun-if-changed=src/check");
    println!("cargo::rerun-if-changed=src/page.rs");
    let home = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));

    let book = check::read(&home.join("en")).unwrap_or_else(|faults| {
        for fault in &faults {
            eprintln!("{fault}");
        }
        eprintln!(
            "{} fault(s) in the words; mend the lines named above",
            faults.len()
        );
        exit(1)
    });
    fs::write(out.join("words.rs"), words(&book)).expect("OUT_DIR is writable");
    if env::var_os("CARGO_FEATURE_PAGES").is_some() {
        let pages: Vec<_> = book.causes.iter().map(|cause| &cause.page).collect();
        let json = serde_json::to_string(&pages).expect("pages are plain data");
        fs::write(out.join("pages.json"), json).expect("OUT_DIR is writable");
    }
}

/// The short words as arrays in the order of their enums: the smallest form in
/// the wasm, one table and no code.
fn words(book: &Book) -> String {
    let mut rust = String::new();
    let n = book.causes.len();
    rust.push_str(&format!("static CAUSES: [CauseWords; {n}] = [\n"));
    for cause in &book.causes {
        let (title, summary, act) = (&cause.title, &cause.summary, &cause.act);
        rust.push_str(&format!(
            "CauseWords {{ title: {title:?}, summary: {summary:?}, act: {act:?} }},\n"
        ));
    }
    rust.push_str("];\n");
    for name in ["reasons", "states", "standings", "problems"] {
        plain(&mut rust, book.table(name));
    }
    const RECORDS: [(&str, &str, &[&str]); 5] = [
        (
            "verdicts",
            "VerdictWords",
            &["headline", "do act", "engineer", "limit"],
        ),
        ("owners", "OwnerWords", &["label", "sentence"]),
        ("stages", "StageWords", &["name", "check"]),
        ("rungs", "StageWords", &["name", "check"]),
        ("steps", "StepWords", &["title", "how", "tells"]),
    ];
    for (name, kind, fields) in RECORDS {
        records(&mut rust, book.table(name), kind, fields);
    }
    engine_how(&mut rust, book.table("steps"));
    rust
}

fn plain(rust: &mut String, table: &Table) {
    let (name, n) = (table.name.to_uppercase(), table.rows.len());
    rust.push_str(&format!("static {name}: [&str; {n}] = [\n"));
    for row in 0..n {
        rust.push_str(&format!("{:?},\n", table.text(row, "")));
    }
    rust.push_str("];\n");
}

/// `fields` are the keys of the file; `do act` names a Rust field otherwise,
/// since `do` is a reserved word.
fn records(rust: &mut String, table: &Table, kind: &str, fields: &[&str]) {
    let (name, n) = (table.name.to_uppercase(), table.rows.len());
    rust.push_str(&format!("static {name}: [{kind}; {n}] = [\n"));
    for row in 0..n {
        rust.push_str(&format!("{kind} {{ "));
        for field in fields {
            let (key, member) = field.split_once(' ').unwrap_or((field, field));
            rust.push_str(&format!("{member}: {:?}, ", table.text(row, key)));
        }
        rust.push_str("},\n");
    }
    rust.push_str("];\n");
}

/// The how-to lines that differ by engine.
fn engine_how(rust: &mut String, table: &Table) {
    rust.push_str("static ENGINE_HOW: &[(Step, EngineFamily, &str)] = &[\n");
    for (row, step) in Step::ALL.iter().enumerate() {
        for engine in EngineFamily::ALL {
            let how = table.text(row, &format!("how-{engine}"));
            if !how.is_empty() {
                rust.push_str(&format!(
                    "(Step::{step:?}, EngineFamily::{engine:?}, {how:?}),\n"
                ));
            }
        }
    }
    rust.push_str("];\n");
}
