//! The connection is closed or reset before any answer.
//!
//! A crashed handler, a filter that hates the name or the path, or a port that
//! speaks another protocol.

use crate::cause::prelude::*;
use crate::facts::Http;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ConnectionReset,
    stage: Stage::Http,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 52,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.tls_reported() {
        return ruled_out(Reason::TlsReported);
    }
    if f.is_silent() {
        return ruled_out(Reason::NothingCame);
    }
    // Web requests may be answered where only the upgrade is cut.
    possible(&[Reason::NothingAgainst])
}

fn lean(f: &Facts) -> i32 {
    if f.http == Http::Answered { -30 } else { 5 }
}
