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
            _ if f.farewell().is_some() => not_tested(Reason::ServerSaidWhy),
            _ if f.is_protocol_agreed() => ruled_out(Reason::HandshakeAccepted),
            // Servers that speak one subprotocol only accept the handshake and
            // then close with 1002 (`causes.md`, section 3, number 11).
            Some(1002) => possible(&[Reason::CloseCode, offered(f)]),
            // A rule of the app's own, and that is certain already.
            Some(_) if f.is_closed_by_rule() => not_tested(offered(f)),
            _ => ruled_out(Reason::HandshakeAccepted),
        };
    }
    if let Some(known) = f.at_handshake() {
        return known;
    }
    possible(&[offered(f), f.handshake_reason()])
}

fn offered(f: &Facts) -> Reason {
    match f.evidence.target.protocols.is_empty() {
        true => Reason::NoProtocolOffered,
        false => Reason::ProtocolOffered,
    }
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
