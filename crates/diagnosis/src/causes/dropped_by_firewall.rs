//! Packets to that host or port are dropped without a word.
//!
//! A firewall that answers (RST, ICMP) shows as refused instead.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::DroppedByFirewall,
    stage: Stage::Transport,
    owner: Owner::SiteOperator,
    rank: 49,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.on_the_way() {
        return known;
    }
    if f.tls_reported() {
        return ruled_out(Reason::TlsReported);
    }
    if f.failed_at_once() {
        return ruled_out(Reason::FailedAtOnce);
    }
    possible(&[Reason::NothingCame])
}

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.host_class.is_this_machine() { -20 } else { 10 }
}
