//! The clock of this device is wrong, so that good certificates look bad.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ClockSkew,
    stage: Stage::Tls,
    owner: Owner::You,
    tier: Tier::D,
    rank: 56,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
