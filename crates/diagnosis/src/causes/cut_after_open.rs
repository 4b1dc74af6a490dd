//! Cut after it opened, without a close frame: a hop or the server dropped it.
//!
//! **Supports**: 1006 after the opening. WebKitGTK reports codes 1012 to 1014 in
//! the same way, and an `error` before the close may mean a reset there and in
//! Firefox, so it is never certain.
//!
//! **Rules out**: a close frame; in Chromium a broken frame.
//!
//! **Would settle**: the server's log at the same time; whether it is cut again
//! after the same quiet period (`idle-timeout-proxy`).
//!
//! **Merged**: `proxy-reload` is this cause: the old workers of a proxy that
//! reloads its settings drop connections without a word, which one browser sees
//! as any other cut. Only that many users drop together tells.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Ending};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::CutAfterOpen,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 3,
    shows: CUT.clues(&[Clue::IdleCut]).spares(ALL_WAYS),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.cold {
        _ if f.is_frame_broken() => ruled_out(Reason::BrokenFrame),
        Attempt::Opened(Ending::Cut { .. }) => possible(&[Reason::CutWithoutClose]),
        _ => ruled_out(Reason::ClosedInOrder),
    }
}
