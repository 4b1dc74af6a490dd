//! The ticket in the address was used before.
//!
//! Supports: a refusal, and something like a token in the query. Rules out: silence,
//! or no answer at all. Settles: a fresh ticket, used for the first time here.

use crate::cause::prelude::*;
use crate::facts::Attempt;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::SingleUseTicket,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::D,
    rank: 39,
    shows: GATE.spares(APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.opened() {
        // The first attempt may have spent it.
        return match f.varies() {
            true => possible(&[Reason::FailedAnotherTime]),
            false => not_tested(Reason::RepeatWouldTell),
        };
    }
    if let Some(known) = f.before_open().or_else(|| f.at_handshake()) {
        return known;
    }
    match f.evidence.target.token_in_query {
        true => possible(&[Reason::TokenInQuery, f.handshake_reason()]),
        false => not_tested(Reason::NoTicketSeen),
    }
}

fn lean(f: &Facts) -> i32 {
    if matches!(f.cold, Attempt::Opened(_)) { 0 } else { 15 }
}
