//! The app runs in a frame or sandbox that may not connect.
//!
//! **Supports**: nothing that this page can see. It is in no frame.
//!
//! **Rules out**: nothing, for the same reason.
//!
//! **Would settle**: the contrast. The app works in a tab of its own and not in
//! the frame, whose `allow` and `sandbox` attributes are to be read then.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::PermissionsSandbox,
    stage: Stage::Policy,
    owner: Owner::AppDeveloper,
    tier: Tier::C,
    rank: 46,
    shows: Shows::NOTHING.clues(&[Clue::PagePolicy]),
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::ShowsByContrast)
}
