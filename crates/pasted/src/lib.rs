//! What a user pastes, as typed [`Told`](why1006_evidence::Told) entries.
//!
//! Text comes in, clues go out, and the text is dropped: no I/O, no clock, no
//! fault that is not a value. One file knows one family of text:
//!
//! - `chromium`, `firefox`, `webkit`, `safari`: the sentences of the consoles
//! - `codes`: the codes of consoles and error pages, [`CODES`]
//! - `tab`: what an error page shows, [`code`]
//! - `attribution`: which address a line is about
//! - `terminal`: what curl, openssl and others print in a terminal
//! - `line`: finds the family's sentence in a line
//! - `read`: all lines of a paste, [`read`]
//!
//! The texts are those of `console-messages.md` (Chromium 156, Firefox 153,
//! WebKitGTK 2.50), of the recordings, and what public reports quote of Safari.

mod attribution;
mod chromium;
mod codes;
mod excerpt;
mod firefox;
mod gather;
mod line;
mod read;
mod reading;
mod safari;
mod tab;
mod terminal;
mod unusable;
mod webkit;

pub use crate::{
    codes::{CODES, Code, find_codes},
    gather::MAX_IGNORED,
    read::read,
    reading::{Context, Fault, Ignored, MAX_BYTES, Reading, Source, Understood, Why},
    tab::code,
};
