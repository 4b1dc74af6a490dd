//! The app's page is embedded, and its cookie is not sent.
//!
//! **Supports**: nothing that this page can see. It is a third party itself and
//! has none of the app's cookies; a refusal for want of one is
//! `auth-at-handshake` here, whatever it is in the app.
//!
//! **Rules out**: nothing, for the same reason.
//!
//! **Would settle**: the contrast. The app works in a tab of its own and not in
//! the frame, or in a browser that lets third-party cookies through.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ThirdPartyCookie,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::B,
    rank: 29,
    shows: GATE,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::ShowsByContrast)
}
