//! The proxy answers, the app behind it is down or overloaded (502, 503, 504).

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::UpstreamDown,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    rank: 34,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.at_handshake() {
        return known;
    }
    match f.status {
        Some(502..=504) => indicated(&[Reason::StatusRead]),
        _ => possible(&[Reason::AnsweredNotUpgraded]),
    }
}
