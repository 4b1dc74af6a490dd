//! The proxy answers, the app behind it is down or overloaded (502, 503, 504).
//!
//! With an app that hangs the proxy waits, a minute by default, before its 504.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::UpstreamDown,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::C,
    rank: 34,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    match (f.http, f.cold) {
        (Http::Answered, Attempt::Silent) => return possible(&[Reason::UpgradeSilent]),
        (Http::Silent | Http::NotRun, Attempt::Silent) => return possible(&[Reason::NothingCame]),
        _ => {}
    }
    if let Some(known) = f.at_handshake() {
        return known;
    }
    match f.status {
        Some(502..=504) => indicated(&[Reason::StatusRead]),
        _ => possible(&[f.handshake_reason()]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.cold == Attempt::Silent && f.http != Http::Answered { -60 } else { 0 }
}
