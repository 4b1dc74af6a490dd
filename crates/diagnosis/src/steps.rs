//! What the user can do next: which steps there are, and which of them is worth
//! its effort now.
//!
//! - `row`: what each step needs, for whom it is and as what its answer is told
//! - `answers`: the answers that can come
//! - `offer`: the steps that are worth it, best first
//! - `split`: how well the answers to a step tell apart what remains

mod answers;
mod offer;
mod row;
mod split;

pub use self::offer::Offer;
pub(crate) use self::offer::offers;
