//! A message is larger than a hop allows.
//!
//! **Supports**: 1009, which says so: certain. This page sends nothing, so the
//! message was the server's own, and a hop out of sight refused it. Some hops
//! cut instead: then it is possible, and stands behind what is commoner.
//!
//! **Rules out**: a close code of another meaning; in Chromium a broken frame.
//!
//! **Would settle**: which hop has the limit, its log tells.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::MessageTooBig,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::B,
    rank: 31,
    shows: CUT.clues(&[Clue::MessageTooBig]).spares(APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.close_code() {
        Some(1009) => f.by_server(&[Reason::CloseCode]),
        Some(_) => ruled_out(Reason::OtherCloseCode),
        None if f.is_frame_broken() => ruled_out(Reason::BrokenFrame),
        None if f.opening().is_none() => not_tested(Reason::CutWithoutClose),
        None => possible(&[Reason::CutWithoutClose]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.opened() && f.close_code().is_none() { -60 } else { 0 }
}
