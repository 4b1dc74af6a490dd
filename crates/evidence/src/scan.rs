//! Searching and cutting text, by bytes.
//!
//! Of the standard library's ways, a search for a text brings a searcher with
//! three algorithms into the wasm, and a slice of a text the message for a cut
//! through a character, with the tables to print one: together 8 kB. Whatever
//! the page runs uses these instead. Nothing here panics.

/// Where `what` stands first, in bytes; 0 if it is empty.
#[inline(never)]
pub fn find(text: &str, what: &str) -> Option<usize> {
    let text = text.as_bytes();
    let Some((first, others)) = what.as_bytes().split_first() else { return Some(0) };
    let mut at = 0;
    while text.len() - at > others.len() {
        at += either(text.get(at..)?, *first, *first)? + 1;
        let rest = text.get(at..)?;
        // Most differ at once, before the library's way would have begun.
        if rest.len() >= others.len() && rest.iter().zip(others).all(|(a, b)| a == b) {
            return Some(at - 1);
        }
    }
    None
}

/// Where one of two bytes stands first. Looks at eight at once: most texts are
/// long, and most bytes are others.
fn either(text: &[u8], one: u8, other: u8) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const TOPS: u64 = ONES << 7;
    // The top of each byte that is zero, and of some behind the first of those:
    // a borrow goes no other way.
    let zeros = |eight: u64| eight.wrapping_sub(ONES) & !eight & TOPS;
    let (eights, rest) = text.as_chunks::<8>();
    let mut at = 0;
    for eight in eights {
        let eight = u64::from_le_bytes(*eight);
        let found =
            zeros(eight ^ (ONES * u64::from(one))) | zeros(eight ^ (ONES * u64::from(other)));
        if found != 0 {
            return Some(at + (found.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    Some(at + rest.iter().position(|byte| *byte == one || *byte == other)?)
}

/// Where `what` stands first, by its ASCII letters in any case.
#[inline(never)]
pub fn find_any_case(text: &str, what: &str) -> Option<usize> {
    let text = text.as_bytes();
    let Some(first) = what.as_bytes().first() else { return Some(0) };
    let is_here = |at: &usize| {
        text.get(*at..).is_some_and(|rest| {
            rest.first().is_some_and(|byte| byte.eq_ignore_ascii_case(first))
                && begins_any_case(rest, what)
        })
    };
    (0..text.len()).find(is_here)
}

/// Whether a text begins with `what`, by its ASCII letters in any case.
#[inline(never)]
pub fn begins_any_case(text: &[u8], what: &str) -> bool {
    text.len() >= what.len()
        && text.iter().zip(what.as_bytes()).all(|(a, b)| a.eq_ignore_ascii_case(b))
}

/// Whether `what` stands in the text.
pub fn has(text: &str, what: &str) -> bool {
    find(text, what).is_some()
}

/// The text before and from the byte `at`. Where no character begins there, or
/// the text is shorter, all of it and nothing.
#[inline(never)]
pub fn split_at(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// The text before and after the first `what`; `None` without one.
#[inline(never)]
pub fn split_once<'t>(text: &'t str, what: &str) -> Option<(&'t str, &'t str)> {
    let (before, rest) = split_at(text, find(text, what)?);
    Some((before, split_at(rest, what.len()).1))
}

/// Where the first byte of a set stands; the text's length without one. The
/// bytes are ASCII, here and below.
#[inline(never)]
pub fn upto(text: &str, set: &[u8]) -> usize {
    let bytes = text.as_bytes();
    let found = match *set {
        [one] => either(bytes, one, one),
        [one, other] => either(bytes, one, other),
        _ => {
            // A bit for each byte of the set, so that its size costs once.
            let mut bits = [0_u64; 4];
            for byte in set {
                bits[usize::from(byte >> 6)] |= 1 << (byte & 63);
            }
            bytes.iter().position(|byte| bits[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1)
        }
    };
    found.unwrap_or(bytes.len())
}

/// Whether a byte of a set stands in the text.
pub fn has_any(text: &str, set: &[u8]) -> bool {
    upto(text, set) < text.len()
}

/// The text before the first byte of a set; all of it without one.
pub fn head<'t>(text: &'t str, set: &[u8]) -> &'t str {
    split_at(text, upto(text, set)).0
}

/// The text before and after the first byte of a set; `None` without one.
#[inline(never)]
pub fn cut<'t>(text: &'t str, set: &[u8]) -> Option<(&'t str, &'t str)> {
    around(text, upto(text, set))
}

/// The text before and after the last byte of a set; `None` without one.
#[inline(never)]
pub fn cut_last<'t>(text: &'t str, set: &[u8]) -> Option<(&'t str, &'t str)> {
    let bytes = text.as_bytes();
    let found = match *set {
        [one] => bytes.iter().rposition(|byte| *byte == one),
        _ => bytes.iter().rposition(|byte| set.contains(byte)),
    };
    around(text, found?)
}

/// The text before and after the ASCII character at a place; `None` at the end.
fn around(text: &str, at: usize) -> Option<(&str, &str)> {
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The parts of a text between bytes of a set, empty ones too.
pub fn parts<'t>(text: &'t str, set: &'t [u8]) -> Parts<'t> {
    Parts { rest: Some(text), set }
}

/// What [`parts`] gives.
#[derive(Clone, Debug)]
pub struct Parts<'t> {
    rest: Option<&'t str>,
    set: &'t [u8],
}

impl<'t> Iterator for Parts<'t> {
    type Item = &'t str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest?;
        let (part, rest) = rest.split_at_checked(upto(rest, self.set))?;
        // Nothing stands behind the last, not even its end.
        self.rest = rest.get(1..);
        Some(part)
    }
}

/// The text without the bytes of a set at its end.
#[inline(never)]
pub fn trim_end<'t>(text: &'t str, set: &[u8]) -> &'t str {
    let mut kept = text.as_bytes();
    while let [rest @ .., last] = kept
        && set.iter().any(|byte| byte == last)
    {
        kept = rest;
    }
    split_at(text, kept.len()).0
}

/// The text without the bytes of a set at its begin.
#[inline(never)]
pub fn trim_start<'t>(text: &'t str, set: &[u8]) -> &'t str {
    let mut kept = text.as_bytes();
    while let [first, rest @ ..] = kept
        && set.iter().any(|byte| byte == first)
    {
        kept = rest;
    }
    split_at(text, text.len() - kept.len()).1
}

/// One line of a text, the first is 0; empty behind the last. A list of texts
/// kept so lacks the two numbers for each that an array has.
#[inline(never)]
pub const fn line(text: &str, mut row: usize) -> &str {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (0, 0);
    while end < bytes.len() {
        if bytes[end] == b'\n' {
            if row == 0 {
                break;
            }
            row -= 1;
            start = end + 1;
        }
        end += 1;
    }
    match text.split_at_checked(end) {
        Some((head, _)) if row == 0 => match head.split_at_checked(start) {
            Some((_, line)) => line,
            None => "",
        },
        _ => "",
    }
}

/// A number below 2^32 in digits of a base, as the library reads it.
#[inline(never)]
pub fn number(digits: &str, base: u32) -> Option<u32> {
    u32::from_str_radix(digits, base).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cases_and_edges() {
        assert_eq!(find("", ""), Some(0));
        assert_eq!(find("abc", "bcd"), None);
        assert_eq!(find_any_case("x-CONNECT-Src", "connect-src"), Some(2));
        assert_eq!(find_any_case("é", "É"), None);
        assert!(begins_any_case(b"WSS://a", "wss://"));
        assert!(!begins_any_case(b"ws", "ws:"));
    }

    #[test]
    fn a_cut_beside_a_character_leaves_the_text_whole() {
        assert_eq!(split_at("aé", 1), ("a", "é"));
        assert_eq!(split_at("aé", 2), ("aé", ""));
        assert_eq!(split_at("aé", 3), ("aé", ""));
        assert_eq!(split_at("aé", 9), ("aé", ""));
    }

    #[test]
    fn lines_are_counted_from_0() {
        let text = "a\n\nbé\nc";
        let lines: Vec<&str> = (0..5).map(|row| line(text, row)).collect();
        assert_eq!(lines, ["a", "", "bé", "c", ""]);
        assert_eq!((line("", 0), line("", 1), line("a\n", 1)), ("", "", ""));
    }

    proptest! {
        #[test]
        fn same_as_the_standard_library(text in "[ab/é]{0,12}", what in "[ab/é]{0,3}") {
            prop_assert_eq!(find(&text, &what), text.find(&what));
            prop_assert_eq!(has(&text, &what), text.contains(&what));
            prop_assert_eq!(split_once(&text, &what), text.split_once(what.as_str()));
        }

        #[test]
        fn sets_are_the_same_as_lists_of_characters(text in "[ab/.é]{0,12}") {
            let (set, list) = (b"/.", ['/', '.']);
            prop_assert_eq!(upto(&text, set), text.find(list).unwrap_or(text.len()));
            prop_assert_eq!(has_any(&text, set), text.contains(list));
            prop_assert_eq!(cut(&text, set), text.split_once(list));
            prop_assert_eq!(cut_last(&text, set), text.rsplit_once(list));
            let all: Vec<&str> = text.split(list).collect();
            prop_assert_eq!(head(&text, set), all[0]);
            prop_assert_eq!(parts(&text, set).collect::<Vec<_>>(), all);
            prop_assert_eq!(trim_start(&text, set), text.trim_start_matches(list));
            prop_assert_eq!(trim_end(&text, set), text.trim_end_matches(list));
        }

        #[test]
        fn any_case_is_lower_case(text in "[aAbBéÉ]{0,12}", what in "[abé]{0,3}") {
            let lower = text.to_ascii_lowercase();
            prop_assert_eq!(find_any_case(&text, &what), lower.find(&what));
            prop_assert_eq!(begins_any_case(text.as_bytes(), &what), lower.starts_with(&what));
        }
    }
}
