//! This network lets WebSockets open and then cuts or stalls them.
//!
//! A proxy or filter near the user with a short patience for quiet tunnels, a
//! limit for messages or bytes, or no idea what comes after a 101; or a security
//! product on this device. Not `idle-timeout-proxy`: that is the site's own hop,
//! with another owner, and the app's heartbeat cures both.
//!
//! Supports: it opened and was cut. Rules out: a close frame, which boxes do not
//! write; a frame that breaks the rules; an address of this machine, which no network
//! is in front of. Settles: another network.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Ending};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::NetworkCutsWebsockets,
    stage: Stage::Close,
    owner: Owner::YourIt,
    tier: Tier::D,
    rank: 44,
    shows: CUT.clues(&[Clue::IdleCut]).spares(OTHERS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    if f.evidence.target.host_class.is_this_machine() {
        return ruled_out(Reason::HostIsLocal);
    }
    if f.is_frame_broken() {
        return ruled_out(Reason::BrokenFrame);
    }
    match f.cold {
        Attempt::Opened(Ending::Cut { .. }) if f.is_end_after_quiet() => {
            possible(&[Reason::EndedAfterQuiet])
        }
        Attempt::Opened(Ending::Cut { .. }) => possible(&[Reason::CutWithoutClose]),
        _ => ruled_out(Reason::ClosedInOrder),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.is_end_after_quiet() { 20 } else { 0 }
}
