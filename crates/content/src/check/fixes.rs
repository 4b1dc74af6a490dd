//! The recipes: `fixes/<stack>/<name>.md`, how one software is mended.

#[path = "fixes/edits.rs"]
mod edits;

use std::{fs, path::Path};

use why1006_diagnosis::CauseId;

use super::{
    Fault, Faults, body,
    front::Front,
    lists,
    sections::{self, Rule, Section},
    tables::Table,
    text_of,
};
use crate::{
    page::{Block, Fix, Kind, Style},
    recipe::Recipe,
};

/// The sections of every recipe, in this order.
const SECTIONS: [Section; 5] = [
    Section::required("Look in the log", Rule::Free),
    Section::required("Change", Rule::Free),
    Section::required("Verify", Rule::Free),
    Section::optional("Versions", Rule::Free),
    Section::required("Sources", Rule::Sources),
];

/// Reads every recipe, in the order of `lists::STACKS`, then by name.
pub(super) fn read(folder: &Path, tables: &[Table], all: &mut Vec<Fault>) -> Vec<Recipe> {
    let mut stacks = names(folder);
    let place = |stack: &str| lists::STACKS.iter().position(|known| *known == stack);
    stacks.sort_by_key(|stack| place(stack).unwrap_or(usize::MAX));
    let mut found = Vec::new();
    for stack in stacks {
        let inside = folder.join(&stack);
        if place(&stack).is_none() || !inside.is_dir() {
            let mut faults = Faults { file: inside.display().to_string(), all };
            faults.add(1, format!("`{stack}` is no stack; the stacks are in stacks.md"));
        }
        for name in names(&inside) {
            found.extend(read_recipe(&inside, &stack, &name, tables, all));
        }
    }
    found
}

/// What a folder holds, by name; nothing where there is none.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .map(|dir| dir.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

fn read_recipe(
    folder: &Path,
    stack: &str,
    name: &str,
    tables: &[Table],
    all: &mut Vec<Fault>,
) -> Option<Recipe> {
    let path = folder.join(name);
    let text = text_of(&path, all)?;
    let faults = &mut Faults { file: path.display().to_string(), all };
    let is_id =
        |id: &str| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let id = name.strip_suffix(".md").filter(|id| is_id(id)).unwrap_or_else(|| {
        faults
            .add(1, "a recipe is a file <name>.md, its name in small letters, digits and hyphens");
        name
    });
    let (mut front, start) = Front::of(&text, faults)?;
    let title = front.take("title", 60, false, faults);
    let (at, named) = front.word("stack", faults);
    if named != stack {
        faults.add(at, format!("stack `{named}`, but the folder is of `{stack}`"));
    }
    let (at, cause) = front.word("cause", faults);
    if CauseId::from_tag(&cause).is_none_or(|id| id.as_str() != cause) {
        faults.add(at, format!("`{cause}` is no cause"));
    }
    let (proven_at, proven) = front.word("proven", faults);
    if !["yes", "no"].contains(&&proven[..]) {
        faults.add(proven_at, "proven is `yes` or `no`");
    }
    let (_, versions) = front.word("versions", faults);
    front.end("a recipe", faults);

    let mut blocks = body::read(&text, start, faults);
    let edits = edits::read(section(&mut blocks, "change"), faults);
    sections::check(&blocks, &SECTIONS, faults);
    check_log(section(&mut blocks, "look-in-the-log"), faults);
    check_links(&blocks, faults);
    if proven == "yes" && edits.is_empty() {
        faults.add(proven_at, "what is proven has lines that a test can apply");
    }
    let links = section(&mut blocks, "sources").iter().flat_map(|(_, block)| &block.t);
    let source = links.into_iter().find(|span| span.s == Style::Link).cloned();
    let (source, href) = source.map(|span| (span.t, span.href)).unwrap_or_default();
    let labels = tables.iter().find(|table| table.name == "stacks");
    let row = labels.and_then(|table| table.tags.iter().position(|tag| tag == stack));
    let label = labels.zip(row).map_or(stack, |(table, row)| table.text(row, "label"));
    let fix = Fix {
        stack: stack.to_owned(),
        label: label.to_owned(),
        title,
        proven: proven == "yes",
        versions,
        blocks: blocks.into_iter().map(|(_, block)| block).collect(),
    };
    Some(Recipe { id: format!("{stack}/{id}"), cause, fix, edits, source, href })
}

/// What stands below the heading with this anchor.
fn section<'b>(blocks: &'b mut [(usize, Block)], anchor: &str) -> &'b mut [(usize, Block)] {
    let is_head = |(_, block): &(usize, Block)| block.k == Kind::H2;
    let Some(start) = blocks.iter().position(|b| is_head(b) && b.1.id == anchor) else {
        return &mut [];
    };
    let inside = &mut blocks[start + 1..];
    let end = inside.iter().position(is_head).unwrap_or(inside.len());
    &mut inside[..end]
}

/// The log is told by its own words: a line of it, or a name to search for.
fn check_log(inside: &[(usize, Block)], faults: &mut Faults) {
    let quotes =
        |block: &Block| block.k == Kind::Code || block.t.iter().any(|span| span.s == Style::Code);
    if let Some((line, _)) = inside.first()
        && !inside.iter().any(|(_, block)| quotes(block))
    {
        faults.add(*line, "quote the line of the log, or the name to search for");
    }
}

/// A recipe stands inside the page of its cause: its headings have no addresses.
fn check_links(blocks: &[(usize, Block)], faults: &mut Faults) {
    for (line, block) in blocks {
        for span in block.t.iter().filter(|span| span.href.starts_with('#')) {
            faults.add(*line, format!("`{}`: the parts of a recipe have no address", span.href));
        }
    }
}
