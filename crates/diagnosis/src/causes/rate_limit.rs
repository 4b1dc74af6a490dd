//! The server takes no more connections from here for a while.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::RateLimit,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 37,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
