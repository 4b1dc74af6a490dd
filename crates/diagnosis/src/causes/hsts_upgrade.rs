//! The browser was told to use TLS for that host, always.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::HstsUpgrade,
    stage: Stage::Policy,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 42,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
