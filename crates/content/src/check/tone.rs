//! Words that must not appear: blame anywhere, jargon where strangers read.

/// Phrases that blame or belittle the reader.
const BLAME: &[&str] = &[
    "you failed",
    "wrong user",
    "user error",
    "your fault",
    "your mistake",
    "you forgot",
    "you should have",
    "obviously",
    "simply",
    "of course",
];

/// Words of the trade. Headlines and first sentences do without them.
const JARGON: &[&str] = &["1006", "upgrade", "handshake", "tls", "origin", "csp", "cors"];

/// Terms of the field: what an engineer searches logs and standards for.
const TERMS: &[&str] = &[
    "1000",
    "1006",
    "1015",
    "handshake",
    "close frame",
    "websocket",
    "upgrade",
    "connecting",
    "mixed content",
    "local network permission",
    "tls",
];

/// The blaming phrase in a text, if there is one.
pub(super) fn blame(text: &str) -> Option<&'static str> {
    let words = words(text);
    BLAME.iter().copied().find(|phrase| format!(" {words} ").contains(&format!(" {phrase} ")))
}

/// The jargon in a text, if there is any.
pub(super) fn jargon(text: &str) -> Option<&'static str> {
    let words = words(text);
    JARGON.iter().copied().find(|word| words.split(' ').any(|w| w == *word))
}

/// Whether a text holds a term of the field.
pub(super) fn is_exact(text: &str) -> bool {
    let words = words(text);
    TERMS.iter().any(|term| format!(" {words} ").contains(&format!(" {term} ")))
}

/// The first sentence of a text.
pub(super) fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}

/// A text as lower-case words with one space between them.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
