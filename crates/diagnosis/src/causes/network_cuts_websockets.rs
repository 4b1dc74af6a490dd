//! This network lets WebSockets open and then cuts or stalls them.
//!
//! A proxy or filter near the user with a short patience for quiet tunnels, a
//! limit for messages or bytes, or no idea what comes after a 101; or a security
//! product on this device. Not `idle-timeout-proxy`: that is the site's own hop,
//! with another owner, and the app's heartbeat cures both.
//!
//! Supports: it opened and was cut; more so if the reference is cut as well, after
//! the same quiet time or when messages are sent. If the reference never says its
//! first word, nothing else was tested. Rules out: a close frame or a frame that breaks
//! the rules, where messages of the reference come through; a code of the app's own;
//! an address of this machine, which no network is in front of. Settles: another
//! network.

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
    if f.network_ends() {
        return indicated(&[match f.cold {
            Attempt::Opened(Ending::Held) if f.is_reference_mute() => Reason::ReferenceMute,
            Attempt::Opened(Ending::Held) => Reason::ReferenceSpoiled,
            _ => Reason::ReferenceCut,
        }]);
    }
    if let Some(known) = f.after_open() {
        return known;
    }
    if f.evidence.target.host_class.is_this_machine() {
        return ruled_out(Reason::HostIsLocal);
    }
    if f.is_frame_broken() {
        return match f.is_reference_spoiled() {
            true => possible(&[Reason::ReferenceSpoiled, Reason::BrokenFrame]),
            false if f.is_reference_heard() => ruled_out(Reason::BrokenFrame),
            false => possible(&[Reason::BrokenFrame]),
        };
    }
    match f.cold {
        Attempt::Opened(Ending::Cut { .. }) if f.is_end_after_quiet() => after_quiet(f),
        Attempt::Opened(Ending::Cut { .. }) if f.is_reference_spoiled() => {
            indicated(&[Reason::ReferenceSpoiled, Reason::CutWithoutClose])
        }
        Attempt::Opened(Ending::Cut { .. }) => possible(&[Reason::CutWithoutClose]),
        // A box that looks into WebSockets may close them in good order.
        _ if f.is_end_anybodys() && f.is_reference_spoiled() => {
            possible(&[Reason::ReferenceSpoiled, Reason::ClosedInOrder])
        }
        _ if f.is_end_anybodys() && !f.is_reference_heard() => possible(&[Reason::ClosedInOrder]),
        _ => ruled_out(Reason::ClosedInOrder),
    }
}

/// Where the reference was held as long, the two are alike or not. A network may
/// have a patience for some hosts alone, so a reference that stays excludes nothing.
fn after_quiet(f: &Facts) -> Judged {
    if f.is_reference_cut_alike() {
        return indicated(&[Reason::ReferenceCutAlike, Reason::EndedAfterQuiet]);
    }
    match f.is_reference_held() {
        true => possible(&[Reason::ReferenceHeld, Reason::EndedAfterQuiet]),
        false => possible(&[Reason::EndedAfterQuiet]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.is_reference_held() || f.is_end_anybodys() {
        return -30;
    }
    // So short a patience is more a firewall's than a server's.
    if f.is_end_after_quiet() { 20 } else { 0 }
}
