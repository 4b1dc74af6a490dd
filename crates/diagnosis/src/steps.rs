//! What the user can do next: which steps there are, and which of them is worth
//! its effort now.
//!
//! - `row`: what each step needs, for whom it is and how it is answered
//! - `offer`: the steps that are worth it, best first
//! - `split`: how well the answers to a step tell apart what remains

mod offer;
mod row;
mod split;

pub use self::offer::Offer;
pub(crate) use self::offer::offers;
