//! Nobody this browser trusts has signed the certificate.

use crate::cause::prelude::*;
use why1006_evidence::EngineFamily;

use crate::facts::Attempt;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::TlsUntrusted,
    stage: Stage::Tls,
    owner: Owner::SiteOperator,
    rank: 5,
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
    if f.cold == Attempt::Silent {
        return ruled_out(Reason::NothingCame);
    }
    if f.tls_reported() {
        return possible(&[Reason::TlsReported]);
    }
    if f.profile == EngineFamily::Firefox {
        // Every certificate fault that was measured gives 1015 here.
        return ruled_out(Reason::TlsNotReported);
    }
    possible(&[Reason::NothingAgainst])
}

fn lean(f: &Facts) -> i32 {
    let t = &f.evidence.target;
    i32::from(t.literal || t.host_class.is_local()) * 3
}
