//! Cut after it opened, without a close frame.
//!
//! A hop or the server dropped the connection. WebKitGTK reports codes 1012 to
//! 1014 in the same way, and an `error` before the close may mean a reset.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Ending};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::CutAfterOpen,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 3,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.cold {
        _ if f.is_frame_broken() => ruled_out(Reason::BrokenFrame),
        Attempt::Opened(Ending::Cut { .. }) => possible(&[Reason::CutWithoutClose]),
        _ => ruled_out(Reason::ClosedInOrder),
    }
}
