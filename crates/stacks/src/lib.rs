//! Proves recipes: starts real software with a broken configuration, sees the
//! built page fail in real browsers, changes exactly the lines of the recipe,
//! and sees the page connect.
//!
//! Start reading at [`proofs`], then [`Ground::prove`].
//!
//! - `proof`: the table, one row per recipe
//! - `program`: how each software is started
//! - `folder`: the files of one proof, and what a recipe does to them
//! - `ground`: names, page and browsers, shared by all proofs
//! - `prove`: red, change, green
//! - `docs`: `docs/stacks.md`
//!
//! Invariants: what is applied is the text on screen and nothing else; the truth
//! about a proof stands in the lab's table; everything runs in a network
//! namespace of its own, so the names and ports are those of the recipe.

mod docs;
mod folder;
mod ground;
mod program;
mod proof;
mod prove;

pub use crate::{
    docs::docs,
    ground::Ground,
    program::{PROXY_ID, Program, launch, stop},
    proof::{From, Proof, Service, proofs},
    prove::{Outcome, Wish},
};
