//! The ticket in the address was used before.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::SingleUseTicket,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::D,
    rank: 39,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
