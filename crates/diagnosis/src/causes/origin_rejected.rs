//! The server refuses the origin of the page.
//!
//! Always a suspect here: a healthy server that checks `Origin` (Rails, Phoenix,
//! Grafana) refuses this page by design.
//!
//! Supports: a refusal, and a page of another origin. Rules out: no answer at all.
//! Settles: the test from the app's own page.

use crate::cause::prelude::*;
use why1006_evidence::{Says, path::PathShape};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::OriginRejected,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 2,
    shows: REFUSAL.clues(&[Clue::OriginRefused]).typically(&[403, 404]).spares(APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    let origin = match f.is_app_origin() {
        true if f.evidence.circumstances.page.same_origin => Reason::SameOrigin,
        true => Reason::AppOrigin,
        false => Reason::ForeignOrigin,
    };
    // Rails says so of a refused origin (`connection/base.rb`), and also of
    // requests that are invalid otherwise.
    if f.farewell() == Some(Says::ActionCableInvalidRequest) {
        return indicated(&[Reason::SaidInvalidRequest, origin]);
    }
    if let Some(known) = f.at_handshake() {
        return known;
    }
    possible(&[origin, f.handshake_reason()])
}

fn lean(f: &Facts) -> i32 {
    let page = if f.is_page_at_path() { -10 } else { 0 };
    page + asker(f)
}

/// The server sees a stranger, or who it is made for.
fn asker(f: &Facts) -> i32 {
    // A proxy that tells the app another `Host` makes it refuse its own pages
    // (nginx does so without a line for it: `tests/evidence/stacks`, nginx.host).
    if f.evidence.circumstances.page.same_origin {
        return -8;
    }
    if f.is_app_origin() {
        return -30;
    }
    match f.evidence.target.path_shape {
        PathShape::ActionCable | PathShape::Phoenix | PathShape::Grafana | PathShape::Jupyter => 5,
        _ => 0,
    }
}
