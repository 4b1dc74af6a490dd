//! The path leads to a page or to nothing, not to a WebSocket endpoint.
//!
//! Supports: a refusal; a page that lives at the path; another path that opens.
//! Rules out: no answer at all. Settles: the endpoint's path in the server's
//! settings.

use crate::cause::prelude::*;
use crate::facts::{Difference, Explained};
use why1006_evidence::{Place, path::PathShape};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::NotWebsocketEndpoint,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 9,
    shows: WRONG_PLACE
        .refuses(&[200, 302])
        .or(WAITING)
        .clues(&[Clue::Redirects, Clue::NoRoute])
        // 400 is what `ws` answers to a path it does not know (ws#1275, ws#979).
        .typically(&[200, 400, 404, 405, 410])
        .spares(APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.explained == Some(Explained::Path) {
        return certain(&[Reason::OtherPathOpened, Reason::ConfirmedByThird]);
    }
    if f.difference(Place::OtherPath, true) == Difference::Repeated && f.before_open().is_none() {
        return indicated(&[Reason::OtherPathOpened, Reason::ConfirmedByThird]);
    }
    if let Some(known) = f.at_handshake() {
        return known;
    }
    match f.path_loads {
        Some(true) => possible(&[Reason::PageAtPath, f.handshake_reason()]),
        _ => possible(&[f.handshake_reason()]),
    }
}

fn lean(f: &Facts) -> i32 {
    let page = if f.is_page_at_path() { 8 } else { 0 };
    page + match f.evidence.target.path_shape {
        PathShape::Root => 6,
        PathShape::Plain => 0,
        _ => -4,
    }
}
