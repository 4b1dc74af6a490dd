//! The policy of the app's page makes `wss://` of `ws://`, and the port has no TLS.
//!
//! Where that policy was given, `wss://` is what was tested. Then the rules of every
//! fault on the way hold, and an answer over TLS clears the policy.
//!
//! Supports: the policy. Rules out: `wss://` in the app itself, an answer over TLS.
//! Settles: the policy of the app's page.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::UpgradeInsecureRequests,
    stage: Stage::Policy,
    owner: Owner::AppDeveloper,
    tier: Tier::C,
    rank: 43,
    shows: MOVED,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.is_address_unusable() {
        return not_tested(Reason::BrowserExplainsIt);
    }
    if f.is_upgraded_for_app() {
        return f.on_the_way().unwrap_or(possible(&[Reason::AppPolicyUpgrades]));
    }
    if f.is_tls() || f.app_policy().is_some() {
        return ruled_out(Reason::NotUpgraded);
    }
    if f.is_mixed_or_upgraded() {
        return possible(&[Reason::AppIsHttpsTargetIsWs, Reason::AppPolicyUnknown]);
    }
    not_tested(Reason::AppPolicyUnknown)
}

/// The app asks for `ws://`, so that its server most likely speaks just that.
fn lean(f: &Facts) -> i32 {
    if f.is_upgraded_for_app() { 43 } else { 0 }
}
