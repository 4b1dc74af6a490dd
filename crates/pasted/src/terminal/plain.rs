//! A text without the escapes of its colours.

use std::borrow::Cow;

use why1006_evidence::scan;

/// The text without escape sequences (ECMA-48): those of colours and of the
/// cursor, and the titles that shells set. Its lines stay the same.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !scan::has_any(text, b"\x1b") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = scan::cut(rest, b"\x1b") {
        out.push_str(before);
        rest = scan::split_at(after, escape(after.as_bytes())).1;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// How many bytes after an ESC belong to it.
fn escape(after: &[u8]) -> usize {
    match after.first() {
        Some(b'[') => {
            let part = |byte: &&u8| matches!(byte, 0x20..=0x3f);
            let parts = after.iter().skip(1).take(32).take_while(part).count();
            let ends = matches!(after.get(1 + parts), Some(0x40..=0x7e));
            1 + parts + usize::from(ends)
        }
        Some(b']') => {
            let inside = |byte: &&u8| !matches!(byte, 0x07 | 0x1b | b'\n' | b'\r');
            let long = after.iter().take(256).take_while(inside).count();
            match after.get(long..) {
                Some([0x07, ..]) => long + 1,
                Some([0x1b, b'\\', ..]) => long + 2,
                _ => 1,
            }
        }
        Some(b'(' | b')') => 2,
        Some(b'=' | b'>' | b'M' | b'7' | b'8') => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go_and_lines_stay() {
        for (text, expected) in [
            ("plain", "plain"),
            ("\x1b[1mHTTP/1.1\x1b[0m 403", "HTTP/1.1 403"),
            ("\x1b[38;5;244m<\x1b[39;49m x\x1b[K", "< x"),
            ("\x1b]0;me@host: ~\x07$ curl", "$ curl"),
            ("\x1b]8;;x\x1b\\y", "y"),
            ("a\x1b[12\nb", "a\nb"),
            ("a\x1b]0;\nb", "a0;\nb"),
            ("é\x1b", "é"),
            ("\x1bé", "é"),
            ("\x1b(Bx", "x"),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
