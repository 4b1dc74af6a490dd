//! Runs the built page from behind real proxies, filters and portals, in real
//! browsers, and holds the diagnosis against the truth.
//!
//! Start reading at [`situations`], then [`Ground::try_out`].
//!
//! - `situation`, `situations`: the table, one row per situation
//! - `folder`: the files that its programs read
//! - `ground`: names, servers, page and authorities, shared by all
//! - `wall`: the firewall, and what leads connections to a box unasked
//! - `way`: how the browser is told of a proxy
//! - `attempt`: boxes up, one run in each browser, boxes down
//!
//! Invariants: the truth stands in the lab's table; page, reference and server
//! are all beyond the box, at addresses that look public; the box is real
//! software with a configuration that is all in its folder.

mod attempt;
mod folder;
mod ground;
mod situation;
mod situations;
mod wall;
mod way;

pub use crate::{
    attempt::{Outcome, Wish},
    ground::Ground,
    situation::{Situation, Way},
    situations::{FEW, situations},
};
