//! A proxy in front of the app drops `Upgrade`, or speaks HTTP/1.0 to it.
//!
//! It may answer for itself, or pass the app's refusal on. Where it never answers,
//! that is `upgrade-swallowed`. An app that leaves a plain request unanswered
//! (`ok_echo_hang_get`) makes all of it look silent.
//!
//! IIS without its WebSocket feature, Apache without `mod_proxy_wstunnel` and an app
//! that distrusts its proxy (the survey's `iis-feature-off`, `apache-wstunnel`,
//! `trusted-proxy`) look the same from here, and the same person mends them.
//!
//! Supports: web requests are answered, the upgrade is refused. Rules out: no answer
//! at all. Settles: the console line, or the proxy's settings.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};
use why1006_evidence::EngineFamily;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ProxyUpgradeHeaders,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 1,
    shows: WRONG_PLACE
        .refuses(&[200])
        .or(WAITING)
        .or(BAD_101)
        .or(BROKEN_HEAD)
        .clues(&[Clue::NotUpgraded, Clue::NoRoute, Clue::UpstreamTimedOut])
        .typically(&[400, 426]),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.varies() && f.is_tls() && f.profile != EngineFamily::Firefox {
        // HTTP/2 may pass where the upgrade of HTTP/1.1 does not.
        return possible(&[Reason::OpenedAnotherTime]);
    }
    match (f.http, f.cold) {
        (Http::Silent | Http::NotRun, Attempt::Silent) => possible(&[Reason::NothingCame]),
        _ => f.at_handshake().unwrap_or_else(|| possible(&[f.handshake_reason()])),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.cold == Attempt::Silent && f.http != Http::Answered { -60 } else { 0 }
}
