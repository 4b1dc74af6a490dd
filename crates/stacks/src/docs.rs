//! `docs/stacks.md`: which software has which recipe.

use why1006_content::recipe::Recipe;

const HEAD: &str = "\
# Recipes, stack by stack

Made by `cargo run -p why1006-stacks -- --write-docs` from `crates/content/en/fixes`; not edited by \
hand. A test fails when this file is not what the command writes.

**Proven** means: `cargo xtask test --stacks` ran this software with the fault, saw the page fail in \
a real browser, changed exactly the lines that the page shows, and saw it connect. **Researched** \
means: taken from the source that is named, and not tried here.

";

const TABLE: &str =
    "| stack | cause | change | state | versions | source |\n|---|---|---|---|---|---|\n";

/// The whole file; the same recipes give the same bytes.
pub fn docs(recipes: &[Recipe]) -> String {
    let proven = recipes.iter().filter(|recipe| recipe.fix.proven).count();
    let count = format!(
        "{} recipes for {} stacks: {proven} proven, {} researched.\n\n",
        recipes.len(),
        recipes.chunk_by(|a, b| a.fix.stack == b.fix.stack).count(),
        recipes.len() - proven,
    );
    let rows: String = recipes.iter().map(row).collect();
    format!("{HEAD}{count}{TABLE}{rows}")
}

fn row(recipe: &Recipe) -> String {
    let fix = &recipe.fix;
    let (cause, id) = (&recipe.cause, &recipe.id);
    let cells = [
        fix.label.clone(),
        format!("[{cause}](../crates/content/en/causes/{cause}.md)"),
        format!("[{}](../crates/content/en/fixes/{id}.md)", fix.title),
        if fix.proven { "proven" } else { "researched" }.to_owned(),
        fix.versions.clone(),
        format!("[{}]({})", recipe.source, recipe.href),
    ];
    // A bar would end the cell.
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}
