//! An https page opens `ws://`.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Ending};
use why1006_evidence::{
    PageScheme, Scheme,
    host::{self, MixedContent},
};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::MixedContent,
    stage: Stage::Policy,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 4,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if f.is_address_unusable() {
        return not_tested(Reason::BrowserExplainsIt);
    }
    if f.evidence.target.scheme != Some(Scheme::Ws) {
        return ruled_out(Reason::TlsInvolved);
    }
    if f.is_mixed_for_app() {
        return certain(&[Reason::AppIsHttpsTargetIsWs]);
    }
    if let Some(app) = f.app() {
        if app.scheme == PageScheme::Http {
            return ruled_out(Reason::NotMixed);
        }
        // What was not upgraded although the policy asks for it is an address of
        // this machine: fine in Chromium and Firefox, not measured elsewhere.
        if app.upgrades {
            return match host::mixed_content(f.evidence.target.host_class, f.profile) {
                MixedContent::Allowed => ruled_out(Reason::NotMixed),
                _ => not_tested(Reason::AppPolicyUnclear),
            };
        }
    }
    if f.opened() {
        // From this page; an https page of the app would still be refused.
        if f.app().is_none() && f.cold == Attempt::Opened(Ending::Held) {
            return not_tested(Reason::ShowsByContrast);
        }
        return ruled_out(Reason::ItOpened);
    }
    if f.is_mixed_unclear() {
        return not_tested(Reason::NotProbed);
    }
    if f.is_mixed_here() {
        return possible(&[Reason::PageIsHttpsTargetIsWs, Reason::AppPageUnknown]);
    }
    ruled_out(Reason::NotMixed)
}
