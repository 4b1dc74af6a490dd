//! A filter or content network in front of the server refuses the upgrade.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::WafRule,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    rank: 40,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.at_handshake() {
        return known;
    }
    possible(&[Reason::AnsweredNotUpgraded])
}
