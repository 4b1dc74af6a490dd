//! Markdown to blocks. Only what the page can show is allowed.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use why1006_diagnosis::{CauseId, Step};

use super::{Faults, lists, tone};
use crate::page::{Block, Kind, Span, Style};

/// The blocks of `text` from the offset `start` on, each with its line.
pub(super) fn read(text: &str, start: usize, faults: &mut Faults) -> Vec<(usize, Block)> {
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line_of = |offset: usize| ends.partition_point(|end| *end < offset) + 1;
    let mut reader = Reader {
        faults,
        blocks: Vec::new(),
        styles: Vec::new(),
        href: String::new(),
        is_open: false,
    };
    for (event, range) in Parser::new_ext(&text[start..], Options::empty()).into_offset_iter() {
        let found = &text[start..][range.clone()];
        // A list item may begin with blank space that belongs to the line above.
        let blank = found.len() - found.trim_start().len();
        reader.event(event, line_of(start + range.start + blank));
    }
    let blocks = reader.blocks;
    check(&blocks, faults);
    blocks
}

struct Reader<'f, 'a> {
    faults: &'f mut Faults<'a>,
    blocks: Vec<(usize, Block)>,
    styles: Vec<Style>,
    href: String,
    /// Text goes into the last block.
    is_open: bool,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Event, line: usize) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => self.open(Kind::H2, line),
            Event::Start(Tag::Heading { level: HeadingLevel::H3, .. }) => self.open(Kind::H3, line),
            Event::Start(Tag::Paragraph) if self.is_open => {
                // The paragraph of a loose list item is the item itself.
                if !self.blocks.last().is_some_and(|(_, b)| b.k == Kind::Li && b.t.is_empty()) {
                    self.faults.add(line, "a list item has one paragraph");
                }
            }
            Event::Start(Tag::Paragraph) => self.open(Kind::P, line),
            Event::Start(Tag::List(None)) if !self.is_open => {}
            Event::Start(Tag::Item) => self.open(Kind::Li, line),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(lang))) if !self.is_open => {
                if lang.is_empty() {
                    self.faults.add(line, "a code block names its language after the ```");
                }
                self.open(Kind::Code, line);
                if let Some((_, block)) = self.blocks.last_mut() {
                    block.lang = lang.to_string();
                }
            }
            Event::Start(Tag::Strong) => self.styles.push(Style::Strong),
            Event::Start(Tag::Emphasis) => self.styles.push(Style::Em),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.styles.push(Style::Link);
                self.href = dest_url.to_string();
            }
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => {
                self.styles.pop();
            }
            Event::End(TagEnd::Link) => {
                self.styles.pop();
                self.href.clear();
            }
            Event::End(TagEnd::CodeBlock) => {
                self.is_open = false;
                if let Some(span) = self.blocks.last_mut().and_then(|(_, b)| b.t.last_mut()) {
                    span.t.truncate(span.t.trim_end().len());
                }
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Item) => self.is_open = false,
            Event::End(TagEnd::Paragraph) => {
                self.is_open = self.blocks.last().is_some_and(|(_, b)| b.k == Kind::Li);
            }
            Event::End(TagEnd::List(_)) => {}
            Event::Text(text) => self.push(&text, None),
            Event::Code(text) => self.push(&text, Some(Style::Code)),
            Event::SoftBreak => self.push(" ", None),
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => {
                self.faults.add(line, "raw HTML is not allowed");
            }
            Event::End(_) => {}
            _ => self.faults.add(line, "this Markdown is not among what the page can show"),
        }
    }

    fn open(&mut self, k: Kind, line: usize) {
        if self.is_open {
            self.faults.add(line, "blocks may not stand inside each other");
        }
        self.is_open = true;
        let block = Block { k, t: Vec::new(), id: String::new(), lang: String::new() };
        self.blocks.push((line, block));
    }

    fn push(&mut self, text: &str, style: Option<Style>) {
        let Some((_, block)) = self.blocks.last_mut().filter(|_| self.is_open) else {
            return;
        };
        // Inside a link everything is the link; else the innermost style wins.
        let s = if self.href.is_empty() {
            style.or(self.styles.last().copied()).unwrap_or(Style::Plain)
        } else {
            Style::Link
        };
        match block.t.last_mut() {
            Some(last) if last.s == s && last.href == self.href && style.is_none() => {
                last.t.push_str(text);
            }
            _ => block.t.push(Span { t: text.to_owned(), s, href: self.href.clone() }),
        }
        if block.k == Kind::H2 || block.k == Kind::H3 {
            block.id = slug(&block.t.iter().map(|span| span.t.as_str()).collect::<String>());
        }
    }
}

/// `How to fix it` as `how-to-fix-it`.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Links that lead somewhere, headings that are unique, a kind tone.
fn check(blocks: &[(usize, Block)], faults: &mut Faults) {
    let anchors: Vec<&str> =
        blocks.iter().map(|(_, b)| b.id.as_str()).filter(|id| !id.is_empty()).collect();
    for (line, block) in blocks {
        if block.t.iter().all(|span| span.t.trim().is_empty()) {
            faults.add(*line, "an empty block");
        }
        if !block.id.is_empty() && anchors.iter().filter(|a| **a == block.id).count() > 1 {
            faults.add(*line, format!("two headings have the anchor `#{}`", block.id));
        }
        for span in block.t.iter().filter(|span| span.s == Style::Link) {
            if let Some(text) = dead_link(&span.href, &anchors) {
                faults.add(*line, text);
            }
        }
        let text: String = block.t.iter().map(|span| span.t.as_str()).collect();
        if let Some(phrase) = tone::blame(&text).filter(|_| block.k != Kind::Code) {
            faults.add(*line, format!("\"{phrase}\" blames the reader"));
        }
    }
}

fn dead_link(href: &str, anchors: &[&str]) -> Option<String> {
    if let Some((kind, id)) = href.split_once(':').filter(|(kind, _)| *kind != "https") {
        let (is_known, what) = match kind {
            "cause" => (CauseId::from_tag(id).is_some_and(|c| c.as_str() == id), "cause"),
            "step" => (Step::from_tag(id).is_some(), "step"),
            "article" => (lists::ARTICLES.contains(&id), "article"),
            _ => (false, "page, for it is neither https:// nor cause: nor step: nor article:"),
        };
        return (!is_known).then(|| format!("`{href}` leads to no {what}"));
    }
    if let Some(anchor) = href.strip_prefix('#') {
        return (!anchors.contains(&anchor)).then(|| format!("`{href}` leads to no heading"));
    }
    let host = href.strip_prefix("https://").and_then(|rest| rest.split('/').next());
    match host {
        None => Some(format!("`{href}` is neither https:// nor #anchor nor the id of a page")),
        Some(host) if !host.contains('.') => Some(format!("`{href}` names no host")),
        Some(_) => None,
    }
}
