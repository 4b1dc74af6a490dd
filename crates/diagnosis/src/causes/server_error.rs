//! The server or a gateway failed while handling the connection: 1011, 1014,
//! or a cut right after the opening.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ServerError,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 30,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.close_code() {
        Some(1011 | 1014) => certain(&[Reason::CloseCode]),
        Some(_) => ruled_out(Reason::OtherCloseCode),
        None if f.is_frame_broken() => ruled_out(Reason::BrokenFrame),
        None => possible(&[Reason::CutWithoutClose]),
    }
}
