//! The browser guards addresses of the local network and of this machine.
//!
//! Chromium applies it to WebSockets since version 147, Firefox 153 only to web
//! requests, WebKitGTK not at all (`observability.md`, section 8).
//!
//! Supports: a local address, and a permission that is refused or undecided; for
//! certain, if the check of the address space fails at once while all else waits.
//! Rules out: an engine without it, a public address, a page that is local itself,
//! an answer. Settles: the permission in the browser's site settings.

use crate::cause::prelude::*;
use why1006_evidence::{EngineFamily, circumstances::PermissionState};

use crate::facts::{Attempt, Explained, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::LocalNetworkAccess,
    stage: Stage::Policy,
    owner: Owner::You,
    tier: Tier::B,
    rank: 18,
    shows: WAITING.clues(&[Clue::LocalNetwork]).spares(ALL_WAYS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.explained == Some(Explained::Prompt) {
        return certain(&[Reason::AddressIsLocal, Reason::PermissionPrompt]);
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    if matches!(f.profile, EngineFamily::Firefox | EngineFamily::WebKit) {
        return ruled_out(Reason::EngineHasNone);
    }
    let is_local = f.address_is_local;
    if f.http == Http::Answered {
        // The prompt may have been answered in the meantime.
        return match (is_local, f.cold) {
            (Some(true), Attempt::Silent) => possible(&[Reason::AddressIsLocal]),
            _ => ruled_out(Reason::HttpAnswered),
        };
    }
    if f.evidence.circumstances.page.host_class.is_local() {
        return ruled_out(Reason::HostIsNotLocal);
    }
    if is_local == Some(false) {
        return ruled_out(Reason::AddressIsPublic);
    }
    let c = &f.evidence.circumstances;
    let states = [c.local_network, c.loopback_network];
    let has = |state| states.contains(&Some(state));
    let denied = Some(PermissionState::Denied);
    if f.profile == EngineFamily::Chromium && f.is_silent() && states == [denied, denied] {
        // Then it fails at once (section 8).
        return ruled_out(Reason::NothingCame);
    }
    // A public name may resolve to a private address: the spelling alone does
    // not rule the guard out.
    let local = match is_local {
        Some(_) => Reason::AddressIsLocal,
        None if f.evidence.target.host_class.is_local() => Reason::HostIsLocal,
        None => return possible(&[Reason::NothingAgainst]),
    };
    match f.profile {
        EngineFamily::Chromium if has(PermissionState::Denied) => {
            indicated(&[local, Reason::PermissionDenied])
        }
        EngineFamily::Chromium if has(PermissionState::Prompt) => {
            indicated(&[local, Reason::PermissionPrompt])
        }
        _ => possible(&[local]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.host_class.is_local() { 10 } else { -20 }
}
