//! The sections of a page: which, in which order, and what each must hold.

use super::{Faults, tone};
use crate::page::{Block, Kind, Style};

/// Stands in every part that gives lines to copy into a configuration, until a
/// test has shown that they cure the failure.
const UNPROVEN: &str = "Not proven here.";

/// The headings of parts that differ by browser, in this order.
const BROWSERS: [&str; 4] = ["Chrome and Edge", "Firefox", "Safari", "Other browsers"];

/// What a section must hold besides text.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Rule {
    /// Nothing special.
    Free,
    /// A first sentence that everybody understands.
    Opening,
    /// The note beside lines to copy.
    Fix,
    /// If it differs by browser, a part for each of them.
    Browsers,
    /// Links, each an item of a list.
    Sources,
}

/// A section that a kind of page has.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) is_required: bool,
    pub(super) rule: Rule,
}

impl Section {
    pub(super) const fn required(title: &'static str, rule: Rule) -> Section {
        Section { title, is_required: true, rule }
    }

    pub(super) const fn optional(title: &'static str, rule: Rule) -> Section {
        Section { title, is_required: false, rule }
    }
}

/// A section as it was found.
pub(super) struct Found<'b> {
    pub(super) line: usize,
    pub(super) title: String,
    pub(super) inside: &'b [(usize, Block)],
}

/// The sections of a page; text before the first and empty ones are faults.
pub(super) fn found<'b>(blocks: &'b [(usize, Block)], faults: &mut Faults) -> Vec<Found<'b>> {
    let starts: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].1.k == Kind::H2).collect();
    if starts.first() != Some(&0) {
        faults.add(blocks.first().map_or(1, |(line, _)| *line), "text before the first section");
    }
    let mut all = Vec::new();
    for (place, at) in starts.iter().enumerate() {
        let end = starts.get(place + 1).copied().unwrap_or(blocks.len());
        let (line, title) = (blocks[*at].0, text_of_block(&blocks[*at].1));
        let inside = &blocks[at + 1..end];
        if inside.is_empty() {
            faults.add(line, format!("section \"{title}\" is empty"));
        }
        all.push(Found { line, title, inside });
    }
    all
}

/// Checks that a page has these sections and no other, in this order.
pub(super) fn check(blocks: &[(usize, Block)], wanted: &[Section], faults: &mut Faults) {
    let mut rest = wanted.iter().peekable();
    for section in found(blocks, faults) {
        // An optional section that is left out is passed over.
        while rest.peek().is_some_and(|w| !w.is_required && w.title != section.title) {
            rest.next();
        }
        let next = rest.next();
        let title = next.map_or("no further section", |w| w.title);
        if section.title != title {
            let found = &section.title;
            faults.add(section.line, format!("section \"{found}\" where \"{title}\" belongs"));
        }
        if let Some(next) = next {
            check_inside(section.inside, next.rule, faults);
        }
    }
    let last = blocks.last().map_or(1, |(line, _)| *line);
    for missing in rest.filter(|w| w.is_required) {
        faults.add(last, format!("section \"{}\" is missing", missing.title));
    }
}

/// Checks what stands in one section.
pub(super) fn check_inside(inside: &[(usize, Block)], rule: Rule, faults: &mut Faults) {
    match rule {
        Rule::Free => {}
        Rule::Opening => check_opening(inside, faults),
        Rule::Fix => check_lines_to_copy(inside, faults),
        Rule::Browsers => check_browsers(inside, faults),
        Rule::Sources => check_sources(inside, faults),
    }
    for pair in inside.windows(2) {
        if pair[0].1.k == Kind::H3 && pair[1].1.k == Kind::H3 {
            faults.add(pair[0].0, "a part without text");
        }
    }
    if let Some((line, block)) = inside.last()
        && block.k == Kind::H3
    {
        faults.add(*line, "a part without text");
    }
}

/// Lines to copy carry a note on whether they were proven, each part its own.
fn check_lines_to_copy(inside: &[(usize, Block)], faults: &mut Faults) {
    for part in inside.split(|(_, block)| block.k == Kind::H3) {
        let has_note = part.iter().any(|(_, block)| text_of_block(block).contains(UNPROVEN));
        if let Some((line, _)) = part.iter().find(|(_, block)| block.k == Kind::Code)
            && !has_note
        {
            faults.add(*line, format!("lines to copy need the note \"{UNPROVEN}\""));
        }
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

/// Nobody is left out: if one browser has a part, each has.
fn check_browsers(inside: &[(usize, Block)], faults: &mut Faults) {
    check_opening(inside, faults);
    let parts: Vec<(usize, String)> = inside
        .iter()
        .filter(|(_, block)| block.k == Kind::H3)
        .map(|(line, block)| (*line, text_of_block(block)))
        .collect();
    let Some(first) = parts.iter().position(|(_, title)| BROWSERS.contains(&&title[..])) else {
        return;
    };
    for (place, browser) in BROWSERS.iter().enumerate() {
        let part = parts.get(first + place);
        if part.is_none_or(|(_, title)| title != browser) {
            let line = part.map_or(parts[first].0, |(line, _)| *line);
            faults.add(line, format!("the part \"{browser}\" belongs here"));
            return;
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
