//! A proxy, a balancer or the server's own timer closes a quiet connection.
//!
//! **Supports**: it opened, nothing came for ten seconds or more, and then it
//! ended without a complaint: cut (1006), 1000, 1005, or 1001 as AWS API
//! Gateway says. More so when the quiet period is one that well-known proxies
//! use (`causes.md`, section 5), or the same in two attempts.
//!
//! **Rules out**: an end within a second of the last word; no hop is that
//! impatient, though some are set to a few seconds. A broken frame, or a code of another meaning. A short hold rules
//! out nothing; a long one only the periods that are shorter.
//!
//! **Would settle**: a second attempt that ends after the same period, and one
//! with a heartbeat that does not end. This page sends none.
//!
//! **Not told apart**: servers that wait for the client's first word, and
//! Engine.IO that wants its pings answered, leave a page that says nothing.
//!
//! **Merged**: `heroku-55s`, `api-gateway-limits` and `traefik-haproxy-elb` are
//! this cause: all of them show as the same quiet period before the same end,
//! their owner is the same, and so is the cure, a heartbeat below the period.
//! The period names the likely product, and the page of words has its section.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Ending, LEAST_MS, TOO_SOON_MS};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::IdleTimeoutProxy,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 3,
    shows: CUT.clues(&[Clue::IdleCut]).spares(ALL_WAYS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    let quiet = f.quiet().unwrap_or(0.0);
    if f.cold == Attempt::Opened(Ending::Held) && f.farewell().is_none() {
        let held = quiet >= LEAST_MS;
        return not_tested(if held { Reason::HeldThroughQuiet } else { Reason::ListenLonger });
    }
    if let Some(known) = f.after_open() {
        return known;
    }
    if f.is_frame_broken() {
        return ruled_out(Reason::BrokenFrame);
    }
    if !f.is_plain_end() {
        return ruled_out(Reason::OtherCloseCode);
    }
    if quiet < TOO_SOON_MS {
        return ruled_out(Reason::EndedTooSoon);
    }
    if quiet < LEAST_MS {
        return possible(&[Reason::CutWithoutClose, Reason::ListenLonger]);
    }
    if f.is_heartbeat_missed() {
        return not_tested(Reason::PageSaysNothing);
    }
    if f.speaks_first() == Some(false) {
        return possible(&[Reason::EndedAfterQuiet, Reason::PageSaysNothing]);
    }
    // After sleep or in a hidden tab the period is not the proxy's own.
    if f.is_slept_through() || f.is_hidden_meanwhile() {
        return possible(&[Reason::EndedAfterQuiet]);
    }
    if f.is_reference_cut_alike() {
        // Two servers with the same patience: it lies in front of both.
        return possible(&[Reason::EndedAfterQuiet, Reason::ReferenceCutAlike]);
    }
    match (f.is_quiet_steady(), f.is_quiet_known()) {
        (true, _) => indicated(&[Reason::QuietSteady, Reason::EndedAfterQuiet]),
        (_, true) => indicated(&[Reason::QuietKnown, Reason::EndedAfterQuiet]),
        _ => possible(&[Reason::EndedAfterQuiet]),
    }
}

fn lean(f: &Facts) -> i32 {
    // Patience of a few seconds is rare.
    if f.is_end_after_quiet() { 1 } else { -40 }
}
