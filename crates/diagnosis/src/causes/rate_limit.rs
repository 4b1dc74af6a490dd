//! The server takes no more connections from here for a while (429, or a cut).
//!
//! Supports: a refusal; an opening, followed by failures. Rules out: silence, or no
//! answer at all. Settles: the test again in an hour, or the status in the console.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::RateLimit,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 37,
    shows: GATEWAY
        .or(CLOSED)
        .or(REFUSING)
        .or(CONNECTING)
        .or(WAITING)
        .refuses(&[200, 302, 403, 429, 500])
        .clues(&[Clue::BrokenFrame, Clue::RateLimited, Clue::RuleBlocked])
        .typically(&[429])
        .spares(ALL_WAYS),
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
    match f.web_status() {
        Some(429) if f.at_handshake().is_none() => indicated(&[Reason::StatusRead]),
        _ => f.at_handshake().unwrap_or_else(|| possible(&[f.handshake_reason()])),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.varies() { 0 } else { -20 }
}
