//! The browser guards addresses of the local network and of this machine.
//!
//! Chromium applies it to WebSockets since version 147, Firefox 153 only to
//! web requests, WebKitGTK not at all (`observability.md`, section 8).

use crate::cause::prelude::*;
use why1006_evidence::{EngineFamily, circumstances::PermissionState};

use crate::facts::Http;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::LocalNetworkAccess,
    stage: Stage::Policy,
    owner: Owner::You,
    tier: Tier::B,
    rank: 18,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    if matches!(f.profile, EngineFamily::Firefox | EngineFamily::WebKit) {
        return ruled_out(Reason::EngineHasNone);
    }
    if f.http == Http::Answered {
        return ruled_out(Reason::HttpAnswered);
    }
    if f.evidence.circumstances.page.host_class.is_local() {
        return ruled_out(Reason::HostIsNotLocal);
    }
    let c = &f.evidence.circumstances;
    let states = [c.local_network, c.loopback_network];
    let has = |state| states.contains(&Some(state));
    // A public name may resolve to a private address: the spelling alone does
    // not rule the guard out.
    match (f.evidence.target.host_class.is_local(), f.profile) {
        (true, EngineFamily::Chromium) if has(PermissionState::Denied) => {
            indicated(&[Reason::HostIsLocal, Reason::PermissionDenied])
        }
        (true, EngineFamily::Chromium) if has(PermissionState::Prompt) => {
            indicated(&[Reason::HostIsLocal, Reason::PermissionPrompt])
        }
        (true, _) => possible(&[Reason::HostIsLocal]),
        (false, _) => possible(&[Reason::NothingAgainst]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.host_class.is_local() { 10 } else { -20 }
}
