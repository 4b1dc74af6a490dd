//! The parts of a JSON text, one after the other, in one pass.
//!
//! It minds no rule that a file cut in the middle would break: what is there is
//! given out, and the rest is not.

use std::borrow::Cow;

use why1006_evidence::scan;

/// One part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// An object or a list begins.
    Opens { is_list: bool },
    /// One of them ends.
    Closes,
    /// The name of what follows.
    Name(&'t str),
    /// A text, its escapes as they are: see [`plain`].
    Text(&'t str),
    /// A number, `true`, `false` or `null`.
    Word(&'t str),
}

/// All parts of a text.
pub(super) struct Parts<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parts<'t> {
    pub(super) fn new(text: &'t str) -> Parts<'t> {
        Parts { text, at: 0 }
    }

    /// A text up to its closing quote; `None` if it has none.
    fn quoted(&mut self) -> Option<&'t str> {
        let start = self.at + 1;
        let mut escaped = false;
        let rest = self.text.as_bytes().get(start..)?;
        let ends = |byte: &u8| {
            let is_end = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            is_end
        };
        let end = start + rest.iter().position(ends)?;
        self.at = end + 1;
        self.text.get(start..end)
    }

    fn next_byte(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        self.at += rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))?;
        self.text.as_bytes().get(self.at).copied()
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        loop {
            let byte = self.next_byte()?;
            match byte {
                b'{' | b'[' => {
                    self.at += 1;
                    return Some(Part::Opens { is_list: byte == b'[' });
                }
                b'}' | b']' => {
                    self.at += 1;
                    return Some(Part::Closes);
                }
                b'"' => {
                    let text = self.quoted()?;
                    let is_name = self.next_byte() == Some(b':');
                    return Some(if is_name { Part::Name(text) } else { Part::Text(text) });
                }
                b',' | b':' => self.at += 1,
                _ => {
                    let rest = scan::split_at(self.text, self.at).1;
                    let word = scan::head(rest, b",:]}[{\" \t\r\n");
                    // A number that is cut may be another.
                    if word.len() == rest.len() {
                        return None;
                    }
                    self.at += word.len();
                    return Some(Part::Word(word));
                }
            }
        }
    }
}

/// A text without its escapes. One that stands for no character is left out.
pub(super) fn plain(raw: &str) -> Cow<'_, str> {
    let Some((first, _)) = scan::cut(raw, b"\\") else {
        return Cow::Borrowed(raw);
    };
    let mut out = String::with_capacity(raw.len());
    out.push_str(first);
    let mut chars = scan::split_at(raw, first.len()).1.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'r' | 't' | 'b' | 'f') => out.push(' '),
            Some('u') => {
                let digits = scan::split_at(chars.as_str(), 4).0;
                out.extend(scan::number(digits, 16).and_then(char::from_u32));
                chars = scan::split_at(chars.as_str(), digits.len()).1.chars();
            }
            Some(c) => out.push(c),
            None => {}
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_order_and_end_where_the_text_is_cut() {
        let text = r#"{"a":[1,"b\"c",null],"d":{"#;
        let parts: Vec<Part> = Parts::new(text).collect();
        let expected = [
            Part::Opens { is_list: false },
            Part::Name("a"),
            Part::Opens { is_list: true },
            Part::Word("1"),
            Part::Text("b\\\"c"),
            Part::Word("null"),
            Part::Closes,
            Part::Name("d"),
            Part::Opens { is_list: false },
        ];
        assert_eq!(parts, expected);
        assert_eq!(Parts::new("\"cut").count() + Parts::new("12").count(), 0);
    }

    #[test]
    fn escapes_are_read() {
        assert_eq!(plain(r#"wss:\/\/a.example\/\u00e9?x=\"y\\"#), "wss://a.example/é?x=\"y\\");
        assert_eq!(plain(r"\ud800\u12"), "\u{12}");
        assert_eq!(plain("\\"), "");
    }
}
