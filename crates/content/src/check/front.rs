//! The front matter of a page: fields between two lines `---`.

use super::{Faults, tables::short_text};

/// The front matter while its fields are taken.
pub(super) struct Front<'t> {
    lines: Vec<(usize, &'t str)>,
    known: Vec<&'static str>,
}

impl<'t> Front<'t> {
    /// The front matter of `text`, and the offset of what follows it; without
    /// one, a fault.
    pub(super) fn of(text: &'t str, faults: &mut Faults) -> Option<(Front<'t>, usize)> {
        let found = text.strip_prefix("---\n").and_then(|rest| {
            let end = rest.find("\n---\n")?;
            let lines = rest[..end].lines().enumerate().map(|(at, line)| (at + 2, line)).collect();
            Some((Front { lines, known: Vec::new() }, "---\n".len() + end + "\n---\n".len()))
        });
        if found.is_none() {
            faults.add(1, "the front matter between two lines `---` is missing");
        }
        found
    }

    /// The text of a field, checked as every short text is.
    pub(super) fn take(
        &mut self,
        key: &'static str,
        max: usize,
        is_sentence: bool,
        faults: &mut Faults,
    ) -> String {
        let Some((line, value)) = self.found(key, faults) else {
            return String::new();
        };
        short_text(value, key, max, is_sentence, line, faults);
        value.to_owned()
    }

    /// A field that is one word, an id for example, with its line.
    pub(super) fn word(&mut self, key: &'static str, faults: &mut Faults) -> (usize, String) {
        let (line, value) = self.found(key, faults).unwrap_or((1, ""));
        (line, value.to_owned())
    }

    /// A field and its line; a fault without one, or with two.
    fn found(&mut self, key: &'static str, faults: &mut Faults) -> Option<(usize, &'t str)> {
        self.known.push(key);
        let mut found = self.lines.iter().filter_map(|(line, content)| {
            let (k, value) = content.split_once(": ")?;
            (k == key).then_some((*line, value))
        });
        let Some(first) = found.next() else {
            faults.add(1, format!("`{key}:` is missing"));
            return None;
        };
        if let Some((line, _)) = found.next() {
            faults.add(line, format!("a second `{key}:`"));
        }
        Some(first)
    }

    /// Every field that nobody took is a fault. `of` names the kind of page.
    pub(super) fn end(self, of: &str, faults: &mut Faults) {
        for (line, content) in &self.lines {
            let key = content.split(':').next().unwrap_or_default();
            if !self.known.contains(&key) {
                faults.add(*line, format!("`{key}` is no field of {of}"));
            }
        }
    }
}
