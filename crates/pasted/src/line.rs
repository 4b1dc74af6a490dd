//! One line: the sentence in it that is known, and the address it is about.

use why1006_evidence::{Clue, scan};

use crate::reading::Why;
use crate::{
    attribution::{self, Place},
    chromium, codes, firefox, safari,
    unusable::BLANK,
    webkit,
};

/// What a sentence says of the address it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// What was seen.
    Clue(Clue),
    /// An HTTP status.
    Status(u16),
    /// The subprotocols do not fit, of an attempt that offered some or none.
    Protocols { offered: bool },
    /// A status that WebKit prints without its address; see `gather`.
    Adrift(u16),
    /// WebKit may not hand an answer to script: the status above is about it.
    CannotLoad,
    /// Nothing, for this reason.
    Nothing(Why),
}

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About<'t> {
    /// An address.
    Address(&'t str),
    /// An address that was already held against the target.
    Placed(&'t str, Place),
    /// A host.
    Host(&'t str),
    /// A port.
    Port(u16),
    /// It names nothing.
    Unnamed,
}

/// A sentence that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finding<'t> {
    pub(crate) says: Says,
    pub(crate) about: About<'t>,
}

impl<'t> Finding<'t> {
    pub(crate) fn at(address: &'t str, says: Says) -> Finding<'t> {
        Finding { says, about: About::Address(address) }
    }

    pub(crate) fn unnamed(says: Says) -> Finding<'t> {
        Finding { says, about: About::Unnamed }
    }

    /// A clue if the browser did it, else a line that does not count.
    pub(crate) fn if_blocked(address: &'t str, blocked: bool, clue: Clue) -> Finding<'t> {
        let says = if blocked { Says::Clue(clue) } else { Says::Nothing(Why::Harmless) };
        Finding::at(address, says)
    }
}

/// How many begins of sentences are followed up in one line. Real lines have
/// one or two; without a limit a hostile line could take long.
const MAX_TRIES: usize = 4;

/// How many addresses of one line are looked at.
const MAX_ADDRESSES: usize = 8;

/// What a line says, and about which address; `place` knows the one tested.
pub(crate) fn read<'t>(line: &'t str, place: impl Fn(&str) -> Place) -> Option<Finding<'t>> {
    sentence(line).or_else(|| shape(line, place)).or_else(|| {
        let code = codes::within(line)?;
        Some(Finding::unnamed(code.says()))
    })
}

/// The first sentence that a family knows.
fn sentence(line: &str) -> Option<Finding<'_>> {
    let bytes = line.as_bytes();
    let mut tries = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_uppercase() || !is_begin(bytes, at) {
            continue;
        }
        let (before, rest) = scan::split_at(line, at);
        let found = chromium::sentence(before, rest)
            .or_else(|| webkit::sentence(before, rest))
            .or_else(|| firefox::sentence(rest))
            .or_else(|| safari::sentence(rest));
        tries += 1;
        if found.is_some() || tries == MAX_TRIES {
            return found;
        }
    }
    None
}

/// The first letters of all sentences, so that most words are passed over.
const BEGINS: [&[u8]; 21] = [
    b"WebSocket ",
    b"Failed to load ",
    b"Access to ",
    b"Mixed Content",
    b"Connecting to ",
    b"Refused to ",
    b"Fetch API cannot ",
    b"XMLHttpRequest cannot ",
    b"Error during WebSocket",
    b"Error in connection ",
    b"Unexpected response ",
    b"Content",
    b"Local Network ",
    b"Blocked ",
    b"Origin ",
    b"Cross-origin redirection",
    b"Redirection to ",
    b"Not allowed to ",
    b"The page at ",
    b"Wrong ",
    b"Invalid url ",
];

/// A bit for each pair of letters with which one of them begins, and for each
/// pair that stands second there.
const PAIRS: (u64, u64) = {
    let (mut first, mut second, mut at) = (0, 0, 0);
    while at < BEGINS.len() {
        first |= pair(BEGINS[at][0], BEGINS[at][1]);
        second |= pair(BEGINS[at][1], BEGINS[at][2]);
        at += 1;
    }
    (first, second)
};

/// The bit of two letters, by which most words are passed over.
pub(crate) const fn pair(first: u8, second: u8) -> u64 {
    1 << ((first.wrapping_mul(5) ^ second) % 64)
}

/// Whether a sentence may begin at a byte of a line: a word does.
fn is_begin(bytes: &[u8], at: usize) -> bool {
    let (before, rest) = bytes.split_at_checked(at).unwrap_or_default();
    let [first, second, third, ..] = *rest else { return false };
    PAIRS.0 & pair(first, second) != 0
        && PAIRS.1 & pair(second, third) != 0
        && !before.last().is_some_and(u8::is_ascii_alphanumeric)
        && BEGINS.iter().any(|known| known.first() == Some(&first) && rest.starts_with(known))
}

/// Why a WebSocket failed, in the words of any engine.
pub(crate) fn reason(text: &str) -> Says {
    chromium::reason(text)
        .or_else(|| webkit::reason(text))
        .or_else(|| safari::reason(text))
        .or_else(|| Some(codes::within(text)?.says()))
        .unwrap_or(Says::Clue(Clue::Unspecific))
}

/// What the shape of a line says, in any language: an address, and a result
/// where browsers put it.
fn shape<'t>(line: &'t str, place: impl Fn(&str) -> Place) -> Option<Finding<'t>> {
    let (mut best, mut rest, mut gone) = (None, line, 0);
    for _ in 0..MAX_ADDRESSES {
        let Some((before, address, after)) = attribution::first(rest) else {
            break;
        };
        let at = gone + before.len();
        gone = line.len() - after.len();
        rest = after;
        let is = place(address);
        let found = (address, is, scan::split_at(line, at).0, after);
        if !matches!(is, Place::Not(_)) {
            best = Some(found);
            break;
        }
        // A page's own address or a source link stands before the socket's.
        let is_socket = is_socket(address);
        if best.is_none_or(|(earlier, ..)| is_socket && !self::is_socket(earlier)) {
            best = Some(found);
        }
    }
    let (address, is, before, after) = best?;
    let says = result(address, before, after);
    Some(Finding { says, about: About::Placed(address, is) })
}

fn is_socket(address: &str) -> bool {
    scan::begins_any_case(address.as_bytes(), "ws")
}

fn result(address: &str, before: &str, after: &str) -> Says {
    let after = scan::trim_start(after, BLANK);
    let before = scan::trim_end(before, BLANK);
    if let Some(says) = exchange(after) {
        return says;
    }
    if let Some(code) = codes::leading(after) {
        return code.says();
    }
    let asks = ["GET", "HEAD", "POST", "OPTIONS"].iter().any(|method| before.ends_with(method));
    if let Some(status) = status(after).filter(|_| asks) {
        return Says::Status(status);
    }
    if is_socket(address) {
        // Some words have to stand around it.
        return match before.len() + after.len() {
            0..12 => Says::Nothing(Why::NotUnderstood),
            _ => Says::Clue(Clue::Unspecific),
        };
    }
    firefox::cross_origin(after)
}

/// Firefox's line of the network: `[HTTP/1.1 404 Not Found 12ms]`.
pub(crate) fn exchange(text: &str) -> Option<Says> {
    let rest = text.strip_prefix("[HTTP/")?;
    let (_, rest) = scan::cut(rest, b" ")?;
    match status(rest)? {
        101 => Some(Says::Nothing(Why::Harmless)),
        status => Some(Says::Status(status)),
    }
}

/// The HTTP status with which a text begins.
pub(crate) fn status(text: &str) -> Option<u16> {
    let (digits, rest) = scan::split_at(text, 3);
    let ends = rest.bytes().next().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let is_number = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let status = u16::try_from(scan::number(digits, 10)?).ok()?;
    (is_number && ends && (100..600).contains(&status)).then_some(status)
}
