//! The port speaks another protocol than HTTP: SSH, a database, a broker's own.
//!
//! Firefox takes its bytes for a web answer (HTTP/0.9); Chromium and WebKit do not.
//!
//! Supports: requests fail at once. Rules out: an HTTP answer. Settles: what the
//! port says to a plain client.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::NotHttpServer,
    stage: Stage::Http,
    owner: Owner::AppDeveloper,
    tier: Tier::D,
    rank: 58,
    shows: CLOSED
        .or(WAITING)
        .or(NOT_TLS)
        .or(NOT_HTTP)
        .or(BROKEN_HEAD)
        .clues(&[Clue::Alpn])
        .spares(APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.opened_there() {
        return ruled_out(Reason::OpenedAnotherTime);
    }
    if f.is_http_genuine() || f.path_loads.is_some() && f.is_http_proof() && !f.may_take_bytes() {
        return ruled_out(Reason::HttpAnswered);
    }
    if f.cold == Attempt::Silent {
        // A server that waits for words of its own protocol.
        return not_tested(Reason::NothingCame);
    }
    match f.http {
        Http::Answered if f.may_take_bytes() => possible(&[Reason::NotHttpPerhaps]),
        Http::Answered => possible(&[Reason::HttpAnsweredPerhapsByProxy]),
        // Clear text where TLS is expected is what 1015 may mean as well.
        _ if f.tls_reported() => possible(&[Reason::TlsReported]),
        _ => possible(&[Reason::NothingAgainst]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.http == Http::Answered { -60 } else { 0 }
}
