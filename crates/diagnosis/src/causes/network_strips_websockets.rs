//! This network lets web requests through and stops WebSockets.
//!
//! A proxy that refuses CONNECT, drops `Upgrade`, or inspects TLS without
//! knowing WebSockets. Only the comparison with the reference shows it.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::NetworkStripsWebsockets,
    stage: Stage::Transport,
    owner: Owner::YourIt,
    tier: Tier::B,
    rank: 19,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        // The general answer would be "the network explains it": that is this.
        if !f.network_explains() {
            return known;
        }
    }
    if f.network_explains() {
        return indicated(&[Reason::ReferenceStripped]);
    }
    if f.is_reference_stripped() {
        return possible(&[Reason::ReferenceStripped]);
    }
    match f.reference_socket {
        Attempt::Opened(_) if f.is_reference_alike() && f.is_reference_as_far() => {
            ruled_out(Reason::ReferenceOpened)
        }
        Attempt::Opened(_) if f.is_reference_alike() => possible(&[Reason::ReferenceOpened]),
        Attempt::Opened(_) => possible(&[Reason::ReferenceOpenedOtherScheme]),
        _ if f.tls_reported() => possible(&[Reason::NothingAgainst]),
        _ if f.reference_http == Http::Rejected => possible(&[Reason::ReferenceUnreachable]),
        _ => possible(&[Reason::NoReference]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.is_reference_stripped() { 30 } else { -20 }
}
