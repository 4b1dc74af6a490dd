//! `docs/stacks.md` is what the recipes say now.
//!
//! `WHY1006_BLESS=1 cargo test -p why1006-stacks --test docs` writes it anew, as
//! `cargo run -p why1006-stacks -- --write-docs` does.

use std::{fs, path::Path};

use why1006_content::recipes;
use why1006_stacks::docs;

#[test]
fn the_table_in_docs_is_that_of_the_recipes() {
    let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/stacks.md"));
    let now = docs(&recipes());
    if std::env::var_os("WHY1006_BLESS").is_some() {
        fs::write(file, &now).unwrap();
    }
    let written = fs::read_to_string(file).unwrap_or_default();
    // Git may end lines in another way on Windows.
    assert!(
        written.lines().eq(now.lines()),
        "docs/stacks.md is not what the recipes say; run \
         `cargo run -p why1006-stacks -- --write-docs`"
    );
}

#[test]
fn every_recipe_has_a_row_with_its_state_and_its_source() {
    let recipes = recipes();
    let text = docs(&recipes);
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert_eq!(rows.len(), recipes.len());
    for (row, recipe) in rows.iter().zip(&recipes) {
        let state = if recipe.fix.proven { "| proven |" } else { "| researched |" };
        assert!(row.contains(state) && row.contains(&recipe.href), "{row}");
    }
}
