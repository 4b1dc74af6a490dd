//! The browser has as many WebSockets open as it allows (255 per renderer in
//! Chromium and WebKit, 200 in Firefox).
//!
//! Supports: nothing that a page can see; the attempt fails at once, as does the
//! reference's. Rules out: an opening, the target's or the reference's. Settles: a
//! fresh browser.

use crate::cause::prelude::*;
use crate::facts::Attempt;
use why1006_evidence::Way;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::TooManySockets,
    stage: Stage::Policy,
    owner: Owner::You,
    tier: Tier::C,
    rank: 41,
    shows: Shows::NOTHING.clues(&[Clue::TooManySockets]).spares(ALL_WAYS),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if f.opened() || f.opened_there() {
        return ruled_out(Reason::ItOpened);
    }
    match f.reference_socket {
        Attempt::Opened(_) => ruled_out(Reason::ReferenceOpened),
        // The browser says so to its user alone.
        _ if f.before_open().is_none() && f.is_told(Way::Console, Clue::TooManySockets) => {
            possible(&[Reason::ToldSo])
        }
        _ => not_tested(Reason::CloseOtherTabs),
    }
}
