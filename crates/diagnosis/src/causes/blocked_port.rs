//! The port stands on the Fetch standard's list of bad ports.
//!
//! Supports: the list, as this engine has it. Rules out: a port that is not listed,
//! an opening, an answer from that port. Settles: another port.

use crate::cause::prelude::*;
use why1006_evidence::port;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::BlockedPort,
    stage: Stage::Policy,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 56,
    shows: Shows::NOTHING.clues(&[Clue::UnsafePort, Clue::MixedContent]).spares(OTHERS),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if f.is_address_unusable() {
        return not_tested(Reason::BrowserExplainsIt);
    }
    if f.opened() {
        // This browser was sure to refuse that port, and did not.
        let judged = if f.is_port_blocked() { contradicted } else { ruled_out };
        return judged(Reason::ItOpened);
    }
    if f.is_port_blocked() {
        return certain(&[Reason::PortIsListed]);
    }
    if !port::is_listed(f.evidence.target.port) {
        return ruled_out(Reason::PortIsNotListed);
    }
    // Engines differ on a few of the listed ports.
    match f.explained {
        Some(_) => not_tested(Reason::ExplainedOtherwise),
        None => possible(&[Reason::PortIsListed]),
    }
}
