//! The app runs in a frame or sandbox that may not connect.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::PermissionsSandbox,
    stage: Stage::Policy,
    owner: Owner::AppDeveloper,
    tier: Tier::C,
    rank: 46,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
