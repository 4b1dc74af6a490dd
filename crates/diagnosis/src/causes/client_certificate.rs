//! The server demands a client certificate.
//!
//! Firefox and WebKit may show a chooser and wait; Chromium fails at once. A server
//! that asks only after the handshake answers web requests with 400.
//!
//! Supports: a failure over TLS; in WebKit web requests that wait. Rules out: no
//! TLS, a path that loads without one. Settles: the address in a tab, which asks for
//! the certificate.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};
use why1006_evidence::EngineFamily;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ClientCertificate,
    stage: Stage::Tls,
    owner: Owner::YourIt,
    tier: Tier::D,
    rank: 46,
    shows: CLOSED
        .or(WAITING)
        .or(NOT_TLS)
        .or(ALERT)
        .refuses(&[400, 401, 403])
        .clues(&[Clue::ClientCert])
        .spares(ALL_WAYS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if !f.is_tls() {
        return ruled_out(Reason::NoTlsInvolved);
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.path_loads == Some(true) {
        return ruled_out(Reason::PageAtPath);
    }
    if f.varies() || f.opened_there() {
        return not_tested(Reason::OpenedAnotherTime);
    }
    if f.falls_silent() {
        return not_tested(Reason::SilentAnotherTime);
    }
    if f.is_upgrade_silent() {
        return not_tested(Reason::UpgradeSilent);
    }
    let waits = f.http == Http::Silent && matches!(f.cold, Attempt::Failed { .. });
    possible(&[if waits { Reason::RequestsWait } else { Reason::NothingAgainst }])
}

fn lean(f: &Facts) -> i32 {
    match (f.http, f.profile) {
        (Http::Answered, _) => -30,
        (Http::Silent, EngineFamily::WebKit) if f.cold != Attempt::Silent => 40,
        _ => 0,
    }
}
