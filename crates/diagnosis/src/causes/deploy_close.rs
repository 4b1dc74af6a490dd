//! The server restarts, goes away or asks to come again.
//!
//! **Supports**: 1012 or 1013, Action Cable's `server_restart`, or 1001 at once:
//! certain, the server says so. 1001 after ten quiet seconds is possible only,
//! since AWS API Gateway ends idle connections so. A server that is killed says
//! nothing: then this is possible, and stands behind what is commoner.
//!
//! **Rules out**: a close code of another meaning; in Chromium a broken frame.
//!
//! **Would settle**: the time of the last deploy; whether it opens again.

use crate::cause::prelude::*;
use why1006_evidence::Says;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::DeployClose,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 29,
    shows: CUT.clues(&[Clue::BrokenFrame]).spares(ALL_WAYS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.farewell() == Some(Says::ActionCableRestart) {
        return certain(&[Reason::SaidRestart]);
    }
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.close_code() {
        Some(1001) if f.is_end_after_quiet() => possible(&[Reason::CloseCode]),
        Some(1001 | 1012 | 1013) => f.by_server(&[Reason::CloseCode]),
        Some(_) => ruled_out(Reason::OtherCloseCode),
        None if f.is_close_code_hidden() => possible(&[Reason::BrokenFrame]),
        None if f.is_frame_broken() => ruled_out(Reason::BrokenFrame),
        None if f.opening().is_none() => not_tested(Reason::CutWithoutClose),
        None => possible(&[Reason::CutWithoutClose]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.opened() && f.close_code().is_none() && !f.is_close_code_hidden() { -40 } else { 0 }
}
