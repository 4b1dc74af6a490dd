//! An https page opens `ws://`.
//!
//! Supports: the scheme of page and address, by the table of hosts of each engine
//! (`observability.md`, section 8): then it is certain before anything is sent.
//! Rules out: `wss://`, an http page, a host that the engine exempts. Settles: where
//! the app runs; from another page it is no matter.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Ending, Exception};
use why1006_evidence::{
    PageScheme, PolicySays, Scheme,
    host::{self, MixedContent},
};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::MixedContent,
    stage: Stage::Policy,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 4,
    shows: Shows::NOTHING.clues(&[Clue::MixedContent]).spares(ALL_WAYS),
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
    if f.is_mixed_or_upgraded() {
        return possible(&[Reason::AppIsHttpsTargetIsWs, Reason::AppPolicyUnknown]);
    }
    if f.is_mixed_for_app() {
        return certain(&[Reason::AppIsHttpsTargetIsWs]);
    }
    let table = host::mixed_content(f.evidence.target.host_class, f.profile);
    if let Some(app) = f.app() {
        if app.scheme == PageScheme::Http {
            return ruled_out(Reason::NotMixed);
        }
        // What was not upgraded although the policy asks for it is an address of
        // this machine: fine in Chromium and Firefox, not measured elsewhere.
        if app.upgrades {
            return match table {
                MixedContent::Allowed => ruled_out(Reason::NotMixed),
                _ => not_tested(Reason::AppPolicyUnclear),
            };
        }
    }
    if f.opened() {
        // From this page; an https page of the app would still be refused.
        let is_page_https = f.evidence.circumstances.page.scheme == PageScheme::Https;
        if is_page_https && table == MixedContent::Blocked {
            return contradicted(Reason::ItOpened);
        }
        if f.app().is_none() && f.cold == Attempt::Opened(Ending::Held) {
            return not_tested(Reason::ShowsByContrast);
        }
        return ruled_out(Reason::ItOpened);
    }
    if f.is_mixed_unclear() {
        return not_tested(Reason::NotProbed);
    }
    if !f.is_mixed_here() {
        return ruled_out(Reason::NotMixed);
    }
    if is_refused_for_more(f) {
        return not_tested(Reason::BrowserExplainsIt);
    }
    let reasons = [Reason::PageIsHttpsTargetIsWs, Reason::AppPageUnknown];
    if table == MixedContent::Blocked { certain(&reasons) } else { possible(&reasons) }
}

/// What the browser minds first, whatever the page.
fn is_refused_for_more(f: &Facts) -> bool {
    f.is_port_blocked()
        || f.policy_violation
        || f.app_policy() == Some(PolicySays::Blocks)
        || f.cold == Attempt::Threw(Exception::Syntax)
}
