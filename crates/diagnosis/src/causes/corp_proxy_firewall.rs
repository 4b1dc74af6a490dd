//! A filter on this network refuses this host, port or kind of site.
//!
//! Supports: it fails here, and our reference works. Rules out: an opening at the
//! same server. Settles: another network.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Explained, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::CorpProxyFirewall,
    stage: Stage::Transport,
    owner: Owner::YourIt,
    tier: Tier::B,
    rank: 20,
    shows: NET.or(REFUSING).or(FOREIGN_CERT).clues(&[Clue::NameNotResolved]).spares(OTHERS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.network_explains() {
        return possible(&[Reason::ReferenceStripped]);
    }
    match f.explained {
        Some(Explained::RedirectOrFilter) => return possible(&[Reason::RedirectSeen]),
        Some(Explained::SwallowedOrFilter) => return possible(&[Reason::UpgradeSilent]),
        _ => {}
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.varies() || f.opened_there() {
        return not_tested(Reason::OpenedAnotherTime);
    }
    if f.falls_silent() {
        return not_tested(Reason::SilentAnotherTime);
    }
    if f.is_upgrade_silent() {
        let judged = if f.may_be_filtered() { |r| possible(&[r]) } else { not_tested };
        return judged(Reason::UpgradeSilent);
    }
    // A filter that inspects TLS may let web requests pass and stop upgrades to
    // some hosts only: no answer to a web request rules it out.
    match f.reference_socket {
        Attempt::Opened(_) => possible(&[Reason::ReferenceOpened, Reason::NothingAgainst]),
        _ => possible(&[Reason::NothingAgainst]),
    }
}

fn lean(f: &Facts) -> i32 {
    let by_server = f.http == Http::Answered && !f.is_answered_anew();
    let answered = match f.http {
        _ if by_server => -60,
        // A proxy stands here, and lets other WebSockets through.
        Http::ByProxy if matches!(f.reference_socket, Attempt::Opened(_)) => 30,
        _ => 0,
    };
    let here = if f.evidence.target.host_class.is_this_machine() { -40 } else { 0 };
    // This network lets WebSockets through: a filter would have to know the host.
    let passed = if matches!(f.reference_socket, Attempt::Opened(_)) { -25 } else { 0 };
    // It hits the reference as well.
    let out = if f.is_reference_out() { 10 } else { 0 };
    // The reference fails at this port, too.
    let port = if f.is_port_stopped() { 40 } else { 0 };
    // Whoever runs a proxy refuses hosts by it.
    let may_refuse = !by_server && !f.tls_reported() && !f.network_explains();
    let proxy = match may_refuse && f.is_proxy_seen() {
        // With one page for all of this host.
        true if f.is_error_anew() => 45,
        true => 40,
        false => 0,
    };
    answered + here + passed + out + port + proxy
}
