//! A Content-Security-Policy forbids the connection.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::CspConnectSrc,
    stage: Stage::Policy,
    owner: Owner::AppDeveloper,
    tier: Tier::B,
    rank: 16,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if f.is_address_unusable() {
        return not_tested(Reason::BrowserExplainsIt);
    }
    if f.opened() {
        return ruled_out(Reason::ItOpened);
    }
    if f.policy_violation {
        return certain(&[Reason::PolicyViolation]);
    }
    ruled_out(Reason::NoPolicyViolation)
}
