//! A filter or content network in front of the server refuses the upgrade.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::WafRule,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::C,
    rank: 40,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    match (f.http, f.cold) {
        // Some filters answer, others swallow what they do not like.
        (Http::Answered, Attempt::Silent) => possible(&[Reason::UpgradeSilent]),
        (Http::NotRun, Attempt::Silent) => possible(&[Reason::NothingCame]),
        _ => f.at_handshake().unwrap_or_else(|| possible(&[f.handshake_reason()])),
    }
}
