//! Packets to that host or port are dropped without a word. A firewall that answers
//! (RST, ICMP) shows as refused instead.
//!
//! Supports: silence of everything. Rules out: an answer, a failure at once.
//! Settles: another network, or the firewall's log.

use crate::{cause::prelude::*, groups};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::DroppedByFirewall,
    stage: Stage::Transport,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 49,
    shows: GATEWAY.or(CONNECTING).or(WAITING).or(TUNNEL).clues(&[Clue::Unreachable]).spares(OTHERS),
    judge: groups::silence,
    lean,
};

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.host_class.is_this_machine() { -20 } else { 10 }
}
