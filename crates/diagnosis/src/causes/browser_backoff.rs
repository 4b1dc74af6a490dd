//! The browser holds the attempt back after earlier failures.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::BrowserBackoff,
    stage: Stage::Policy,
    owner: Owner::You,
    tier: Tier::B,
    rank: 28,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
