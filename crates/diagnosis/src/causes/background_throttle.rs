//! The tab slept, and the connection ended meanwhile.
//!
//! **Supports**: the connection ended without a complaint, and the clock jumped
//! while it was open (the machine slept: indicated), or the tab was hidden
//! (possible; this page keeps no heartbeat that a hidden tab could miss, but a
//! phone suspends the whole tab).
//!
//! **Rules out**: the tab was visible and awake all the time; a close code that
//! says why; a broken frame.
//!
//! **Would settle**: the same test with the tab in front.
//!
//! **Merged**: `mobile-suspend` is this cause: a suspended tab shows as the same
//! clock jump or the same hidden time before the same end, and the app's
//! developers have the same cure, to reconnect when the tab is shown again.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::BackgroundThrottle,
    stage: Stage::Close,
    owner: Owner::AppDeveloper,
    tier: Tier::B,
    rank: 32,
    shows: CUT.clues(&[Clue::IdleCut]).spares(ALL_WAYS),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    if f.is_frame_broken() {
        return ruled_out(Reason::BrokenFrame);
    }
    if !f.is_plain_end() {
        return ruled_out(Reason::OtherCloseCode);
    }
    let slept = f.is_slept_through();
    match slept || f.is_hidden_meanwhile() {
        false => ruled_out(Reason::TabStayedVisible),
        // 1001 is the server's own word for going away.
        _ if f.close_code() == Some(1001) => not_tested(Reason::CloseCode),
        _ if slept => indicated(&[Reason::MachineSlept]),
        _ => possible(&[Reason::TabWasHidden]),
    }
}
