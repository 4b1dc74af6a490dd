//! A line as it may be shown and kept: short and without secrets.

use why1006_evidence::{redact, scan};

use crate::{attribution, unusable};

/// The longest excerpt, in characters.
const MAX_CHARS: usize = 160;

/// How much of a line is looked at, in bytes.
const WINDOW: usize = 480;

/// Words after which everything is secret, in any case: of headers, and of
/// commands.
const SECRET_FROM: [&str; 8] =
    ["authorization", "cookie", "bearer", "-u ", "--user", "--pass", "-b ", "--data"];

/// The begin of a line. Addresses lose what is secret in them, other text its
/// token-like words, and nothing stays from a header with a secret on.
pub(crate) fn excerpt(line: &str) -> String {
    let line = unusable::trim(line);
    let mut seen = whole_words(line);
    let is_cut = seen.len() < line.len();
    let mut is_secret = false;
    for name in SECRET_FROM {
        if let Some(at) = scan::find_any_case(seen, name) {
            seen = scan::split_at(seen, at).0;
            is_secret = true;
        }
    }
    let plain: String = seen.chars().filter(|c| is_shown(*c)).collect();
    let mut out = String::new();
    let mut rest = plain.as_str();
    while let Some((before, address, after)) = attribution::first(rest) {
        out.push_str(&words(before));
        out.push_str(&redact::url(address));
        rest = after;
    }
    out.push_str(&words(rest));
    if is_secret || is_cut {
        out.push_str(redact::REMOVED);
    }
    shorten(out)
}

/// A text without its token-like words, nor the values of a query: the first
/// line of a request has a path, and no address around it.
fn words(text: &str) -> String {
    if !scan::has_any(text, b"?") {
        return redact::text(text);
    }
    let word = |word| match scan::cut(word, b"?") {
        Some((path, query)) if scan::has_any(query, b"=") => format!("{path}?{}", redact::REMOVED),
        _ => String::from(word),
    };
    let words: Vec<String> = scan::parts(text, b" ").map(word).collect();
    redact::text(&words.join(" "))
}

/// An address as it may be shown: like an excerpt, but one address.
pub(crate) fn about(address: &str) -> String {
    let head = unusable::head(address, WINDOW);
    shorten(redact::url(scan::head(head, b"?#")))
}

/// The begin of a line up to the end of a word: half a token looks like a word.
fn whole_words(line: &str) -> &str {
    let head = unusable::head(line, WINDOW);
    match scan::cut_last(head, unusable::BLANK) {
        _ if head.len() == line.len() => line,
        Some((words, _)) => words,
        None => "",
    }
}

/// Not a control character, nor one that changes the direction of text or
/// cannot be seen. A tab is for words what a space is.
fn is_shown(c: char) -> bool {
    let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}');
    c == '\t' || !(c.is_control() || hidden)
}

fn shorten(mut text: String) -> String {
    if let Some((at, _)) = text.char_indices().nth(MAX_CHARS) {
        let last = text.char_indices().nth(MAX_CHARS - 1).map_or(at, |(at, _)| at);
        text.truncate(last);
        text.push_str(redact::REMOVED);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_and_words_stay() {
        for (line, expected) in [
            (
                "WebSocket connection to 'wss://me:pw@a.example/ws?t=abc' failed: x",
                "WebSocket connection to 'wss://…@a.example/ws?t=…' failed: x",
            ),
            ("x Authorization: Basic bWU6cHc=", "x …"),
            ("sent cookie: a=b", "sent …"),
            ("--http1.1 -u 'me:pw' \\", "--http1.1 …"),
            ("> GET /ws?t=abc HTTP/1.1", "> GET /ws?… HTTP/1.1"),
            ("id 9f86d081884c7d659a2feaa0c55ad015 unknown", "id … unknown"),
            ("a\u{202e}b\x1b[31m", "ab[31m"),
        ] {
            assert_eq!(excerpt(line), expected);
        }
    }

    #[test]
    fn a_token_that_is_cut_is_gone() {
        let line = format!("{} 9f86d081884c7d659a2feaa0", "word ".repeat(94));
        assert!(!excerpt(&line).contains("9f86"));
        assert_eq!(excerpt(&"é".repeat(1000)), "…");
        assert_eq!(excerpt(&"é ".repeat(1000)).chars().count(), MAX_CHARS);
    }
}
