//! Web requests are answered, and the upgrade never is.
//!
//! A proxy without the upgrade settings, a filter, or an app that waits for
//! something: which of them, the server's log tells. So those causes stand behind
//! this one as not tested.
//!
//! Supports: silence, while web requests over the same scheme are answered. Rules
//! out: any answer. Doubtful: an engine that may have kept the attempt back, or a
//! network that was not cleared. Settles: the server's log at that moment.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Explained, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::UpgradeSwallowed,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 18,
    shows: GATEWAY.or(CLOSED).or(WAITING).clues(&[Clue::UpstreamTimedOut]).spares(OTHERS_AND_APP),
    judge,
    lean,
};

/// No engine gives up an upgrade sooner than after 20 s (section 7), and no
/// well-known proxy sooner than after 30 s; far less than that is an answer.
const PATIENCE_MS: f64 = 5_000.0;

fn judge(f: &Facts) -> Judged {
    if f.explained == Some(Explained::Swallowed) {
        return certain(&[Reason::UpgradeSilent, Reason::ReferenceOpened]);
    }
    if f.explained == Some(Explained::SwallowedOrFilter) {
        return indicated(&[Reason::UpgradeSilent, Reason::ReferenceOpened]);
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    match (f.http, f.cold) {
        (Http::Answered, Attempt::Silent) if f.is_path_silent() => {
            possible(&[Reason::UpgradeSilent])
        }
        (Http::Answered, Attempt::Silent) => indicated(&[Reason::UpgradeSilent]),
        (Http::NotRun | Http::ByProxy, Attempt::Silent) => possible(&[Reason::NothingCame]),
        (Http::Silent, Attempt::Silent) => not_tested(Reason::NothingCame),
        (Http::Rejected, Attempt::Silent) if !f.is_rejection_void() => {
            ruled_out(Reason::HttpRejected)
        }
        (Http::Rejected, Attempt::Silent) => not_tested(Reason::HttpRejectedLocally),
        _ if f.tls_reported() => ruled_out(Reason::TlsReported),
        (Http::Rejected, _) if !f.is_rejection_void() => ruled_out(Reason::HttpRejected),
        _ if f.failed_within(PATIENCE_MS) => ruled_out(Reason::FailedAtOnce),
        // The engine's own patience may have ended it (section 7).
        _ => possible(&[f.handshake_reason()]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.cold == Attempt::Silent { 0 } else { -30 }
}
