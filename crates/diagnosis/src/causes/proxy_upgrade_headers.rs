//! A proxy in front of the app drops `Upgrade`, or speaks HTTP/1.0 to it.
//!
//! It may answer for itself, pass the app's refusal on, or never answer the
//! upgrade while it answers web requests. An app that leaves a plain request
//! unanswered (`ok_echo_hang_get`) makes all of it look silent.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ProxyUpgradeHeaders,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 1,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    match (f.http, f.cold) {
        (Http::Answered, Attempt::Silent) => {
            possible(&[Reason::UpgradeSilent, Reason::HttpAnswered])
        }
        (Http::Silent | Http::NotRun, Attempt::Silent) => possible(&[Reason::NothingCame]),
        _ => f.at_handshake().unwrap_or_else(|| possible(&[f.handshake_reason()])),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.cold == Attempt::Silent && f.http != Http::Answered { -60 } else { 0 }
}
