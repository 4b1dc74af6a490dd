//! `ws://` to a port that speaks TLS.
//!
//! The TLS side may close at once, or answer in clear text as nginx does (400).

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::WsToTlsPort,
    stage: Stage::Tls,
    owner: Owner::AppDeveloper,
    tier: Tier::D,
    rank: 36,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.is_tls() {
        return ruled_out(Reason::TlsInvolved);
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    possible(&[Reason::NoTlsInvolved])
}

fn lean(f: &Facts) -> i32 {
    if matches!(f.evidence.target.port, 443 | 8443) { 35 } else { -5 }
}
