//! The clock of this device is wrong, so that good certificates look bad.
//!
//! Supports: a certificate fault, and a clock that is an hour or more away from our
//! reference's. Rules out: a clock that agrees with it, or no certificate fault.
//! Settles: the clock of the device, which the user can tell where no reference does.

use crate::{cause::prelude::*, facts::Attempt, groups};
use why1006_evidence::Way;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ClockSkew,
    stage: Stage::Tls,
    owner: Owner::You,
    tier: Tier::D,
    rank: 56,
    shows: Shows::NOTHING
        .clues(&[Clue::CertDate, Clue::CertOther, Clue::CertUnspecific])
        .spares(OTHERS_AND_APP),
    judge,
    lean: no_lean,
};

/// Certificates are dated to the second, and are issued an hour in the past by
/// custom: a clock that is less wrong than that finds all of them valid.
const TROUBLE_S: f64 = 3_600.0;

fn judge(f: &Facts) -> Judged {
    let judged = groups::trust(f);
    let fits = judged.standing == Standing::Possible;
    let Some(ahead) = f.evidence.circumstances.clock_ahead else {
        return match (
            f.is_told(Way::Clock, Clue::ClockWrong),
            f.is_told(Way::Clock, Clue::ClockRight),
        ) {
            (true, false) if fits => indicated(&[Reason::ToldSo]),
            (false, true) => ruled_out(Reason::ToldOtherwise),
            // A wrong clock leaves no host's certificate valid, so it cannot be
            // read from the reference over TLS.
            _ if fits
                && f.is_reference_alike()
                && matches!(f.reference_socket, Attempt::Failed { .. }) =>
            {
                possible(&[Reason::ReferenceUnreachable, Reason::ClockUnknown])
            }
            _ if fits => not_tested(Reason::ClockUnknown),
            _ => judged,
        };
    };
    match ahead.abs() {
        off if off <= 300.0 => ruled_out(Reason::ClockIsRight),
        _ if !fits => judged,
        off if off < TROUBLE_S => not_tested(Reason::ClockIsOff),
        off if off < 24.0 * TROUBLE_S => possible(&[Reason::ClockIsOff]),
        _ => indicated(&[Reason::ClockIsOff]),
    }
}
