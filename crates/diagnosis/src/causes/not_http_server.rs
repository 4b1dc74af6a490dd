//! The port speaks another protocol than HTTP.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::NotHttpServer,
    stage: Stage::Http,
    owner: Owner::AppDeveloper,
    tier: Tier::D,
    rank: 58,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
