//! A raw WebSocket meets a server that speaks a library's own protocol: Socket.IO
//! and SockJS want their own path, query and first words.
//!
//! Supports: the path of such a server, and a refusal. Rules out: an opening.
//! Settles: the library's own client.

use crate::cause::prelude::*;
use why1006_evidence::{Problem, ProblemKind, path::PathShape};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::SocketioVsRaw,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::C,
    rank: 44,
    shows: WRONG_PLACE.refuses(&[200]).or(WAITING).clues(&[Clue::NoRoute]).spares(APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.opened() {
        return ruled_out(Reason::ItOpened);
    }
    if !matches!(f.evidence.target.path_shape, PathShape::SocketIo | PathShape::SockJs) {
        return not_tested(Reason::OtherKindOfAddress);
    }
    f.at_handshake().unwrap_or_else(|| possible(&[Reason::KnownPath, f.handshake_reason()]))
}

fn lean(f: &Facts) -> i32 {
    let is_bare = |p: &Problem| p.kind == ProblemKind::SocketIoQuery;
    // Without its query Engine.IO answers 400 to anybody.
    if f.evidence.target.problems.iter().any(is_bare) { 50 } else { 38 }
}
