//! Reads fields and keeps the mistakes.

use why1006_evidence::{plain::plain, record::Json};

use crate::{Fault, Kind, VERSION};

/// More mistakes help nobody.
const MAX_FAULTS: usize = 20;

/// The mistakes so far.
#[derive(Default)]
pub(crate) struct Reader {
    pub(crate) faults: Vec<Fault>,
}

impl Reader {
    /// Notes a mistake in `place.field`.
    pub(crate) fn fault(&mut self, place: &str, field: &str, kind: Kind, found: &str) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault::new(&path(place, field), kind, found));
        }
    }

    /// Whether it is an object; notes members that it does not have. Those that
    /// begin with `_` or `$` are the host's own remarks.
    pub(crate) fn object<J: Json>(&mut self, json: &J, place: &str, fields: &[&str]) -> bool {
        let Some(keys) = json.keys() else {
            self.fault(place, "", Kind::Object, "");
            return false;
        };
        for key in keys.iter().filter(|key| !key.starts_with(['_', '$'])) {
            if !fields.contains(&key.as_str()) {
                self.fault(place, &plain(key, 40), Kind::Unknown, "");
            }
        }
        true
    }

    /// Whether the file can be read by this build.
    pub(crate) fn version<J: Json>(&mut self, json: &J) -> bool {
        let number = json.get("version").and_then(|found| found.number());
        match number {
            Some(number) if number == f64::from(VERSION) => true,
            Some(number) if number > f64::from(VERSION) => {
                self.fault("", "version", Kind::Newer, "");
                false
            }
            // What else there is can be read as the only version there was.
            _ => {
                self.fault("", "version", Kind::Version, "");
                true
            }
        }
    }

    /// A text that is not empty; `None` if it is missing or wrong.
    fn text<J: Json>(&mut self, json: &J, place: &str, field: &str) -> Option<String> {
        let found = json.get(field)?;
        match found.text() {
            None => self.fault(place, field, Kind::Text, ""),
            Some(text) if text.trim().is_empty() => self.fault(place, field, Kind::Empty, ""),
            Some(text) => return Some(text.trim().to_owned()),
        }
        None
    }

    /// One plain line for people; what is too long is cut, and noted.
    pub(crate) fn words<J: Json>(
        &mut self,
        json: &J,
        place: &str,
        field: &str,
        most: usize,
    ) -> Option<String> {
        let text = self.text(json, place, field)?;
        if text.chars().nth(most).is_some() {
            self.fault(place, field, Kind::Long, &text);
        }
        Some(plain(&text, most)).filter(|line| !line.is_empty())
    }

    /// An address as it is written; one that is too long is no address.
    pub(crate) fn address<J: Json>(
        &mut self,
        json: &J,
        place: &str,
        field: &str,
        most: usize,
    ) -> Option<String> {
        let text = self.text(json, place, field)?;
        if text.chars().nth(most).is_some() {
            self.fault(place, field, Kind::Long, &text);
            return None;
        }
        Some(text)
    }

    /// The items of a list, at most `most`; none if it is missing or wrong.
    pub(crate) fn items<J: Json>(
        &mut self,
        json: &J,
        place: &str,
        field: &str,
        most: usize,
    ) -> Vec<J> {
        let Some(found) = json.get(field) else { return Vec::new() };
        let Some(mut items) = found.items() else {
            self.fault(place, field, Kind::List, "");
            return Vec::new();
        };
        if items.is_empty() {
            self.fault(place, field, Kind::Empty, "");
        }
        if items.len() > most {
            self.fault(place, field, Kind::Many, "");
            items.truncate(most);
        }
        items
    }
}

/// `place.field`, as people write it.
pub(crate) fn path(place: &str, field: &str) -> String {
    match (place.is_empty(), field.is_empty()) {
        (false, false) => [place, ".", field].concat(),
        (true, _) => field.to_owned(),
        (false, true) => place.to_owned(),
    }
}

/// `list[at]`.
pub(crate) fn item(list: &str, at: usize) -> String {
    [list, "[", &at.to_string(), "]"].concat()
}
