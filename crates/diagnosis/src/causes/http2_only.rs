//! The server takes HTTP/2 only, and a browser opens a WebSocket over HTTP/1.1.
//!
//! Firefox reports 1015 where TLS finds no common protocol. Chromium may get
//! through later, over an HTTP/2 session that announces RFC 8441. It was split from
//! `http2-extended-connect`: the cure is another one, to allow HTTP/1.1.
//!
//! Supports: that report beside answered requests; in Chromium a failure followed by
//! openings. Rules out: a cold opening. Settles: the protocols that the server
//! offers (ALPN).

use crate::cause::prelude::*;
use crate::facts::{Explained, Http};
use why1006_evidence::EngineFamily;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::Http2Only,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::B,
    rank: 27,
    shows: GATEWAY
        .or(CLOSED)
        .or(NOT_TLS)
        .or(ALERT)
        .or(NOT_HTTP)
        .refuses(&[400, 403, 421, 426, 500, 501])
        .clues(&[Clue::Alpn])
        .spares(OTHERS_AND_APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if !f.is_tls() {
        return without_tls(f);
    }
    if f.explained == Some(Explained::Http2) {
        return certain(&[Reason::TlsReported, Reason::HttpAnswered]);
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    if f.tls_reported() {
        return match f.http {
            Http::Answered => indicated(&[Reason::TlsReported, Reason::HttpAnswered]),
            Http::Rejected if !f.is_rejection_void() => ruled_out(Reason::TlsReported),
            _ => possible(&[Reason::TlsReported]),
        };
    }
    if f.varies() {
        return match (f.profile, f.again()) {
            (EngineFamily::Chromium, (0, 2..)) => indicated(&[Reason::OpenedAnotherTime]),
            (EngineFamily::Chromium | EngineFamily::Unknown, _) => {
                possible(&[Reason::OpenedAnotherTime])
            }
            _ => not_tested(Reason::OpenedAnotherTime),
        };
    }
    f.at_handshake().unwrap_or_else(|| possible(&[f.handshake_reason()]))
}

/// Without TLS a browser asks by HTTP/1.1 alone. A server that wants HTTP/2 there
/// (nginx before 1.25 with `listen 80 http2`) sends its frames, which an engine
/// takes for bytes of no protocol, or for an answer without a head.
fn without_tls(f: &Facts) -> Judged {
    match f.http {
        Http::Answered if !f.may_take_bytes() => ruled_out(Reason::HttpAnswered),
        // Such a server speaks at once, unasked.
        _ if !f.failed_at_once() => not_tested(Reason::NothingCame),
        Http::Answered => f.at_handshake().unwrap_or_else(|| possible(&[Reason::NotHttpPerhaps])),
        _ => f.before_open().unwrap_or_else(|| possible(&[Reason::NothingAgainst])),
    }
}

/// Without TLS the first bytes of HTTP/2 pass for a page, at every path (HTTP/0.9).
fn lean(f: &Facts) -> i32 {
    let is_page = f.is_page_at_path() && f.root_loads != Some(false);
    if is_page && !f.is_tls() && f.may_take_bytes() { 16 } else { 0 }
}
