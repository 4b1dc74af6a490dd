//! The connection is closed before any answer: a crashed handler, or a filter that
//! hates the name or the path.
//!
//! Supports: everything fails at once, or the one path does. Rules out: silence, a
//! report about TLS. Settles: the console line, or the server's log.

use crate::cause::prelude::*;
use crate::facts::{Difference, Http};
use why1006_evidence::Place;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ConnectionReset,
    stage: Stage::Http,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 52,
    shows: GATEWAY.or(CLOSED).or(TUNNEL).or(BROKEN_HEAD).or(NOT_HTTP).spares(ALL_WAYS),
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
    if f.varies() {
        return not_tested(Reason::OpenedAnotherTime);
    }
    if f.falls_silent() {
        return not_tested(Reason::SilentAnotherTime);
    }
    if f.difference(Place::OtherPath, true) == Difference::Repeated {
        return not_tested(Reason::OtherPathOpened);
    }
    if f.is_upgrade_silent() {
        return not_tested(Reason::UpgradeSilent);
    }
    // Web requests may be answered where only the upgrade is cut.
    possible(&[if f.is_path_rejected() { Reason::PathRejected } else { Reason::NothingAgainst }])
}

fn lean(f: &Facts) -> i32 {
    if f.http == Http::Answered { -30 } else { 5 }
}
