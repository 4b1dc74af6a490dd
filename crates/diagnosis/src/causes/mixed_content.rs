//! An https page opens `ws://`.

use crate::cause::prelude::*;
use why1006_evidence::{PageScheme, Scheme};

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
    if f.evidence.target.app.as_ref().is_some_and(|a| a.scheme == PageScheme::Http) {
        return ruled_out(Reason::NotMixed);
    }
    if f.opened() {
        // From this page; an https page of the app would still be refused.
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
