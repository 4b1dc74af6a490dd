//! Something accepts the connection and never answers.
//!
//! It may stay silent at any layer: TCP, TLS or HTTP.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ServerSilent,
    stage: Stage::Http,
    owner: Owner::SiteOperator,
    rank: 51,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.on_the_way() {
        return known;
    }
    if f.tls_reported() {
        return ruled_out(Reason::TlsReported);
    }
    if f.failed_at_once() {
        return ruled_out(Reason::FailedAtOnce);
    }
    possible(&[Reason::NothingCame])
}

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.host_class.is_this_machine() { 20 } else { 0 }
}
