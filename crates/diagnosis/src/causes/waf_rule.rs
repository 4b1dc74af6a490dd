//! A filter or content network in front of the server refuses the upgrade.
//!
//! The survey's `cloudflare-edge` is this cause: whose edge it is, no observation
//! tells, and the same person changes its rules.
//!
//! Supports: web requests are answered, the upgrade is refused. Rules out: no answer
//! at all. Settles: the filter's own log of events.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::WafRule,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::C,
    rank: 40,
    shows: WRONG_PLACE
        .refuses(&[200, 302, 407, 429])
        .or(REFUSING)
        .or(CONNECTING)
        .or(WAITING)
        .or(ALERT)
        .or(BAD_101)
        .or(BROKEN_HEAD)
        .clues(&[Clue::Redirects, Clue::Alpn, Clue::BlockNotice])
        .clues(&[Clue::RuleBlocked, Clue::RateLimited])
        .spares(ALL_WAYS),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    match (f.http, f.cold) {
        // Some filters answer, others swallow what they do not like.
        (Http::NotRun, Attempt::Silent) => possible(&[Reason::NothingCame]),
        _ => f.at_handshake().unwrap_or_else(|| possible(&[f.handshake_reason()])),
    }
}
