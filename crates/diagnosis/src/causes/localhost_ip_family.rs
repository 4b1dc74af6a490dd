//! The server listens on the other address family of this machine.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::LocalhostIpFamily,
    stage: Stage::Transport,
    owner: Owner::AppDeveloper,
    tier: Tier::B,
    rank: 21,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
