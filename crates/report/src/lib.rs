//! A diagnosis in words that leave the page: for a chat, a tracker, paper.
//!
//! Pure and without I/O. A [`Sheet`] is what there is to tell; [`Sheet::whole`]
//! and [`Sheet::admin`] tell it as [`Block`]s, and [`plain`], [`markdown`] or the
//! page itself (for paper) write those. The evidence comes in with its secrets
//! taken out: nothing is taken out here.
//!
//! What a run saw is a [`Piece::Value`] and nothing else: each writer keeps it from
//! being more than text. All words come by key from `why1006-content`; the page
//! has fetched them, so they are in no wasm.

mod admin;
mod answer;
mod block;
mod clean;
mod facts;
mod markdown;
mod network;
mod plain;
mod when;
mod whole;
mod words;

use why1006_diagnosis::Diagnosis;
use why1006_evidence::{Evidence, code::code};

pub use crate::{
    answer::{closing_words, foreign, headline, limit, no_comparison, owner, said},
    block::{Block, Line, Piece},
    markdown::markdown,
    network::{bytes, measure},
    plain::plain,
    words::{Words, spaced},
};

/// What there is to tell of one result.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// What was seen, secrets taken out.
    pub evidence: &'a Evidence,
    /// What that means.
    pub diagnosis: &'a Diagnosis,
    /// The words.
    pub words: Words<'a>,
    /// The link to this result, `https://…#r=…`; empty if there is none.
    pub link: &'a str,
    /// The result came from somebody else.
    pub is_received: bool,
}

/// The name of a file with this evidence: its day and its code, and no host.
pub fn file_name(evidence: &Evidence) -> String {
    let c = &evidence.circumstances;
    let day = when::day(c.started_at, c.utc_offset);
    ["why1006-", &day, "-", &code(evidence), ".json"].concat()
}
