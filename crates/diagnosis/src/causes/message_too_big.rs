//! A message is larger than a hop allows: 1009.

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
