//! Some of several servers fail, or do not know the session of the others.
//!
//! Supports: the same attempt opens one time and fails another. Rules out: nothing;
//! a balancer may keep us on one server. Settles: repeating the test.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::StickySession,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 12,
    shows: NODE.spares(ALL_WAYS),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if f.varies() {
        let what = if f.opened() { Reason::FailedAnotherTime } else { Reason::OpenedAnotherTime };
        return indicated(&[what]);
    }
    if let Some(known) = f.before_open().filter(|_| !f.opened()) {
        return known;
    }
    // The first attempt is one of the five.
    not_tested(if f.again().0 >= 4 { Reason::AllAlike } else { Reason::RepeatWouldTell })
}
