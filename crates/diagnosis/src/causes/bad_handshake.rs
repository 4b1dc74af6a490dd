//! The server's 101 breaks the rules of the handshake (RFC 6455, 4.2.2): a wrong
//! `Sec-WebSocket-Accept`, a missing header, an extension nobody asked for. Every
//! engine then fails the connection.
//!
//! Supports: web requests are answered, the attempt fails. Rules out: no answer at
//! all. Settles: the console line.

use crate::cause::prelude::*;
use crate::facts::Explained;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::BadHandshake,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 54,
    shows: GATEWAY
        .or(CLOSED)
        .or(BAD_101)
        .or(BROKEN_HEAD)
        .or(NOT_HTTP)
        .refuses(&[500])
        .clues(&[Clue::Subprotocol])
        .spares(OTHERS),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    if f.explained == Some(Explained::Protocols) {
        return possible(&[Reason::OtherProtocolsOpened]);
    }
    if let Some(known) = f.at_handshake() {
        return known;
    }
    possible(&[f.handshake_reason()])
}
