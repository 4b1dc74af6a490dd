//! Words that somebody else wrote, made fit to stand among ours.

/// One line of at most `most` characters, with a mark where it was cut. Control
/// characters, marks of direction and whatever has no width are taken out: they
/// could change how the words around them read. White space becomes one space.
pub fn plain(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut room = most;
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = !line.is_empty();
            continue;
        }
        if is_hidden(c) {
            continue;
        }
        if room <= usize::from(space) {
            line.push('…');
            break;
        }
        if space {
            line.push(' ');
            room -= 1;
            space = false;
        }
        line.push(c);
        room -= 1;
    }
    line
}

/// What no reader sees. Joiners stay: Persian and many emoji are written with them.
fn is_hidden(c: char) -> bool {
    let joins = matches!(c, '\u{200C}' | '\u{200D}');
    // Annotations and tags (Unicode, chapter 23) hide text in text.
    let hides = matches!(c, '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}');
    c.is_control() || is_direction_mark(c) || (is_invisible(c) && !joins) || hides
}

/// Characters of no width that browsers drop from a host and keep in a path.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

/// Marks that make an address read differently from what it is.
pub(crate) fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_or_turns_is_taken_out() {
        assert_eq!(plain("  one\r\n\ttwo\u{2028}three ", 80), "one two three");
        assert_eq!(plain("a\u{202E}b\u{200B}c\u{0007}d\u{E0041}e", 80), "abcde");
        assert_eq!(plain("می\u{200C}خواهم", 80), "می\u{200C}خواهم");
        assert_eq!(plain("<b>x</b>", 80), "<b>x</b>");
        assert_eq!(plain(" \u{200E} ", 80), "");
    }

    #[test]
    fn what_is_too_long_is_cut_with_a_mark() {
        assert_eq!(plain("abc", 3), "abc");
        assert_eq!(plain("abcd", 3), "abc…");
        assert_eq!(plain("ab cd", 3), "ab…");
        assert_eq!(plain("ab   ", 2), "ab");
        assert_eq!(plain(&"é".repeat(1_000_000), 300).chars().count(), 301);
    }
}
