//! The server restarts, goes away or asks to come again: 1001, 1012, 1013.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::DeployClose,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 29,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.close_code() {
        Some(1001 | 1012 | 1013) => certain(&[Reason::CloseCode]),
        Some(_) => ruled_out(Reason::OtherCloseCode),
        None if f.is_close_code_hidden() => possible(&[Reason::BrokenFrame]),
        None => ruled_out(Reason::CutWithoutClose),
    }
}
