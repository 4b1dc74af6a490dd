//! `docs/accuracy.md` is what the recordings say now.
//!
//! `WHY1006_BLESS=1 cargo test -p why1006-accuracy --test docs` writes it anew,
//! as `cargo xtask accuracy --write-docs` does.

use std::{fs, path::Path};

use why1006_accuracy::{docs, places, replay, with_all};

fn text(folder: &Path) -> String {
    let rows = replay(folder).unwrap().rows;
    docs(&rows, &with_all(folder).unwrap(), &places(folder).unwrap())
}

#[test]
fn the_figures_in_docs_are_those_of_the_recordings() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let file = root.join("docs/accuracy.md");
    let folder = root.join("tests/evidence");
    let now = text(&folder);
    if std::env::var_os("WHY1006_BLESS").is_some() {
        fs::write(&file, &now).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    // Git may end lines in another way on Windows.
    let same = written.lines().eq(now.lines());
    assert!(
        same,
        "docs/accuracy.md is not what the recordings say; run `cargo xtask accuracy --write-docs`"
    );
}

#[test]
fn the_same_recordings_give_the_same_bytes() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence/"));
    assert_eq!(text(folder), text(folder));
}
