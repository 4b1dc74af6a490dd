//! The server or a gateway failed while handling the connection.
//!
//! **Supports**: 1011 or 1014, which say so: certain. A handler that crashes
//! often says nothing: a cut is possible, less so after a long quiet period.
//!
//! **Rules out**: a code of another meaning; in Chromium a broken frame.
//!
//! **Would settle**: the server's log at that time.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ServerError,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 30,
    shows: CUT.or(FRAMES).or(GATEWAY).refuses(&[500, 501]).spares(ALL_WAYS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.close_code() {
        Some(1011 | 1014) => f.by_server(&[Reason::CloseCode]),
        Some(_) => ruled_out(Reason::OtherCloseCode),
        None if f.is_frame_broken() => ruled_out(Reason::BrokenFrame),
        None => possible(&[Reason::CutWithoutClose]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.is_end_after_quiet() { -20 } else { 0 }
}
