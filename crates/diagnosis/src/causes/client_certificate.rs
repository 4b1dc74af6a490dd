//! The server demands a client certificate.
//!
//! Firefox and WebKit may show a chooser and wait; Chromium fails at once.
//! A server that asks only after the handshake answers web requests with 400.

use crate::cause::prelude::*;
use crate::facts::Http;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ClientCertificate,
    stage: Stage::Tls,
    owner: Owner::YourIt,
    tier: Tier::D,
    rank: 46,
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
    possible(&[Reason::NothingAgainst])
}

fn lean(f: &Facts) -> i32 {
    if f.http == Http::Answered { -30 } else { 0 }
}
