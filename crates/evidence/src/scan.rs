//! Searching and cutting text, by bytes.
//!
//! Of the standard library's ways, a search for a text brings a searcher with
//! three algorithms into the wasm, and a slice of a text the message for a cut
//! through a character, with the tables to print one: together 8 kB. Whatever
//! the page runs uses these instead. Nothing here panics.

/// Where `what` stands first, in bytes; 0 if it is empty.
#[inline(never)]
pub fn find(text: &str, what: &str) -> Option<usize> {
    let (text, what) = (text.as_bytes(), what.as_bytes());
    (0..=text.len()).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(what)))
}

/// Where `what` stands first, by its ASCII letters in any case.
#[inline(never)]
pub fn find_any_case(text: &str, what: &str) -> Option<usize> {
    (0..=text.len())
        .find(|at| begins_any_case(text.as_bytes().get(*at..).unwrap_or_default(), what))
}

/// Whether a text begins with `what`, by its ASCII letters in any case.
#[inline(never)]
pub fn begins_any_case(text: &[u8], what: &str) -> bool {
    text.get(..what.len()).is_some_and(|head| head.eq_ignore_ascii_case(what.as_bytes()))
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

    proptest! {
        #[test]
        fn same_as_the_standard_library(text in "[ab/é]{0,12}", what in "[ab/é]{0,3}") {
            prop_assert_eq!(find(&text, &what), text.find(&what));
            prop_assert_eq!(has(&text, &what), text.contains(&what));
            prop_assert_eq!(split_once(&text, &what), text.split_once(what.as_str()));
        }

        #[test]
        fn any_case_is_lower_case(text in "[aAbBéÉ]{0,12}", what in "[abé]{0,3}") {
            let lower = text.to_ascii_lowercase();
            prop_assert_eq!(find_any_case(&text, &what), lower.find(&what));
            prop_assert_eq!(begins_any_case(text.as_bytes(), &what), lower.starts_with(&what));
        }
    }
}
