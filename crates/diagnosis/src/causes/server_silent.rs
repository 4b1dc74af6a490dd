//! Something accepts the connection and never answers.
//!
//! It may stay silent at any layer: TCP, TLS or HTTP. There it may leave the
//! upgrade alone unanswered, or one path.

use crate::{
    cause::prelude::*,
    facts::{Attempt, Http},
    groups,
};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ServerSilent,
    stage: Stage::Http,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 51,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    match (f.before_open(), f.http, f.cold) {
        (None, Http::Answered, Attempt::Silent) => possible(&[Reason::UpgradeSilent]),
        _ => groups::silence(f),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.host_class.is_this_machine() { 20 } else { 0 }
}
