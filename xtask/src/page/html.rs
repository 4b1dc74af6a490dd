//! Reads the tags of an index.html that Trunk wrote.
//!
//! No HTML parser: the file is our own. It knows comments, quoted attributes
//! and elements whose text is not markup, and that is all it needs.

use std::ops::Range;

/// An opening tag.
#[derive(Debug)]
pub(crate) struct Tag {
    /// Lower-case.
    pub(crate) name: String,
    /// Names in lower case; a value without quotes or none at all is allowed.
    pub(crate) attributes: Vec<(String, String)>,
    /// From `<` to behind `>`.
    pub(crate) span: Range<usize>,
    /// From `<` to behind the closing tag, for elements with raw text.
    pub(crate) element: Range<usize>,
    /// The raw text of such an element, else empty.
    pub(crate) text: Range<usize>,
}

impl Tag {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Whether the attribute `rel` holds this word.
    pub(crate) fn is_link(&self, word: &str) -> bool {
        self.name == "link"
            && self.attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|w| w == word))
    }

    /// The address it makes a browser fetch by itself, if any.
    pub(crate) fn fetches(&self) -> Option<&str> {
        const RELS: [&str; 6] =
            ["stylesheet", "icon", "modulepreload", "preload", "prefetch", "manifest"];
        match self.name.as_str() {
            "script" | "img" => self.attribute("src"),
            "link" if RELS.iter().any(|rel| self.is_link(rel)) => self.attribute("href"),
            _ => None,
        }
    }
}

/// All opening tags in order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(offset) = html[at..].find('<') {
        let start = at + offset;
        let rest = &html[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = start + 1;
            continue;
        }
        let tag = tag(html, start);
        at = tag.element.end;
        tags.push(tag);
    }
    tags
}

fn tag(html: &str, start: usize) -> Tag {
    let mut at = start + 1;
    let name = word(html, &mut at).to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        skip(html, &mut at, |c| c.is_whitespace() || c == '/');
        if at >= html.len() || html[at..].starts_with('>') {
            break;
        }
        let before = at;
        let name = word(html, &mut at).to_ascii_lowercase();
        skip(html, &mut at, char::is_whitespace);
        let mut value = String::new();
        if html[at..].starts_with('=') {
            at += 1;
            skip(html, &mut at, char::is_whitespace);
            value = self::value(html, &mut at);
        }
        if at == before {
            // A character that no attribute begins with: step over it.
            at += html[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        attributes.push((name, value));
    }
    let end = (at + 1).min(html.len());
    let mut tag = Tag { name, attributes, span: start..end, element: start..end, text: end..end };
    if matches!(tag.name.as_str(), "script" | "style" | "title" | "textarea") {
        let close = format!("</{}", tag.name);
        let text_end = html[end..].find(&close).map_or(html.len(), |offset| end + offset);
        let element_end =
            html[text_end..].find('>').map_or(html.len(), |offset| text_end + offset + 1);
        tag.text = end..text_end;
        tag.element = start..element_end;
    }
    tag
}

fn word<'a>(html: &'a str, at: &mut usize) -> &'a str {
    let start = *at;
    skip(html, at, |c| !c.is_whitespace() && !matches!(c, '>' | '/' | '='));
    &html[start..*at]
}

fn value(html: &str, at: &mut usize) -> String {
    let quote = html[*at..].chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let start = *at;
        skip(html, at, |c| !c.is_whitespace() && c != '>');
        return html[start..*at].to_owned();
    };
    let start = *at + 1;
    let end = html[start..].find(quote).map_or(html.len(), |offset| start + offset);
    *at = (end + 1).min(html.len());
    html[start..end].to_owned()
}

fn skip(html: &str, at: &mut usize, wanted: impl Fn(char) -> bool) {
    *at += html[*at..].chars().take_while(|c| wanted(*c)).map(char::len_utf8).sum::<usize>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_attributes() {
        let html = "<!doctype html><!-- <link href=no> --><link REL='icon stylesheet' href=\"a>b\"/>\
                    <script type=module defer>if (1<2) '<b>'</script><p é='1'>x";
        let tags = tags(html);
        let names: Vec<_> = tags.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(names, ["link", "script", "p"]);
        assert!(tags[0].is_link("stylesheet"));
        assert_eq!(tags[0].fetches(), Some("a>b"));
        assert_eq!(tags[1].attribute("type"), Some("module"));
        assert_eq!(tags[1].attribute("defer"), Some(""));
        assert_eq!(&html[tags[1].text.clone()], "if (1<2) '<b>'");
        assert_eq!(&html[tags[2].span.clone()], "<p é='1'>");
    }

    #[test]
    fn a_cut_file_ends_the_reading() {
        for html in ["<", "<a", "<a b", "<a b=", "<a b='c", "<script>x", "<!--", "<a \"=>"] {
            tags(html);
        }
    }
}
