//! A filter on this network refuses this host, port or kind of site.

use crate::cause::prelude::*;
use crate::facts::Attempt;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::CorpProxyFirewall,
    stage: Stage::Transport,
    owner: Owner::YourIt,
    rank: 20,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.on_the_way() {
        return known;
    }
    match f.reference_socket {
        Attempt::Opened(_) => possible(&[Reason::ReferenceOpened, Reason::NothingAgainst]),
        _ => possible(&[Reason::NothingAgainst]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.host_class.is_this_machine() { -40 } else { 0 }
}
