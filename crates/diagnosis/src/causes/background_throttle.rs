//! The tab slept, and the connection ended meanwhile.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::BackgroundThrottle,
    stage: Stage::Close,
    owner: Owner::AppDeveloper,
    tier: Tier::B,
    rank: 32,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
