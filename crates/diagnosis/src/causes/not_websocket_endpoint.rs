//! The path leads to a page or to nothing, not to a WebSocket endpoint.

use crate::cause::prelude::*;
use why1006_evidence::path::PathShape;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::NotWebsocketEndpoint,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 9,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.at_handshake() {
        return known;
    }
    possible(&[f.handshake_reason()])
}

fn lean(f: &Facts) -> i32 {
    match f.evidence.target.path_shape {
        PathShape::Root => 6,
        PathShape::Plain => 0,
        _ => -4,
    }
}
