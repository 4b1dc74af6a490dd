//! Values as one line of text that looks like what it is.

/// The most characters of one value that a report shows.
const MOST: usize = 300;

/// The value on one line: what controls a line, turns its direction or has no
/// width stands there by its number, and what is too long is cut.
pub(crate) fn clean(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for (at, c) in value.chars().enumerate() {
        if at == MOST {
            out.push('…');
            break;
        }
        if is_shown(c) {
            out.push(c);
        } else {
            out.push_str("‹U+");
            let digits = if u32::from(c) > 0xffff { 6 } else { 4 };
            for shift in (0..digits).rev() {
                let digit = u32::from(c) >> (4 * shift) & 15;
                out.extend(char::from_digit(digit, 16).map(|d| d.to_ascii_uppercase()));
            }
            out.push('›');
        }
    }
    out
}

/// Has a shape of its own and leaves its line alone. Spaces other than the usual
/// one have none.
fn is_shown(c: char) -> bool {
    let is_hidden = matches!(
        c,
        '\u{00a0}' | '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{1680}'
            | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{2800}' | '\u{3000}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    );
    !c.is_control() && !is_hidden
}
