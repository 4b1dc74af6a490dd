//! Links as they arrive: broken into lines, quoted, wrapped.

use crate::{packed, scan};

/// The first whole result in a text, and the first that is none; each as a
/// fragment.
pub(super) fn search(text: &str) -> (Option<String>, Option<String>) {
    let mut torn = None;
    let mut before = b' ';
    // What was read for one result is not read for another: linear in the length.
    let mut next = 0;
    for (at, byte) in text.bytes().enumerate() {
        if at >= next && matches!(byte, b'r' | b'i') && !before.is_ascii_alphanumeric() {
            match Found::at(text, at) {
                Some(Found { fragment, is_whole: true, .. }) => return (Some(fragment), torn),
                Some(found) => {
                    next = found.end;
                    torn.get_or_insert(found.fragment);
                }
                None => {}
            }
        }
        before = byte;
    }
    (None, torn)
}

/// What begins like a result.
struct Found {
    fragment: String,
    is_whole: bool,
    /// Where in the text it ends, in bytes.
    end: usize,
}

impl Found {
    /// Reads `r=1d<checksum>.<data>` with what mail puts between.
    fn at(text: &str, at: usize) -> Option<Found> {
        let (key, rest) = scan::split_at(scan::split_at(text, at).1, 1);
        // `=` is `=3D` in quoted-printable.
        let rest = rest.strip_prefix("=3D").or_else(|| rest.strip_prefix('='))?;
        let mut signs = Signs { rest };
        let (head, sum) = head(&mut signs)?;
        // Torn ones are short, and may be many.
        let mut fragment = String::with_capacity(64);
        fragment.extend([key, "="]);
        fragment.extend(head);
        let mut running = packed::Sum::default();
        let mut is_whole = false;
        let mut end = signs.rest;
        while let Some(c) = signs.next().filter(|c| packed::is_base64url(*c)) {
            if matches!(c, 'r' | 'i') && begins(signs.rest) {
                break;
            }
            end = signs.rest;
            fragment.push(c);
            running.add(c);
            if running.0 == sum || fragment.len() > packed::MAX {
                is_whole = running.0 == sum;
                break;
            }
        }
        Some(Found { fragment, is_whole, end: text.len() - end.len() })
    }
}

/// Whether another result begins behind its letter.
fn begins(rest: &str) -> bool {
    rest.strip_prefix('=').is_some_and(|rest| head(&mut Signs { rest }).is_some())
}

/// A digit, a letter, eight hexadecimal digits and a dot, and the checksum that
/// they say. Nothing else begins like that; less is too little to tell.
fn head(signs: &mut Signs) -> Option<([char; 11], u32)> {
    let (mut head, mut sum) = (['.'; 11], 0);
    for (at, place) in head.iter_mut().enumerate() {
        // A dot at the begin of a line may be written so.
        if at == 10
            && let Some(rest) = signs.rest.strip_prefix("=2E")
        {
            signs.rest = rest;
            break;
        }
        let c = signs.next()?;
        let fits = match at {
            0 => c.is_ascii_digit(),
            1 => c.is_ascii_lowercase(),
            2..=9 => {
                sum = sum << 4 | c.to_digit(16)?;
                true
            }
            _ => c == '.',
        };
        if !fits {
            return None;
        }
        *place = c;
    }
    Some((head, sum))
}

/// The characters of a text without what mail and chats put into a long word:
/// line breaks, with marks of a quotation behind them, soft breaks of
/// quoted-printable (RFC 2045, section 6.7), and characters of no width.
struct Signs<'t> {
    rest: &'t str,
}

impl Iterator for Signs<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            #[cfg(test)]
            LOOKED_AT.with(|count| count.set(count.get() + 1));
            // Most are letters and digits.
            let first = *self.rest.as_bytes().first()?;
            if first.is_ascii_alphanumeric() {
                self.rest = self.rest.get(1..)?;
                return Some(char::from(first));
            }
            let c = self.rest.chars().next()?;
            self.rest = scan::split_at(self.rest, c.len_utf8()).1;
            let is_between = c.is_whitespace()
                || matches!(
                    c,
                    '=' | '>' | '|' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
                );
            if !is_between {
                return Some(c);
            }
        }
    }
}

/// The text with each `%XX` decoded; `None` if it has none.
pub(super) fn percent(text: &str) -> Option<String> {
    if !scan::has(text, "%") {
        return None;
    }
    decoded(text, b'%', |byte| byte)
}

/// An address as the mail filter of Proofpoint writes it in its second version:
/// `-` for `%` and `_` for `/`.
pub(super) fn proofpoint(text: &str) -> Option<String> {
    if !scan::has(text, "-3D") && !scan::has(text, "-3d") {
        return None;
    }
    decoded(text, b'-', |byte| if byte == b'_' { b'/' } else { byte })
}

fn decoded(text: &str, sign: u8, other: fn(u8) -> u8) -> Option<String> {
    let mut rest = text.as_bytes();
    let mut out = Vec::with_capacity(rest.len());
    let mut any = false;
    while let Some((&byte, tail)) = rest.split_first() {
        match if byte == sign { digits(tail) } else { None } {
            Some((number, tail)) => {
                out.push(number);
                any = true;
                rest = tail;
            }
            None => {
                out.push(other(byte));
                rest = tail;
            }
        }
    }
    any.then(|| String::from_utf8_lossy(&out).into_owned())
}

/// The number in two hexadecimal digits, between which a line may break.
fn digits(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (first, rest) = digit(bytes)?;
    let (second, rest) = digit(rest)?;
    Some((first << 4 | second, rest))
}

fn digit(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let breaks = bytes.iter().take(2).take_while(|byte| b"\r\n".contains(byte)).count();
    let (digit, rest) = bytes.get(breaks..)?.split_first()?;
    Some((char::from(*digit).to_digit(16)? as u8, rest))
}

#[cfg(test)]
thread_local! {
    static LOOKED_AT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How many characters were looked at for a result so far, by this thread.
#[cfg(test)]
pub(super) fn looked_at() -> usize {
    LOOKED_AT.with(std::cell::Cell::get)
}
