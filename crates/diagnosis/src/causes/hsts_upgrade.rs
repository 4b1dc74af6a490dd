//! The browser was told to use TLS for that host, always (RFC 6797).
//!
//! A `ws://` attempt and the web requests beside it then go over TLS, and a port
//! that speaks clear text fails both. `ws.url` does not show it (`observability.md`,
//! section 8).
//!
//! Supports: `ws://` to a name fails, and so do web requests. Rules out: `wss://`,
//! an address in place of the name (RFC 6797, section 8.3), an answer over `http`.
//! Settles: the address in a fresh profile, or `wss://`.

use crate::cause::prelude::*;
use crate::facts::Http;
use why1006_evidence::EngineFamily;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::HstsUpgrade,
    stage: Stage::Policy,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 42,
    shows: MOVED.spares(ALL_WAYS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.is_tls() {
        return ruled_out(Reason::TlsInvolved);
    }
    if f.evidence.target.literal {
        return ruled_out(Reason::HostIsAddress);
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    match f.http {
        // WebKitGTK upgrades the WebSocket and not the requests beside it
        // (recorded: `strict-transport-security`).
        Http::Answered | Http::ByProxy
            if matches!(f.profile, EngineFamily::WebKit | EngineFamily::Unknown) =>
        {
            f.at_handshake().unwrap_or_else(|| possible(&[f.handshake_reason()]))
        }
        Http::Answered | Http::ByProxy => ruled_out(Reason::HttpAnswered),
        _ if f.opened_there() => ruled_out(Reason::OpenedAnotherTime),
        _ => possible(&[Reason::NoTlsInvolved]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.host_class.is_local() { -35 } else { -20 }
}
