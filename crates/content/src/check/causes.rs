//! The page of each cause: `causes/<id>.md`, front matter and four sections.

use std::path::Path;

use why1006_diagnosis::CauseId;

use super::{
    Fault, Faults, body,
    front::Front,
    sections::{self, Rule, Section},
    stray_files, text_of, tone,
};
use crate::page::Page;

/// The sections of every page, in this order.
const SECTIONS: [Section; 4] = [
    Section::required("What happens", Rule::Opening),
    Section::required("How to settle it", Rule::Free),
    Section::required("How to fix it", Rule::Fix),
    Section::required("Sources", Rule::Sources),
];

/// The words of one cause.
pub(crate) struct CausePage {
    /// Its name, at most 60 characters.
    pub(crate) title: String,
    /// What it means, in plain words.
    pub(crate) summary: String,
    /// The first action of its owner.
    pub(crate) act: String,
    /// The long page.
    pub(crate) page: Page,
}

/// Reads the page of every cause; a file without a cause is a fault.
pub(super) fn read(folder: &Path, all: &mut Vec<Fault>) -> Vec<CausePage> {
    let ids: Vec<&str> = CauseId::ALL.iter().map(|id| id.as_str()).collect();
    stray_files(folder, &ids, "a cause", all);
    let pages: Vec<CausePage> =
        CauseId::ALL.iter().filter_map(|id| read_cause(folder, *id, all)).collect();
    for (at, cause) in pages.iter().enumerate() {
        if pages[..at].iter().any(|p| p.title == cause.title) {
            let file = folder.join(format!("{}.md", cause.page.id)).display().to_string();
            Faults { file, all }.add(2, "another cause has the same title");
        }
    }
    pages
}

fn read_cause(folder: &Path, id: CauseId, all: &mut Vec<Fault>) -> Option<CausePage> {
    let path = folder.join(format!("{id}.md"));
    let text = text_of(&path, all)?;
    let faults = &mut Faults { file: path.display().to_string(), all };
    let (mut front, start) = Front::of(&text, faults)?;
    let title = front.take("title", 60, false, faults);
    let summary = front.take("summary", 220, true, faults);
    let act = front.take("do", 140, true, faults);
    front.end("a cause", faults);
    if let Some(word) = tone::jargon(tone::first_sentence(&summary)) {
        faults.add(3, format!("summary: a stranger does not know \"{word}\""));
    }
    let blocks = body::read(&text, start, faults);
    sections::check(&blocks, &SECTIONS, faults);
    let blocks = blocks.into_iter().map(|(_, block)| block).collect();
    let page = Page { id: id.to_string(), title: title.clone(), blocks, fixes: Vec::new() };
    Some(CausePage { title, summary, act, page })
}
