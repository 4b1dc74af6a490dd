//! A message is larger than a hop allows.
//!
//! **Supports**: 1009, which says so: certain. This page sends nothing, so the
//! message was the server's own, and a hop behind this page's view refused it.
//!
//! **Rules out**: every other end.
//!
//! **Would settle**: which hop has the limit, its log tells.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::MessageTooBig,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::B,
    rank: 31,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.close_code() {
        Some(1009) => certain(&[Reason::CloseCode]),
        Some(_) => ruled_out(Reason::OtherCloseCode),
        None => ruled_out(Reason::CutWithoutClose),
    }
}
