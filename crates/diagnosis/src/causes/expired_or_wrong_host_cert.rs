//! The certificate is expired, not yet valid, or for another name.
//!
//! Supports: a failure over TLS; Firefox reports it. Rules out: an answer over TLS,
//! silence, Firefox without its report. Settles: the address in a tab, which shows
//! the certificate.

use crate::{cause::prelude::*, groups};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ExpiredOrWrongHostCert,
    stage: Stage::Tls,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 28,
    shows: ALERT
        .clues(&[Clue::CertDate, Clue::CertName, Clue::CertOther, Clue::CertUnspecific])
        .spares(OTHERS_AND_APP),
    judge: groups::certificate,
    lean,
};

fn lean(f: &Facts) -> i32 {
    let t = &f.evidence.target;
    i32::from(t.literal || t.host_class.is_local()) * 10
}
