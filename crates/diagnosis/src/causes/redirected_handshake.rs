//! The server redirects the handshake: to https, to a login page, to a slash.
//!
//! Web requests follow a redirect and may end anywhere, even at a dead end. A
//! redirect to another origin is a violation in a frame whose policy allows the
//! first origin alone; one within the origin cannot be seen.
//!
//! Supports: just that. Rules out: no answer at all. Settles: the address in a tab,
//! and where it ends.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Difference, Explained, Http};
use why1006_evidence::Place;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::RedirectedHandshake,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::B,
    rank: 15,
    shows: Shows::NOTHING
        .refuses(&[302])
        .clues(&[Clue::Redirects])
        .typically(&[302])
        .spares(OTHERS_AND_APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.explained == Some(Explained::Redirect) {
        return certain(&[Reason::RedirectSeen]);
    }
    if f.explained == Some(Explained::RedirectOrFilter) {
        return indicated(&[Reason::RedirectSeen]);
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.difference(Place::OtherPath, true) == Difference::Repeated {
        return indicated(&[Reason::OtherPathOpened, Reason::ConfirmedByThird]);
    }
    if f.redirect == Some(true) {
        let failed = matches!(f.cold, Attempt::Failed { .. }) && !f.varies();
        return if failed { indicated } else { possible }(&[Reason::RedirectSeen]);
    }
    if f.is_path_rejected() && f.cold != Attempt::Silent {
        return possible(&[Reason::PathRejected]);
    }
    match f.at_handshake() {
        Some(_) if f.is_redirect_excluded() => ruled_out(Reason::NoRedirectSeen),
        Some(_) if f.http == Http::Rejected && !f.varies() => possible(&[Reason::HttpRejected]),
        Some(known) => known,
        None if f.redirect == Some(false) => {
            possible(&[Reason::NoRedirectSeen, f.handshake_reason()])
        }
        None => possible(&[f.handshake_reason()]),
    }
}

fn lean(f: &Facts) -> i32 {
    match f.http {
        Http::Rejected => -60,
        _ if f.redirect == Some(false) => -12,
        _ => 0,
    }
}
