//! Client and server disagree on the subprotocol.
//!
//! A server may want a name that nobody else knows: that well-known ones fail as
//! well rules nothing out.
//!
//! Supports: with other subprotocols it opens. Rules out: no answer at all.
//! Settles: the same attempt with and without, and once more as at first.

use crate::cause::prelude::*;
use crate::facts::{Difference, Explained};
use why1006_evidence::{Place, path::PathShape};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::SubprotocolMismatch,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 11,
    shows: REFUSAL.refuses(&[426]).clues(&[Clue::Subprotocol]).spares(OTHERS_AND_APP),
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
    if f.explained == Some(Explained::Subprotocol) {
        return certain(&[Reason::OtherProtocolsOpened, Reason::ConfirmedByThird]);
    }
    if f.explained == Some(Explained::Protocols) {
        return indicated(&[Reason::OtherProtocolsOpened, Reason::ConfirmedByThird]);
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    match f.difference(Place::Target, false) {
        Difference::Repeated | Difference::Once => indicated(&[Reason::OtherProtocolsOpened]),
        Difference::Flapping => possible(&[Reason::OtherProtocolsOpened]),
        Difference::None => {
            f.at_handshake().unwrap_or_else(|| possible(&[offered(f), f.handshake_reason()]))
        }
    }
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
    // Neither with nor without: it takes a server that wants another one still.
    let tried = if f.later.iter().any(|l| l.place == Place::Target && !l.alike) { -10 } else { 0 };
    tried
        + match f.evidence.target.path_shape {
            PathShape::ActionCable | PathShape::GraphQl | PathShape::Mqtt => 4,
            _ if f.evidence.target.protocols.is_empty() => -8,
            _ => 6,
        }
}
