//! The words of a report, found by their keys.

use why1006_diagnosis::{CauseId, Verdict};
use why1006_evidence::{Told, scan};

/// Finds a word by its key, `kind.tag.field` as in `words.json` and `told.json`
/// of `why1006-content`; an unknown key gives an empty text.
#[derive(Clone, Copy)]
pub struct Words<'a>(pub &'a dyn Fn(&str) -> String);

impl Words<'_> {
    /// The word `kind.tag.field`.
    #[inline(never)]
    pub fn get(self, kind: &str, tag: &str, field: &str) -> String {
        (self.0)(&[kind, ".", tag, ".", field].concat())
    }

    /// The same; without it, its tag with spaces.
    pub fn or_tag(self, kind: &str, tag: &str, field: &str) -> String {
        let text = self.get(kind, tag, field);
        if text.is_empty() { spaced(tag) } else { text }
    }

    /// A sentence of the page itself: `notes.md`.
    pub fn note(self, key: &str) -> String {
        self.get("note", key, "text")
    }

    /// A sentence of a report: `report.md`.
    pub(crate) fn sentence(self, key: &str) -> String {
        self.get("report", key, "text")
    }

    /// A label of a report: `labels.md`.
    pub(crate) fn label(self, key: &str) -> String {
        self.get("label", key, "text")
    }

    /// The plain name of a cause.
    pub fn title(self, cause: CauseId) -> String {
        self.or_tag("cause", cause.as_str(), "title")
    }

    /// What is said of a verdict: `act`, `engineer` or `limit`.
    pub fn verdict(self, verdict: Verdict, of: &str) -> String {
        self.get("verdict", verdict.as_str(), of)
    }

    /// What was told, in plain words.
    pub fn clue(self, told: &Told) -> String {
        let text = self.or_tag("clue", told.clue.as_str(), "text");
        match (scan::split_once(&text, "{status}"), told.status) {
            (Some((before, after)), Some(status)) => [before, &status.to_string(), after].concat(),
            _ => text,
        }
    }

    /// The same, with whose origin was named and where it was seen from, if that
    /// is not the usual place.
    pub fn said(self, told: &Told) -> String {
        let asker = told.asker.map(|asker| self.or_tag("asker", asker.as_str(), "label"));
        // Of what was passed on, the place says whose it is and not where it was.
        let is_passed_on = told.by_receiver && !told.is_from_another();
        let place = told.vantage.filter(|place| *place != told.way.vantage() && !is_passed_on);
        let place = place.map(|place| self.or_tag("vantage", place.as_str(), "label"));
        let about = match (asker, place) {
            (None, None) => return self.clue(told),
            (Some(one), None) | (None, Some(one)) => one,
            (Some(asker), Some(place)) => [&asker, " (", &place, ")"].concat(),
        };
        [&about, ": ", &self.clue(told)].concat()
    }
}

/// A tag as words, where nobody wrote any for it.
pub fn spaced(tag: &str) -> String {
    tag.chars().map(|c| if c == '-' { ' ' } else { c }).collect()
}
