//! `wss://` to a port that speaks clear text.
//!
//! Such a port answers the TLS greeting in clear text (Firefox: 1015), closes
//! at once (1006), or waits for more and stays silent.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::WssToPlainPort,
    stage: Stage::Tls,
    owner: Owner::SiteOperator,
    tier: Tier::C,
    rank: 35,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if !f.is_tls() {
        return ruled_out(Reason::NoTlsInvolved);
    }
    if let Some(known) = f.on_the_way() {
        return known;
    }
    let reason = if f.tls_reported() { Reason::TlsReported } else { Reason::TlsInvolved };
    possible(&[reason])
}

fn lean(f: &Facts) -> i32 {
    let t = &f.evidence.target;
    let odd_port = t.scheme.is_some_and(|s| s.default_port() != t.port);
    if odd_port { 20 } else { -5 }
}
