//! The proxy answers, the app behind it is down or overloaded (502, 503, 504).
//!
//! With an app that hangs the proxy waits, a minute by default, before its 504.
//!
//! Supports: a refusal, above all with such a status; attempts that vary. Rules out:
//! no answer at all. Settles: the console line, or the proxy's log.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::UpstreamDown,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::C,
    rank: 34,
    shows: GATEWAY
        .or(CLOSED)
        .or(WAITING)
        .or(BEHIND)
        .or(BROKEN_HEAD)
        .refuses(&[200, 302, 403, 404, 429, 500, 501])
        .vaguely(&[Clue::NotHttp])
        .typically(&[502])
        .spares(OTHERS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.opened() {
        return match f.varies() {
            true => possible(&[Reason::FailedAnotherTime]),
            false => not_tested(Reason::RepeatWouldTell),
        };
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.varies() {
        return possible(&[Reason::OpenedAnotherTime]);
    }
    let nothing = f.is_path_silent() || matches!(f.http, Http::Silent | Http::NotRun);
    if nothing && f.cold == Attempt::Silent {
        return possible(&[Reason::NothingCame]);
    }
    if let Some(known) = f.at_handshake() {
        return known;
    }
    match f.web_status() {
        Some(502..=504) => indicated(&[Reason::StatusRead]),
        _ => possible(&[f.handshake_reason()]),
    }
}

fn lean(f: &Facts) -> i32 {
    let silent = if f.cold == Attempt::Silent && f.http != Http::Answered { -60 } else { 0 };
    // A gateway without its app fails everywhere; a page at the path is no 502.
    let class = match (f.path_loads, f.root_loads) {
        (Some(true), _) => -10,
        (Some(false), Some(false)) => 10,
        _ => 0,
    };
    silent + class
}
