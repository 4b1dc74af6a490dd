//! The app's page closes its own connection too early.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ClosedByPage,
    stage: Stage::Close,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 7,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
