//! Articles: `articles/<id>.md`, a title, sections of their own, and sources.

use std::path::Path;

use super::{
    Fault, Faults, body,
    front::Front,
    lists,
    sections::{self, Rule},
    stray_files, text_of,
};
use crate::page::Page;

/// Reads every article of `lists::ARTICLES`; another file is a fault.
pub(super) fn read(folder: &Path, all: &mut Vec<Fault>) -> Vec<Page> {
    stray_files(folder, lists::ARTICLES, "an article", all);
    lists::ARTICLES.iter().filter_map(|id| read_article(folder, id, all)).collect()
}

fn read_article(folder: &Path, id: &str, all: &mut Vec<Fault>) -> Option<Page> {
    let path = folder.join(format!("{id}.md"));
    let text = text_of(&path, all)?;
    let faults = &mut Faults { file: path.display().to_string(), all };
    let (mut front, start) = Front::of(&text, faults)?;
    let title = front.take("title", 60, false, faults);
    front.end("an article", faults);
    let blocks = body::read(&text, start, faults);
    let found = sections::found(&blocks, faults);
    for (at, section) in found.iter().enumerate() {
        let is_last = at + 1 == found.len();
        if is_last != (section.title == "Sources") {
            faults.add(section.line, "an article ends with the section \"Sources\"");
        }
        let rule = match (at, is_last) {
            (_, true) => Rule::Sources,
            // The first section is for everybody, and has no lines to copy.
            (0, _) => Rule::Opening,
            _ => Rule::Fix,
        };
        sections::check_inside(section.inside, rule, faults);
    }
    let blocks = blocks.into_iter().map(|(_, block)| block).collect();
    Some(Page { id: format!("{}{id}", lists::ARTICLE), title, blocks, fixes: Vec::new() })
}
