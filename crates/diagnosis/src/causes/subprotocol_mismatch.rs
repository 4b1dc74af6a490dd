//! Client and server disagree on the subprotocol.

use crate::cause::prelude::*;
use why1006_evidence::path::PathShape;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::SubprotocolMismatch,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 11,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.opened() {
        return match f.close_code() {
            Some(1002 | 1003 | 1008 | 1010) | Some(3000..=4999) => possible(&[Reason::CloseCode]),
            _ => ruled_out(Reason::HandshakeAccepted),
        };
    }
    if let Some(known) = f.at_handshake() {
        return known;
    }
    if f.evidence.target.protocols.is_empty() {
        return possible(&[Reason::NoProtocolOffered, f.handshake_reason()]);
    }
    possible(&[Reason::ProtocolOffered, f.handshake_reason()])
}

fn lean(f: &Facts) -> i32 {
    if f.opened() {
        return -40;
    }
    match f.evidence.target.path_shape {
        PathShape::ActionCable | PathShape::GraphQl | PathShape::Mqtt => 4,
        _ if f.evidence.target.protocols.is_empty() => -8,
        _ => 6,
    }
}
