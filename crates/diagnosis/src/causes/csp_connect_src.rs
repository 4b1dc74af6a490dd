//! A Content-Security-Policy forbids the connection: that of this page, which is the
//! app's where the snippet ran, or that of the app's page as the user gave it.
//!
//! Supports: a reported violation, or the policy itself. Rules out: a policy that
//! allows it, no report. Settles: the policy of the app's page.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Ending};
use why1006_evidence::PolicySays;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::CspConnectSrc,
    stage: Stage::Policy,
    owner: Owner::AppDeveloper,
    tier: Tier::B,
    rank: 16,
    shows: Shows::NOTHING.clues(&[Clue::PagePolicy, Clue::MixedContent]).spares(ALL_WAYS),
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
    let is_app = f.is_by_snippet();
    if f.policy_violation {
        let reported = match is_app {
            true => Reason::AppPolicyViolation,
            false => Reason::PolicyViolation,
        };
        return certain(&[reported]);
    }
    match f.cold {
        // A violation was reported, and yet nothing was refused.
        Attempt::Opened(_) if f.policy_event => contradicted(Reason::ItOpened),
        // The policy of the app's page shows only where the app fails alone.
        Attempt::Opened(Ending::Held) if app.is_none() && !is_app => {
            not_tested(Reason::ShowsByContrast)
        }
        Attempt::Opened(_) => ruled_out(Reason::ItOpened),
        Attempt::NotRun => not_tested(Reason::NotProbed),
        Attempt::Contradicts => not_tested(Reason::Contradiction),
        _ if f.policy_event => not_tested(Reason::Contradiction),
        _ if app.is_some() => ruled_out(Reason::AppPolicyAllows),
        _ if is_app => ruled_out(Reason::NoAppPolicyViolation),
        _ => ruled_out(Reason::NoPolicyViolation),
    }
}
