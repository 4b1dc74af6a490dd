//! A result in whatever was pasted: a link, whole or as a mail program left it,
//! a text that has one in it, or the file.
//!
//! [`find`] gives the fragment of a link, `r=1d<checksum>.<data>`; `i=` is what
//! the snippet prints. The checksum tells where the data ends, so that a text may
//! go on right behind it, as when a box of one line drops its line breaks.

mod mend;
#[cfg(feature = "json")]
pub mod native;

use crate::{Fault, packed::Torn, scan};

/// The key of a result in a fragment.
pub const KEY: &str = "r=";

/// The key of what the snippet saw.
pub const SNIPPET_KEY: &str = "i=";

/// The longest text or file that is read for a result, in bytes.
pub const MAX_TEXT: usize = 1024 * 1024;

/// The most that the data of a link may inflate to, in bytes.
pub const MAX_INFLATED: usize = 512 * 1024;

/// Why a text shows no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Its end is missing, or something was changed on the way.
    Incomplete,
    /// Written by a later version of this page.
    Newer,
    /// Longer than any result is.
    TooLong,
    /// Whole, and still no result.
    NoResult,
    /// This browser cannot inflate it.
    Unsupported,
}

impl From<Torn> for Broken {
    fn from(torn: Torn) -> Broken {
        match torn {
            Torn::Incomplete => Broken::Incomplete,
            Torn::Newer => Broken::Newer,
            Torn::TooLong => Broken::TooLong,
            Torn::Unknown => Broken::NoResult,
        }
    }
}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Broken {
        match fault {
            Fault::Newer(_) => Broken::Newer,
            Fault::NoEvidence | Fault::TooMuch => Broken::NoResult,
        }
    }
}

/// The fragment of a link to a result, wherever it stands in a text: a whole link,
/// one cut by line breaks, quoted or punctuated, one with its signs encoded inside
/// the address of a mail filter. If none is whole, the first that is not, as it
/// stands; `None` if the text has none at all, or is longer than [`MAX_TEXT`].
pub fn find(text: &str) -> Option<String> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let (whole, torn) = mend::search(text);
    if whole.is_some() {
        return whole;
    }
    // Signs are written as `%XX` inside another address, perhaps twice.
    let mut text = text.to_owned();
    let mut torn = torn;
    for decode in [mend::percent, mend::percent, mend::percent, mend::proofpoint] {
        let Some(decoded) = decode(&text) else { continue };
        let (whole, other) = mend::search(&decoded);
        if whole.is_some() {
            return whole;
        }
        torn = torn.or(other);
        text = decoded;
    }
    torn
}

/// Whether a text is a result as a file holds it, by its look: an object that has
/// the members of one.
pub fn is_file(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim();
    text.len() <= MAX_TEXT
        && text.starts_with('{')
        && ["\"version\"", "\"target\"", "\"circumstances\""].iter().all(|m| scan::has(text, m))
}

/// What a text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A link, by its fragment.
    Link(String),
    /// The result itself, as a file holds it.
    File,
}

/// Looks for a result in a text.
///
/// # Errors
/// Why there is none: part of one is told from something else.
pub fn look(text: &str) -> Result<Found, Broken> {
    if text.len() > MAX_TEXT {
        return Err(Broken::TooLong);
    }
    if let Some(fragment) = find(text) {
        return Ok(Found::Link(fragment));
    }
    let text = text.trim();
    let is_cut = [KEY, SNIPPET_KEY]
        .iter()
        .any(|key| text.starts_with(key) || scan::has(text, &["#", key].concat()));
    match () {
        () if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') => Ok(Found::File),
        () if is_cut => Err(Broken::Incomplete),
        () => Err(Broken::NoResult),
    }
}

#[cfg(test)]
mod tests;
