//! A text with holes, as `docs/lines.tsv` writes it.

/// `NNN` is a number, `<…>` whatever stands there, `<end>` the end of the text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Number,
    Anything,
    End,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// One line: there is no letter in it, so that it would match anything.
    pub(crate) fn new(text: &str) -> Result<Pattern, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let hole = [("NNN", Part::Number), ("<…>", Part::Anything), ("<end>", Part::End)]
                .into_iter()
                .filter_map(|(mark, part)| rest.find(mark).map(|at| (at, mark.len(), part)))
                .min_by_key(|(at, ..)| *at);
            let (at, len, part) = match hole {
                Some((at, len, part)) => (at, len, Some(part)),
                None => (rest.len(), 0, None),
            };
            if at > 0 {
                parts.push(Part::Text(rest[..at].to_owned()));
            }
            parts.extend(part);
            rest = &rest[at + len..];
        }
        let pattern = Pattern { parts };
        match pattern.letters() {
            0 => Err(format!("`{text}` would match anything")),
            _ => Ok(pattern),
        }
    }

    /// How many letters of its own it finds in the text, if it is in there.
    pub(crate) fn letters_in(&self, text: &str) -> Option<usize> {
        let is_in = match self.parts.first() {
            Some(Part::Text(own)) => {
                text.match_indices(own.as_str()).any(|(at, _)| fits(&self.parts, &text[at..]))
            }
            _ => text.char_indices().any(|(at, _)| fits(&self.parts, &text[at..])),
        };
        is_in.then(|| self.letters())
    }

    fn letters(&self) -> usize {
        let letters = |part: &Part| match part {
            Part::Text(text) => text.chars().count(),
            Part::Number | Part::Anything | Part::End => 0,
        };
        self.parts.iter().map(letters).sum()
    }
}

/// Whether the text begins with the parts. A number is a whole one.
fn fits(parts: &[Part], text: &str) -> bool {
    let Some((part, parts)) = parts.split_first() else { return true };
    match part {
        Part::End => text.trim().is_empty() && parts.is_empty(),
        Part::Text(own) => text.strip_prefix(own.as_str()).is_some_and(|rest| {
            // `401` is not in `4015`.
            let number = own.ends_with(|c: char| c.is_ascii_digit());
            !(number && parts.is_empty() && rest.starts_with(|c: char| c.is_ascii_digit()))
                && fits(parts, rest)
        }),
        Part::Number => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.len() < text.len() && fits(parts, rest)
        }
        Part::Anything => {
            text.char_indices().map(|(at, _)| &text[at..]).chain([""]).any(|rest| fits(parts, rest))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(pattern: &str, text: &str) -> Option<usize> {
        Pattern::new(pattern).unwrap().letters_in(text)
    }

    #[test]
    fn a_pattern_is_found_anywhere_in_a_text() {
        assert_eq!(letters("refused", "x refused y"), Some(7));
        assert_eq!(letters("refused", "x refuse"), None);
        assert_eq!(letters("code: NNN", "code: 404."), Some(6));
        assert_eq!(letters("failed:<end>", "failed: "), Some(7));
        assert_eq!(letters("failed:<end>", "failed: why"), None);
        assert_eq!(letters("code: NNN", "code: (null)"), None);
        assert_eq!(letters("to <…>: No", "to host: a: No route"), Some(7));
        assert_eq!(letters("ERR_<…>", "net::ERR_X"), Some(4));
    }

    #[test]
    fn a_number_is_a_whole_one() {
        assert_eq!(letters("code: 40", "code: 404"), None);
        assert_eq!(letters("code: 404", "code: 404"), Some(9));
    }

    #[test]
    fn a_pattern_without_letters_is_refused() {
        assert!(Pattern::new("").is_err());
        assert!(Pattern::new("<…>NNN").is_err());
    }
}
