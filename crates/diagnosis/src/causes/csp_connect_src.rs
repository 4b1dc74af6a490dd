//! A Content-Security-Policy forbids the connection: that of this page, or that
//! of the app's page as the user gave it.

use crate::cause::prelude::*;
use why1006_evidence::PolicySays;

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
    let app = f.app_policy();
    if app == Some(PolicySays::Blocks) {
        // From this page it may open; the app's page may not even try.
        return certain(&[Reason::AppPolicyBlocks]);
    }
    if app == Some(PolicySays::Unclear) && !f.policy_violation {
        return not_tested(Reason::AppPolicyUnclear);
    }
    if f.opened() {
        return ruled_out(Reason::ItOpened);
    }
    if f.policy_violation {
        return certain(&[Reason::PolicyViolation]);
    }
    ruled_out(match app {
        Some(_) => Reason::AppPolicyAllows,
        None => Reason::NoPolicyViolation,
    })
}
