//! Compression was agreed upon, and what came does not fit the agreement.
//!
//! **Supports**: compression was agreed upon, and the connection was cut.
//!
//! **Rules out**: no compression in the answer to the handshake; a close frame.
//!
//! **Would settle**: the console line ("reserved bits", "compressed bit"), or
//! the same test with compression switched off at the server.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Ending};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::PermessageDeflate,
    stage: Stage::Close,
    owner: Owner::SiteOperator,
    tier: Tier::B,
    rank: 24,
    shows: CUT.or(FRAMES).or(BAD_101).spares(OTHERS_AND_APP),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.cold {
        Attempt::Opened(Ending::Cut { .. }) if f.compressed => possible(&[Reason::CutWithoutClose]),
        Attempt::Opened(Ending::Cut { .. }) => ruled_out(Reason::NoCompression),
        _ => ruled_out(Reason::OtherCloseCode),
    }
}
