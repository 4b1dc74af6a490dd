//! Browser and server share no TLS version or cipher, or the server answers
//! the greeting with an alert.

use crate::cause::prelude::*;
use why1006_evidence::EngineFamily;

use crate::facts::Attempt;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::TlsVersion,
    stage: Stage::Tls,
    owner: Owner::SiteOperator,
    rank: 57,
    judge,
    lean: no_lean,
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
    if f.profile == EngineFamily::Firefox {
        // A server that closes without sending its alert shows as 1006.
        let reason = if f.tls_reported() { Reason::TlsReported } else { Reason::NothingAgainst };
        return possible(&[reason]);
    }
    possible(&[Reason::NothingAgainst])
}
