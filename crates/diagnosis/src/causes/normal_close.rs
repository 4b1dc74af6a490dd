//! The server ended the connection normally.
//!
//! **Supports**: 1000, or a close frame without a code. Never certain: a server
//! may say goodbye politely for any reason, and this page says nothing that
//! would make it stay.
//!
//! **Rules out**: every other code, and a cut. What the server said in words of
//! its own explains the end better; then this is not tested.
//!
//! **Would settle**: the app's documentation or log at that time.

use crate::cause::prelude::*;
use why1006_evidence::Says;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::NormalClose,
    stage: Stage::Close,
    owner: Owner::AppDeveloper,
    tier: Tier::D,
    rank: 14,
    shows: CUT.spares(APP),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    // The library said goodbye and gave no reason that we know.
    if matches!(f.farewell(), Some(Says::ActionCableDisconnect | Says::SockJsClose)) {
        return possible(&[Reason::SaidGoodbye]);
    }
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.close_code() {
        Some(1000 | 1005) => possible(&[Reason::ClosedInOrder]),
        Some(_) => ruled_out(Reason::OtherCloseCode),
        None => ruled_out(Reason::CutWithoutClose),
    }
}
