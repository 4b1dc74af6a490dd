//! The browser has as many WebSockets open as it allows.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::TooManySockets,
    stage: Stage::Policy,
    owner: Owner::You,
    tier: Tier::C,
    rank: 41,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
