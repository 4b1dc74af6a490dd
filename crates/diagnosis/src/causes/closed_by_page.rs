//! The app's page closes its own connection too early: a double mount, a
//! navigation, a clean-up that runs while the connection is still opening.
//!
//! **Supports**: nothing that this page can see. It closes nothing early itself.
//!
//! **Rules out**: nothing, for the same reason.
//!
//! **Would settle**: the contrast. It works from here and not in the app; the
//! app's console says "closed before the connection is established".
//!
//! **Merged**: `firefox-load-interrupted` is this cause: Firefox words the same
//! event differently in its console, and script sees no difference.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ClosedByPage,
    stage: Stage::Close,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 7,
    shows: Shows::NOTHING.clues(&[Clue::ClientCert]),
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::ShowsByContrast)
}
