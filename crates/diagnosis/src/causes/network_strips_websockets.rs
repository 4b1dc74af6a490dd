//! This network lets web requests through and stops WebSockets.
//!
//! A proxy that drops `Upgrade`, or inspects TLS without knowing WebSockets; or a
//! security product on this device that does the same, which is why the survey's
//! `antivirus-https-scan` is this cause: only the comparison with the reference
//! shows either, and not which of them it is.
//!
//! Supports: our reference answers web requests, and its WebSocket fails as well.
//! Rules out: the reference's WebSocket opens, over the same scheme and from as far.
//! Settles: another network, another device on this one.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::NetworkStripsWebsockets,
    stage: Stage::Transport,
    owner: Owner::YourIt,
    tier: Tier::B,
    rank: 19,
    shows: NET.spares(OTHERS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.network_explains() {
        // Where a proxy answers for every name, WebSockets ask it for a tunnel.
        return match f.http {
            Http::ByProxy => possible(&[Reason::ReferenceStripped]),
            // It would let web requests over TLS through.
            _ if f.is_tls_stopped() => possible(&[Reason::ReferenceStripped]),
            _ => indicated(&[Reason::ReferenceStripped]),
        };
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.varies() {
        // Of two proxies one may do so.
        return not_tested(Reason::OpenedAnotherTime);
    }
    if f.opened_there() {
        return ruled_out(Reason::OpenedAnotherTime);
    }
    if f.is_reference_stripped() {
        return possible(&[Reason::ReferenceStripped]);
    }
    let fails_alike = matches!(f.reference_socket, Attempt::Failed { tls: true, .. });
    if f.tls_reported() && (f.http == Http::Rejected && !f.is_rejection_void() || fails_alike) {
        // It would let web requests through.
        return ruled_out(Reason::TlsReported);
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
