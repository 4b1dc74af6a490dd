//! The proxy of this network refuses to tunnel to that port or host.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ProxyRefusesConnect,
    stage: Stage::Transport,
    owner: Owner::YourIt,
    tier: Tier::B,
    rank: 20,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
