//! A proxy or balancer closes a quiet connection.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::IdleTimeoutProxy,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 3,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
