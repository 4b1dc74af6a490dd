//! The proxy of this network asks for a sign-in.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ProxySignIn,
    stage: Stage::Transport,
    owner: Owner::YourIt,
    tier: Tier::D,
    rank: 47,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
