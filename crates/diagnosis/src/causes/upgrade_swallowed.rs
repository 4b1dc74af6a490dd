//! Web requests are answered and the upgrade never is.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::UpgradeSwallowed,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 18,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
