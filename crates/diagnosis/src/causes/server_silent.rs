//! Something accepts the connection and never answers, at whatever layer: TCP, TLS
//! or HTTP.
//!
//! Supports: silence of everything. Rules out: a failure at once. Where web requests
//! are answered the upgrade is swallowed, and this stands behind that. Settles: the
//! server's log.

use crate::{
    cause::prelude::*,
    facts::{Attempt, Http},
    groups,
};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ServerSilent,
    stage: Stage::Http,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 51,
    shows: GATEWAY
        .or(CLOSED)
        .or(CONNECTING)
        .or(WAITING)
        .or(TUNNEL)
        .clues(&[Clue::UpstreamTimedOut]),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    match (f.http, f.cold) {
        (Http::Answered, Attempt::Silent) => match f.before_open() {
            Some(known) => known,
            None if f.is_path_silent() => possible(&[Reason::NothingCame]),
            None => not_tested(Reason::UpgradeSilent),
        },
        _ => groups::silence(f),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.host_class.is_this_machine() { 20 } else { 0 }
}
