//! Something accepts the connection and never answers.
//!
//! It may stay silent at any layer: TCP, TLS or HTTP.

use crate::{cause::prelude::*, groups};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ServerSilent,
    stage: Stage::Http,
    owner: Owner::SiteOperator,
    rank: 51,
    judge: groups::silence,
    lean,
};

fn lean(f: &Facts) -> i32 {
    if f.evidence.target.host_class.is_this_machine() { 20 } else { 0 }
}
