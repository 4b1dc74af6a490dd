//! The app's page is embedded, and its cookie is not sent.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ThirdPartyCookie,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::B,
    rank: 29,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
