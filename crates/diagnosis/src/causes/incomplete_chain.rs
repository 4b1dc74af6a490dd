//! The server does not send its intermediate certificate; some browsers find it
//! elsewhere.
//!
//! Supports: a failure over TLS; Firefox reports it. Rules out: an answer over TLS,
//! silence, Firefox without its report. Settles: the address in a tab of two
//! browsers.

use crate::{cause::prelude::*, groups};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::IncompleteChain,
    stage: Stage::Tls,
    owner: Owner::SiteOperator,
    tier: Tier::B,
    rank: 27,
    shows: Shows::NOTHING
        .clues(&[Clue::CertAuthority, Clue::CertIncomplete, Clue::CertUnspecific])
        .spares(OTHERS_AND_APP),
    judge: groups::certificate,
    lean,
};

fn lean(f: &Facts) -> i32 {
    let t = &f.evidence.target;
    i32::from(t.literal || t.host_class.is_local()) * -20
}
