//! The endpoint speaks HTTP/2 only, or announces RFC 8441 and breaks it.

use crate::cause::prelude::*;
use why1006_evidence::EngineFamily;

use crate::facts::{Attempt, Http};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::Http2ExtendedConnect,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::B,
    rank: 26,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    if !f.is_tls() {
        return ruled_out(Reason::NoTlsInvolved);
    }
    if f.tls_reported() {
        // The certificate is good for web requests and TLS still failed for
        // the WebSocket: the server took no HTTP/1.1.
        return match f.http {
            Http::Answered => indicated(&[Reason::TlsReported, Reason::HttpAnswered]),
            Http::Rejected if !f.is_rejection_void() => ruled_out(Reason::TlsReported),
            _ => possible(&[Reason::TlsReported]),
        };
    }
    match (f.http, f.cold, f.profile) {
        // Only Firefox tries RFC 8441 at the first attempt.
        (Http::Answered, Attempt::Silent, EngineFamily::Firefox | EngineFamily::Unknown) => {
            possible(&[Reason::UpgradeSilent])
        }
        _ => f.at_handshake().unwrap_or_else(|| possible(&[f.handshake_reason()])),
    }
}
