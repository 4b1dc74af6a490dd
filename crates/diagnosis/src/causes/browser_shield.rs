//! An extension or a shield of the browser blocks the connection.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::BrowserShield,
    stage: Stage::Policy,
    owner: Owner::You,
    tier: Tier::B,
    rank: 25,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
