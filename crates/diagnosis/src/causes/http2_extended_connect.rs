//! The endpoint announces WebSockets over HTTP/2 (RFC 8441) and breaks them.
//!
//! Chromium's first attempt goes over HTTP/1.1 and later ones over an HTTP/2
//! session; Firefox uses that from the first; WebKitGTK never does
//! (`observability.md`, section 10).
//!
//! Supports: in Chromium an opening followed by failures. Rules out: no TLS, a
//! report about it, an engine that opens every time. Settles: the endpoint with
//! HTTP/2 switched off. A server that counts connections looks the same.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};
use why1006_evidence::EngineFamily;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::Http2ExtendedConnect,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::B,
    rank: 26,
    shows: WRONG_PLACE
        .refuses(&[200])
        .or(WAITING)
        .or(NOT_HTTP)
        .clues(&[Clue::NotUpgraded, Clue::NoRoute])
        .spares(ALL_WAYS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if !f.is_tls() {
        return ruled_out(Reason::NoTlsInvolved);
    }
    if f.opened() {
        return opened(f);
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.tls_reported() {
        // It takes a TLS session to break this.
        return ruled_out(Reason::TlsReported);
    }
    match (f.http, f.cold, f.profile) {
        // Only Firefox tries RFC 8441 at the first attempt.
        (Http::Answered, Attempt::Silent, EngineFamily::Firefox | EngineFamily::Unknown) => {
            possible(&[Reason::UpgradeSilent])
        }
        _ if f.varies() => match f.profile {
            EngineFamily::WebKit => not_tested(Reason::OpenedAnotherTime),
            _ => possible(&[Reason::OpenedAnotherTime]),
        },
        _ => f.at_handshake().unwrap_or_else(|| possible(&[f.handshake_reason()])),
    }
}

fn opened(f: &Facts) -> Judged {
    let uses_later = matches!(f.profile, EngineFamily::Chromium | EngineFamily::Unknown);
    match f.again() {
        _ if !uses_later => ruled_out(Reason::ItOpened),
        (0, _) if f.varies() && f.profile == EngineFamily::Chromium => {
            indicated(&[Reason::FailedAnotherTime])
        }
        _ if f.varies() => possible(&[Reason::FailedAnotherTime]),
        // Opened again after web requests, and after a session over HTTP/2.
        (1.., 0) if f.profile == EngineFamily::Chromium => ruled_out(Reason::ItOpened),
        (_, 1..) => not_tested(Reason::FailedAnotherTime),
        _ => not_tested(Reason::NotProbed),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.is_silent_again() && f.profile == EngineFamily::Chromium { 24 } else { 0 }
}
