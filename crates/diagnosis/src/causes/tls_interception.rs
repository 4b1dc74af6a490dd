//! Something on the way re-signs TLS with a root this browser does not trust.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::TlsInterception,
    stage: Stage::Tls,
    owner: Owner::YourIt,
    tier: Tier::C,
    rank: 38,
    judge,
    lean: no_lean,
};

fn judge(_: &Facts) -> Judged {
    not_tested(Reason::NotProbed)
}
