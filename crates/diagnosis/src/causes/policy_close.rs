//! The app closed by its own rule: 1008, or a code from 3000 to 4999.
//!
//! That much is certain. Which rule, its own table of codes tells: a login or a
//! subprotocol that was missing are such rules, so those causes are no rivals of
//! this one; they are what was not tested.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::PolicyClose,
    stage: Stage::Close,
    owner: Owner::AppDeveloper,
    tier: Tier::C,
    rank: 17,
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.close_code() {
        Some(_) if f.is_closed_by_rule() => certain(&[Reason::CloseCode]),
        // Not an app's numbers (RFC 6455, 7.4.2), and still an app may use them.
        Some(2000..=2999 | 5000..) => possible(&[Reason::CloseCode]),
        Some(1000 | 1005) => possible(&[Reason::ClosedInOrder]),
        Some(_) => ruled_out(Reason::OtherCloseCode),
        None if f.is_close_code_hidden() => possible(&[Reason::BrokenFrame]),
        None => ruled_out(Reason::CutWithoutClose),
    }
}
