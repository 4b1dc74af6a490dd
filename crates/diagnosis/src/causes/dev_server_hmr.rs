//! A development server's own connection meets a proxy, a tunnel or another port.
//!
//! Supports: the path or port of such a server, and a refusal. Rules out: what rules
//! out every refusal. Settles: the development server's own settings for the public
//! address.

use crate::cause::prelude::*;
use why1006_evidence::path::PathShape;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::DevServerHmr,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 6,
    shows: NODE.or(FRAMES).clues(&[Clue::NameNotResolved, Clue::OriginRefused]).spares(APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.opened() {
        return ruled_out(Reason::ItOpened);
    }
    if !looks_like_one(f) {
        return not_tested(Reason::OtherKindOfAddress);
    }
    f.at_handshake().unwrap_or_else(|| possible(&[Reason::KnownPath, f.handshake_reason()]))
}

/// The path of such a server, or its usual port on this machine.
fn looks_like_one(f: &Facts) -> bool {
    let t = &f.evidence.target;
    t.path_shape == PathShape::DevServer
        || t.host_class.is_this_machine() && matches!(t.port, 3000 | 4200 | 5173 | 8080 | 24678)
}

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.path_shape == PathShape::DevServer { 6 } else { -10 }
}
