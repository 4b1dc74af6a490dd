//! The page of each cause: `causes/<id>.md`, front matter and four sections.

use std::{fs, path::Path};

use why1006_diagnosis::CauseId;

use super::{Fault, Faults, body, tables::short_text, text_of, tone};
use crate::page::{Block, Kind, Page, Style};

/// The sections of every page, in this order.
const SECTIONS: [&str; 4] = ["What happens", "How to settle it", "How to fix it", "Sources"];

/// Stands in every part that gives lines to copy into a configuration, until a
/// test has shown that they cure the failure.
const UNPROVEN: &str = "Not proven here.";

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
    let mut names: Vec<String> = fs::read_dir(folder)
        .map(|dir| dir.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    for name in names {
        let id = name.strip_suffix(".md").and_then(CauseId::from_tag);
        if id.is_none_or(|id| format!("{id}.md") != name) {
            let mut faults = Faults { file: folder.join(name).display().to_string(), all };
            faults.add(1, "the file name is no id of a cause");
        }
    }
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
    let mut faults = Faults { file: path.display().to_string(), all };
    let Some((front, start)) = front_matter(&text) else {
        faults.add(1, "the front matter between two lines `---` is missing");
        return None;
    };
    let mut fields = Front { front: &front, faults: &mut faults };
    let title = fields.take("title", 60, false);
    let summary = fields.take("summary", 220, true);
    let act = fields.take("do", 140, true);
    for (line, content) in &front {
        let key = content.split(':').next().unwrap_or_default();
        if !["title", "summary", "do"].contains(&key) {
            faults.add(*line, format!("`{key}` is no field of a cause"));
        }
    }
    if let Some(word) = tone::jargon(tone::first_sentence(&summary)) {
        faults.add(3, format!("summary: a stranger does not know \"{word}\""));
    }
    let blocks = body::read(&text, start, &mut faults);
    check_sections(&blocks, &mut faults);
    let blocks = blocks.into_iter().map(|(_, block)| block).collect();
    let page = Page { id: id.to_string(), title: title.clone(), blocks };
    Some(CausePage { title, summary, act, page })
}

/// The lines between the two `---`, and the offset of what follows them.
fn front_matter(text: &str) -> Option<(Vec<(usize, &str)>, usize)> {
    let rest = text.strip_prefix("---\n")?;
    let end = rest.find("\n---\n")?;
    let lines = rest[..end].lines().enumerate().map(|(at, line)| (at + 2, line)).collect();
    Some((lines, "---\n".len() + end + "\n---\n".len()))
}

/// The front matter while its fields are taken.
struct Front<'f, 'a, 't> {
    front: &'f [(usize, &'t str)],
    faults: &'f mut Faults<'a>,
}

impl Front<'_, '_, '_> {
    fn take(&mut self, key: &str, max: usize, is_sentence: bool) -> String {
        let mut found = self.front.iter().filter_map(|(line, content)| {
            let (k, value) = content.split_once(": ")?;
            (k == key).then_some((*line, value))
        });
        let Some((line, value)) = found.next() else {
            self.faults.add(1, format!("`{key}:` is missing"));
            return String::new();
        };
        if let Some((line, _)) = found.next() {
            self.faults.add(line, format!("a second `{key}:`"));
        }
        short_text(value, key, max, is_sentence, line, self.faults);
        value.to_owned()
    }
}

fn check_sections(blocks: &[(usize, Block)], faults: &mut Faults) {
    let last = blocks.last().map_or(1, |(line, _)| *line);
    let starts: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].1.k == Kind::H2).collect();
    if starts.first() != Some(&0) {
        faults.add(blocks.first().map_or(1, |(line, _)| *line), "text before the first section");
    }
    for (place, at) in starts.iter().enumerate() {
        let (line, heading) = (blocks[*at].0, text_of_block(&blocks[*at].1));
        let wanted = SECTIONS.get(place).copied().unwrap_or("no further section");
        if heading != wanted {
            faults.add(line, format!("section \"{heading}\" where \"{wanted}\" belongs"));
        }
        let end = starts.get(place + 1).copied().unwrap_or(blocks.len());
        let inside = &blocks[at + 1..end];
        if inside.is_empty() {
            faults.add(line, format!("section \"{heading}\" is empty"));
        }
        match wanted {
            "What happens" => check_opening(inside, faults),
            "How to fix it" => check_fix(inside, faults),
            "Sources" => check_sources(inside, faults),
            _ => {}
        }
    }
    for missing in SECTIONS.iter().skip(starts.len()) {
        faults.add(last, format!("section \"{missing}\" is missing"));
    }
}

/// The first sentence is for everybody.
fn check_opening(inside: &[(usize, Block)], faults: &mut Faults) {
    if let Some((line, block)) = inside.first() {
        let text = text_of_block(block);
        if let Some(word) = tone::jargon(tone::first_sentence(&text)) {
            faults.add(*line, format!("first sentence: a stranger does not know \"{word}\""));
        }
    }
}

/// Lines to copy carry a note on whether they were proven, each part its own.
fn check_fix(inside: &[(usize, Block)], faults: &mut Faults) {
    for part in inside.split(|(_, block)| block.k == Kind::H3) {
        let has_note = part.iter().any(|(_, block)| text_of_block(block).contains(UNPROVEN));
        if let Some((line, _)) = part.iter().find(|(_, block)| block.k == Kind::Code)
            && !has_note
        {
            faults.add(*line, format!("lines to copy need the note \"{UNPROVEN}\""));
        }
    }
    for pair in inside.windows(2) {
        if pair[0].1.k == Kind::H3 && pair[1].1.k == Kind::H3 {
            faults.add(pair[0].0, "a part without text");
        }
    }
}

fn check_sources(inside: &[(usize, Block)], faults: &mut Faults) {
    for (line, block) in inside {
        let is_link = block.k == Kind::Li
            && matches!(&block.t[..], [one] if one.s == Style::Link && one.href.starts_with("https://"));
        if !is_link {
            faults.add(*line, "a source is a list item that is one https:// link");
        }
    }
}

fn text_of_block(block: &Block) -> String {
    block.t.iter().map(|span| span.t.as_str()).collect()
}
