//! The browser holds the attempt back after earlier failures.
//!
//! Firefox does so for up to a minute after failures in any tab, and while another
//! tab connects to the same address; Chromium after a dozen failures of this tab
//! (`observability.md`, section 7).
//!
//! Supports: no event, while web requests are answered. Rules out: any event at
//! once. Settles: waiting a minute with the app's tabs closed.
//!
//! The survey's `firefox-backoff` is this cause: Chromium does the like, and the
//! cure is the same.

use crate::cause::prelude::*;
use crate::facts::Attempt;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::BrowserBackoff,
    stage: Stage::Policy,
    owner: Owner::You,
    tier: Tier::B,
    rank: 28,
    shows: Shows::NOTHING.spares(ALL_WAYS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.is_held_up() {
        return possible(&[Reason::MayBeHeldBack]);
    }
    match f.cold {
        Attempt::Silent => ruled_out(Reason::NothingCame),
        _ if f.failed_at_once() => ruled_out(Reason::FailedAtOnce),
        _ => not_tested(Reason::NothingCame),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.evidence.circumstances.earlier_failures > 0 { 10 } else { 0 }
}
