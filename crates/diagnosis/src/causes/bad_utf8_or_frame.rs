//! One side sends what the protocol forbids (RFC 6455, sections 5 and 7.4).
//!
//! **Supports**: the browser found a broken frame, or the server complained
//! about one (1002, 1003, 1007, 1010). Chromium reports `error` after the
//! opening for a broken frame alone (certain); the others also for a reset.
//!
//! **Rules out**: a close code of another meaning; that it stayed open.
//!
//! **Would settle**: the console line, which names the fault of the frame.

use crate::cause::prelude::*;
use why1006_evidence::EngineFamily;

use crate::facts::{Attempt, Ending};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::BadUtf8OrFrame,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 31,
    shows: CUT.or(FRAMES).spares(OTHERS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.cold {
        Attempt::Opened(Ending::Cut { error: true }) if f.compressed => {
            possible(&[Reason::BrokenFrame])
        }
        _ if f.is_frame_broken() => f.by_server(&[Reason::BrokenFrame]),
        Attempt::Opened(Ending::Cut { error: true }) => possible(&[Reason::BrokenFrame]),
        // Cut before anything was read (Firefox, `observability.md`, 4.4).
        Attempt::Opened(Ending::Cut { error: false }) if f.opening().is_none() => {
            not_tested(Reason::CutWithoutClose)
        }
        // A tail that parses as an endless frame shows no error.
        Attempt::Opened(Ending::Cut { error: false }) => possible(&[Reason::CutWithoutClose]),
        // 1002 is also what servers say that miss their subprotocol.
        Attempt::Opened(Ending::Code(1002)) if !f.is_protocol_agreed() => {
            indicated(&[Reason::CloseCode])
        }
        Attempt::Opened(Ending::Code(1002 | 1003 | 1007 | 1010)) => {
            f.by_server(&[Reason::CloseCode])
        }
        // An app may close by its own rule with a number that is not its to use.
        Attempt::Opened(Ending::Code(2000..=2999 | 5000..)) => possible(&[Reason::CloseCode]),
        Attempt::Opened(Ending::Code(code)) if is_illegal(code) => {
            f.by_server(&[Reason::CloseCode])
        }
        // Firefox shows 1005 also for a close frame that names 1005 itself, or
        // holds one byte (section 4.4); the others report those as broken.
        Attempt::Opened(Ending::Code(1005))
            if matches!(f.profile, EngineFamily::Firefox | EngineFamily::Unknown) =>
        {
            possible(&[Reason::ClosedInOrder])
        }
        _ => ruled_out(Reason::OtherCloseCode),
    }
}

/// Codes below 2000 that no close frame may carry (RFC 6455, 7.4.2); 1005 is
/// what a browser shows for a frame without a code, so it is not among them.
fn is_illegal(code: u16) -> bool {
    matches!(code, 0..=999 | 1004 | 1006 | 1015..2000)
}

fn lean(f: &Facts) -> i32 {
    match f.cold {
        Attempt::Opened(Ending::Cut { error: true }) => 20,
        _ => -30,
    }
}
