//! What real browsers saw of the lab's scenarios, as files.
//!
//! - `recording`: one run of one scenario in one engine from one page
//! - `tab`: what a new tab shows of its address
//! - `terminal`: what curl and openssl print of it
//! - `left_out`: what could not be recorded, with the reason
//! - `folder`: all of them, where they lie
//! - [`planted`]: evidence with secrets in all of its texts, for tests
//! - `node`: JSON with the members in a fixed order
//!
//! This crate knows no browser and no lab: whatever replays recordings needs
//! neither. `cargo xtask record` writes them:
//!
//! ```text
//! tests/evidence/left-out.json
//! tests/evidence/<engine>/<page>/<scenario>.json
//! tests/evidence/<engine>/<page>/patience/<scenario>.json
//! tests/evidence/terminal/<scenario>.json
//! ```
//!
//! The same recording is the same bytes on every machine and in every build, so
//! that a difference between two files is a difference between two runs.

mod folder;
mod left_out;
mod node;
pub mod planted;
mod recording;
mod tab;
mod terminal;

pub use crate::{
    folder::{PATIENCE, all, patient},
    left_out::{LEFT_OUT, LeftOut},
    recording::Recording,
    tab::{Saw, Tab},
    terminal::{TERMINAL, Terminal, terminals},
};
