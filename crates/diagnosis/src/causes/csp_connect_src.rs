//! A Content-Security-Policy forbids the connection.

use crate::cause::prelude::*;
use crate::facts::Attempt;

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
    if f.policy_violation {
        return certain(&[Reason::PolicyViolation]);
    }
    match f.cold {
        // A violation was reported, and yet nothing was refused.
        Attempt::Opened(_) if f.policy_event => contradicted(Reason::ItOpened),
        Attempt::Opened(_) => ruled_out(Reason::ItOpened),
        Attempt::NotRun => not_tested(Reason::NotProbed),
        Attempt::Contradicts => not_tested(Reason::Contradiction),
        _ if f.policy_event => not_tested(Reason::Contradiction),
        _ => ruled_out(Reason::NoPolicyViolation),
    }
}
