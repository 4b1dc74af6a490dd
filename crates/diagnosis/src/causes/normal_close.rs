//! The server ended the connection normally: 1000, or a close without a code.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::NormalClose,
    stage: Stage::Close,
    owner: Owner::AppDeveloper,
    tier: Tier::D,
    rank: 14,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.close_code() {
        Some(1000 | 1005) => possible(&[Reason::ClosedInOrder]),
        Some(_) => ruled_out(Reason::OtherCloseCode),
        None => ruled_out(Reason::CutWithoutClose),
    }
}
