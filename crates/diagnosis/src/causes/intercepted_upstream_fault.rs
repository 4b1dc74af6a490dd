//! A middlebox answers in the place of a server whose TLS it rejects.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::InterceptedUpstreamFault,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 59,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
