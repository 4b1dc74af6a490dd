//! Bytes as the text of a link: `1d<checksum>.<data>`.
//!
//! The version is one digit, then `d` for deflated or `p` for plain bytes, eight
//! hex digits of FNV-1a over the data, and the data in base64url. The checksum is
//! no signature: it tells a link that mail cut short from one that is whole.

use crate::scan;

/// The longest text that is read, in characters.
pub const MAX: usize = 64_000;

/// Why a text cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Torn {
    /// Its end is missing, or something was changed on the way.
    Incomplete,
    /// Of a later version.
    Newer,
    /// Longer than any result is.
    TooLong,
    /// Whole, and of a form that nobody writes.
    Unknown,
}

/// The text of some bytes; `deflated` says what they are.
pub fn pack(version: u32, deflated: bool, bytes: &[u8]) -> String {
    let data = base64url(bytes);
    let form = if deflated { 'd' } else { 'p' };
    format!("{version}{form}{:08x}.{data}", checksum(&data))
}

/// The bytes of a text of `version` or before, and whether they are deflated.
///
/// # Errors
/// What is wrong with the text.
pub fn unpack(text: &str, version: u32) -> Result<(bool, Vec<u8>), Torn> {
    // Mail programs break lines and add punctuation.
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.len() > MAX {
        return Err(Torn::TooLong);
    }
    let (head, data) = scan::cut(&text, b".").ok_or(Torn::Incomplete)?;
    let digits = head.chars().take_while(char::is_ascii_digit).count();
    // The version is one digit today; a second would be part of the form.
    let found =
        head.get(..digits.min(1)).and_then(|v| scan::number(v, 10)).ok_or(Torn::Incomplete)?;
    // No version was ever 0, and the checksum does not cover the digit.
    if found == 0 {
        return Err(Torn::Incomplete);
    }
    if found > version {
        return Err(Torn::Newer);
    }
    let data = data.trim_end_matches(|c: char| !is_base64url(c));
    let sum = head.get(2..).and_then(|sum| scan::number(sum, 16));
    if sum != Some(checksum(data)) {
        return Err(Torn::Incomplete);
    }
    let bytes = from_base64url(data).ok_or(Torn::Incomplete)?;
    match head.as_bytes().get(1) {
        Some(b'd') => Ok((true, bytes)),
        Some(b'p') => Ok((false, bytes)),
        _ => Err(Torn::Unknown),
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Whether the data of a link may hold this character.
pub(crate) fn is_base64url(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

fn base64url(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().fold(0u32, |w, b| w << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            out.push(ALPHABET[(word >> (18 - 6 * at) & 63) as usize] as char);
        }
    }
    out
}

fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    for chunk in text.as_bytes().chunks(4) {
        let mut word = 0u32;
        for byte in chunk {
            word = word << 6 | ALPHABET.iter().position(|a| a == byte)? as u32;
        }
        if chunk.len() == 1 {
            return None;
        }
        word <<= 6 * (4 - chunk.len());
        out.extend(&word.to_be_bytes()[1..chunk.len()]);
    }
    Some(out)
}

fn checksum(text: &str) -> u32 {
    let mut sum = Sum::default();
    text.chars().for_each(|c| sum.add(c));
    sum.0
}

/// FNV-1a, 32 bits, over ASCII characters.
pub(crate) struct Sum(pub(crate) u32);

impl Default for Sum {
    fn default() -> Sum {
        Sum(0x811c_9dc5)
    }
}

impl Sum {
    pub(crate) fn add(&mut self, c: char) {
        self.0 = (self.0 ^ c as u32).wrapping_mul(0x0100_0193);
    }
}
