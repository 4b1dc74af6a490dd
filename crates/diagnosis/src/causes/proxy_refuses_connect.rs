//! The proxy of this network refuses to tunnel to that port or host.
//!
//! WebSockets ask an explicit proxy for a tunnel (CONNECT), `http` requests do not;
//! many proxies tunnel to port 443 alone.
//!
//! Supports: a name that cannot exist is answered, and WebSockets fail, ours too.
//! Rules out: an answer over TLS from the same port, or nobody who answers for
//! every name. Settles: another network, or port 443.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ProxyRefusesConnect,
    stage: Stage::Transport,
    owner: Owner::YourIt,
    tier: Tier::B,
    rank: 20,
    shows: CLOSED
        .or(CONNECTING)
        .or(WAITING)
        .or(TUNNEL)
        .clues(&[Clue::ProxyUnreachable, Clue::BlockNotice, Clue::NetworkSignIn])
        .spares(OTHERS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.network_explains() {
        return match f.http {
            Http::ByProxy => indicated(&[Reason::ProxyAnswersForAll, Reason::ReferenceStripped]),
            // Only what needs no tunnel gets through.
            _ if f.is_tls_stopped() => indicated(&[Reason::ReferenceStripped]),
            _ => possible(&[Reason::ReferenceStripped]),
        };
    }
    if let Some(known) = f.on_the_way() {
        return known;
    }
    if f.tls_reported() {
        return ruled_out(Reason::TlsReported);
    }
    if f.cold == Attempt::Silent {
        // Some keep silent instead.
        return possible(&[Reason::NothingCame]);
    }
    match f.http {
        Http::ByProxy => possible(&[Reason::ProxyAnswersForAll]),
        // Web requests would be refused as well, and at once (section 9).
        Http::Silent => not_tested(Reason::RequestsWait),
        _ if f.is_reference_out() => possible(&[Reason::ReferenceUnreachable]),
        _ => possible(&[Reason::NothingAgainst]),
    }
}

fn lean(f: &Facts) -> i32 {
    match f.http {
        Http::ByProxy => 20,
        _ if f.is_port_stopped() => 15,
        // The usual rule of proxies: whoever dislikes 80 dislikes this port as well.
        _ if f.evidence.target.port != 443 && f.is_443_needed() => 30,
        _ if f.is_reference_stripped() => 0,
        _ if f.evidence.target.host_class.is_this_machine() => -60,
        // It hits the reference as well.
        _ if f.is_reference_out() => 15,
        _ if f.evidence.target.port == 443 => -50,
        // The usual rule of proxies opens no tunnel to there.
        _ if !f.evidence.circumstances.page.host_class.is_local() => -15,
        _ => -40,
    }
}
