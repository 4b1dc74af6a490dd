//! The page of each step: `steps/<id>.md`, a title and three sections.

use std::path::Path;

use why1006_diagnosis::Step;

use super::{
    Fault, Faults, body,
    front::Front,
    lists,
    sections::{self, Rule, Section},
    stray_files, text_of,
};
use crate::page::Page;

/// The sections of every page, in this order.
const SECTIONS: [Section; 4] = [
    Section::required("What to do", Rule::Browsers),
    Section::required("What the answers mean", Rule::Opening),
    Section::required("If you cannot", Rule::Opening),
    Section::optional("Sources", Rule::Sources),
];

/// Reads the page of every step; a file without a step is a fault.
pub(super) fn read(folder: &Path, all: &mut Vec<Fault>) -> Vec<Page> {
    let ids: Vec<&str> = Step::ALL.iter().map(|step| step.as_str()).collect();
    stray_files(folder, &ids, "a step", all);
    ids.iter().filter_map(|id| read_step(folder, id, all)).collect()
}

fn read_step(folder: &Path, id: &str, all: &mut Vec<Fault>) -> Option<Page> {
    let path = folder.join(format!("{id}.md"));
    let text = text_of(&path, all)?;
    let faults = &mut Faults { file: path.display().to_string(), all };
    let (mut front, start) = Front::of(&text, faults)?;
    let title = front.take("title", 60, false, faults);
    front.end("a step", faults);
    let blocks = body::read(&text, start, faults);
    sections::check(&blocks, &SECTIONS, faults);
    let blocks = blocks.into_iter().map(|(_, block)| block).collect();
    Some(Page { id: format!("{}{id}", lists::STEP), title, blocks, fixes: Vec::new() })
}
