//! An extension or a shield of the browser blocks the connection.
//!
//! It fails at once, often for some hosts only, and web requests may be let through.
//!
//! Supports: a failure at once. Rules out: an opening, silence, a report about TLS.
//! Settles: a private window without extensions, or another browser.

use crate::cause::prelude::*;
use crate::facts::Http;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::BrowserShield,
    stage: Stage::Policy,
    owner: Owner::You,
    tier: Tier::B,
    rank: 25,
    shows: Shows::NOTHING.clues(&[Clue::BlockedByClient, Clue::BlockNotice]).spares(ALL_WAYS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.tls_reported() {
        return ruled_out(Reason::TlsReported);
    }
    if f.is_silent() {
        return ruled_out(Reason::NothingCame);
    }
    if f.varies() || f.opened_there() {
        return not_tested(Reason::OpenedAnotherTime);
    }
    if f.falls_silent() {
        return not_tested(Reason::SilentAnotherTime);
    }
    if f.is_upgrade_silent() {
        return not_tested(Reason::UpgradeSilent);
    }
    possible(&[if f.failed_at_once() { Reason::FailedAtOnce } else { Reason::NothingAgainst }])
}

fn lean(f: &Facts) -> i32 {
    if f.http == Http::Answered { -50 } else { -35 }
}
