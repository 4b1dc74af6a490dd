//! The files of short words: `## tag`, then fields or one plain sentence.

use std::path::Path;

use why1006_evidence::Clue;

use super::{
    Fault, Faults,
    specs::{self, Field, Spec, Text},
    text_of, tone,
};

/// The words of one file.
pub(crate) struct Table {
    /// The file's name without `.md`.
    pub(crate) name: &'static str,
    /// The tags, in the order of their enum or list.
    pub(crate) tags: Vec<String>,
    /// Per tag: the texts by field.
    pub(crate) rows: Vec<Vec<(String, String)>>,
}

impl Table {
    /// The text of a row's field; empty if the row has no such field.
    pub(crate) fn text(&self, row: usize, key: &str) -> &str {
        self.rows[row].iter().find(|(k, _)| k == key).map_or("", |(_, text)| text)
    }
}

/// Reads every table of the folder.
pub(super) fn read(folder: &Path, all: &mut Vec<Fault>) -> Vec<Table> {
    specs::all().iter().filter_map(|spec| read_table(folder, spec, all)).collect()
}

/// One `## tag` with the lines below it.
struct Entry<'t> {
    tag: &'t str,
    line: usize,
    lines: Vec<(usize, &'t str)>,
}

fn read_table(folder: &Path, spec: &Spec, all: &mut Vec<Fault>) -> Option<Table> {
    let path = folder.join(format!("{}.md", spec.name));
    let text = text_of(&path, all)?;
    let mut faults = Faults { file: path.display().to_string(), all };
    let entries = entries(&text, &mut faults);
    for (at, entry) in entries.iter().enumerate() {
        if !spec.tags.iter().any(|tag| tag == entry.tag) {
            faults.add(entry.line, format!("`{}` is no tag of {}", entry.tag, spec.name));
        }
        if entries[..at].iter().any(|e| e.tag == entry.tag) {
            faults.add(entry.line, format!("`{}` stands here twice", entry.tag));
        }
    }
    let last = text.lines().count().max(1);
    let mut rows = Vec::new();
    for tag in &spec.tags {
        match entries.iter().find(|e| e.tag == tag) {
            Some(entry) => rows.push(read_entry(entry, spec, &mut faults)),
            None => {
                faults.add(last, format!("`## {tag}` is missing: it needs words"));
                // Rows stay in step with the tags.
                rows.push(Vec::new());
            }
        }
    }
    Some(Table { name: spec.name, tags: spec.tags.clone(), rows })
}

fn entries<'t>(text: &'t str, faults: &mut Faults) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry> = Vec::new();
    for (at, content) in text.lines().enumerate() {
        let line = at + 1;
        if let Some(tag) = content.strip_prefix("## ") {
            entries.push(Entry { tag, line, lines: Vec::new() });
        } else if !content.trim().is_empty() {
            match entries.last_mut() {
                Some(entry) => entry.lines.push((line, content)),
                None => faults.add(line, "text before the first `## tag`"),
            }
        }
    }
    entries
}

fn read_entry(entry: &Entry, spec: &Spec, faults: &mut Faults) -> Vec<(String, String)> {
    let is_plain = spec.fields.iter().all(|f| f.key.is_empty());
    let mut row: Vec<(String, String)> = Vec::new();
    for (line, content) in &entry.lines {
        let (key, value) = if is_plain {
            ("", *content)
        } else {
            content.split_once(": ").unwrap_or((*content, ""))
        };
        let Some(field) = spec.fields.iter().find(|f| f.key == key) else {
            faults.add(*line, format!("`{key}` is no field of {}", spec.name));
            continue;
        };
        if row.iter().any(|(k, _)| k == key) {
            faults.add(*line, format!("a second text for `{}`", entry.tag));
            continue;
        }
        check_text(value, field, *line, faults);
        check_place_holder(value, spec.name, entry.tag, *line, faults);
        row.push((key.to_owned(), value.to_owned()));
    }
    for field in spec.fields.iter().filter(|f| f.is_required) {
        if !row.iter().any(|(k, _)| *k == field.key) {
            let name = if field.key.is_empty() { "the text" } else { field.key.as_str() };
            faults.add(entry.line, format!("`{}` lacks {name}", entry.tag));
        }
    }
    row
}

fn check_text(text: &str, field: &Field, line: usize, faults: &mut Faults) {
    let name = if field.key.is_empty() { "text" } else { field.key.as_str() };
    match field.kind {
        // "nginx" begins small, also in a list.
        Text::Name => short_text(&capital(text), name, field.max, false, line, faults),
        kind => short_text(text, name, field.max, kind != Text::Label, line, faults),
    }
    if field.kind == Text::Headline
        && let Some(word) = tone::jargon(text)
    {
        faults.add(line, format!("{name}: a stranger does not know \"{word}\""));
    }
    if field.kind == Text::Exact && !tone::is_exact(text) {
        faults.add(line, format!("{name}: an engineer finds no term of the field here"));
    }
    if field.kind == Text::WithPart && !is_part_optional(text) {
        faults.add(line, format!("{name}: {{part}} may only stand inside one pair of [ ]"));
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// `{status}` stands in the one clue that has a status, and nowhere else.
fn check_place_holder(text: &str, name: &str, tag: &str, line: usize, faults: &mut Faults) {
    let has_status = text.contains("{status}");
    let may_have_it = name == "clues" && tag == Clue::Status.as_str();
    if has_status != may_have_it {
        faults.add(line, "{status} stands in the clue `status` and nowhere else");
    }
}

/// Checks that hold for every short text: it is shown as it is, not as
/// Markdown, and it has a limit of characters.
pub(super) fn short_text(
    text: &str,
    name: &str,
    max: usize,
    is_sentence: bool,
    line: usize,
    faults: &mut Faults,
) {
    let chars = text.chars().count();
    if text.trim().is_empty() || text.trim() != text {
        faults.add(line, format!("{name} is empty, or has spaces around it"));
    }
    if chars > max {
        faults.add(line, format!("{name} has {chars} characters, {max} are allowed"));
    }
    if is_sentence && !text.ends_with(['.', '?']) {
        faults.add(line, format!("{name} does not end like a sentence"));
    }
    if !is_sentence && text.ends_with('.') {
        faults.add(line, format!("{name} is a label and ends without a full stop"));
    }
    if !text.starts_with(|c: char| !c.is_lowercase()) {
        faults.add(line, format!("{name} does not begin with a capital"));
    }
    if text.contains(['`', '<']) || text.contains("**") || text.contains("](") {
        faults.add(line, format!("{name} is shown as it stands: no Markdown, no HTML"));
    }
    if let Some(phrase) = tone::blame(text) {
        faults.add(line, format!("{name} says \"{phrase}\", which blames the reader"));
    }
}

/// At most one pair of brackets; `{part}` once inside it and nowhere else.
fn is_part_optional(text: &str) -> bool {
    if !text.contains(['[', ']']) {
        return !text.contains("{part}");
    }
    let Some((before, rest)) = text.split_once('[') else {
        return false;
    };
    let Some((inside, after)) = rest.split_once(']') else {
        return false;
    };
    inside.matches("{part}").count() == 1
        && !before.contains([']', '{'])
        && !after.contains(['[', ']', '{'])
}
