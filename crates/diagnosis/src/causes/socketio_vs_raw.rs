//! A raw WebSocket meets a server that speaks a library's own protocol.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::SocketioVsRaw,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::C,
    rank: 44,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
