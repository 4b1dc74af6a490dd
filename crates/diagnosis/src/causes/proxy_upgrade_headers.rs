//! A proxy in front of the app drops `Upgrade`, or speaks HTTP/1.0 to it.
//!
//! It may answer for itself, pass the app's refusal on, or never answer the
//! upgrade while it answers web requests.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ProxyUpgradeHeaders,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    rank: 1,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    match (f.http, f.cold) {
        (Http::Answered, Attempt::Silent) => {
            possible(&[Reason::UpgradeSilent, Reason::HttpAnswered])
        }
        _ => f.at_handshake().unwrap_or_else(|| {
            let reason = match f.http {
                Http::Answered => Reason::AnsweredNotUpgraded,
                _ => Reason::NothingAgainst,
            };
            possible(&[reason])
        }),
    }
}
