//! Browser and server share no TLS version or cipher, or the server answers the
//! greeting with an alert.
//!
//! Supports: a failure over TLS. Rules out: an answer over TLS, silence. Settles:
//! the console line.

use crate::{cause::prelude::*, groups};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::TlsVersion,
    stage: Stage::Tls,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 57,
    shows: CLOSED.or(NOT_TLS).or(ALERT).spares(OTHERS),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = groups::tls_fault(f) {
        return known;
    }
    // A server that closes without sending its alert shows as 1006, so a
    // missing report rules nothing out.
    possible(&[if f.tls_reported() { Reason::TlsReported } else { Reason::NothingAgainst }])
}
