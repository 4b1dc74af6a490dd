//! Nobody this browser trusts has signed the certificate.
//!
//! Supports: a failure over TLS; Firefox reports it. Rules out: an answer over TLS,
//! silence, Firefox without its report. Settles: the address in a tab, which shows
//! the certificate.

use crate::{cause::prelude::*, groups};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::TlsUntrusted,
    stage: Stage::Tls,
    owner: Owner::SiteOperator,
    tier: Tier::A,
    rank: 5,
    shows: Shows::NOTHING
        .clues(&[Clue::CertAuthority, Clue::CertSelfSigned, Clue::CertOther, Clue::CertUnspecific])
        .clues(&[Clue::CertIncomplete])
        .spares(OTHERS_AND_APP),
    judge: groups::certificate,
    lean,
};

fn lean(f: &Facts) -> i32 {
    let t = &f.evidence.target;
    i32::from(t.literal || t.host_class.is_local()) * 3
}
