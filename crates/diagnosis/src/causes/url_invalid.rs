//! The address or an argument breaks a rule that every browser enforces.
//!
//! Supports: our own reading of the address, or a `SyntaxError`. Rules out: an
//! attempt that got further. Settles: the mended address.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Exception};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::UrlInvalid,
    stage: Stage::Url,
    owner: Owner::You,
    tier: Tier::D,
    rank: 55,
    shows: Shows::NOTHING.clues(&[Clue::NameNotResolved]).spares(ALL_WAYS),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if f.evidence.target.fatal().next().is_some() {
        return certain(&[Reason::AddressIsInvalid]);
    }
    match f.cold {
        Attempt::Threw(Exception::Syntax) => certain(&[Reason::ThrewSyntaxError]),
        // Only the browser's own reading of the address counts.
        Attempt::NotRun => not_tested(Reason::NotProbed),
        Attempt::Contradicts => not_tested(Reason::Contradiction),
        _ => ruled_out(Reason::AddressIsFine),
    }
}
