//! The app closed by its own rule: 1008, or a code from 3000 to 4999.
//!
//! **Supports**: such a code: that much is certain. Which rule, its own table of
//! codes tells: a login or a subprotocol that was missing are such rules, so
//! those causes are no rivals of this one; they are what was not tested. Of
//! Pusher's codes the hundreds say what to do (Pusher protocol, "Connection
//! closure"). Also a goodbye of Action Cable or SockJS in words (indicated).
//!
//! **Rules out**: a code of another meaning, or a cut.
//!
//! **Would settle**: the app's table of codes, or its log at that time.

use crate::cause::prelude::*;
use why1006_evidence::{Says, path::PathShape};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::PolicyClose,
    stage: Stage::Close,
    owner: Owner::AppDeveloper,
    tier: Tier::C,
    rank: 17,
    shows: CUT.clues(&[Clue::BrokenFrame]).spares(APP),
    judge,
    lean: no_lean,
};

fn judge(f: &Facts) -> Judged {
    match f.farewell() {
        Some(Says::ActionCableDisconnect | Says::SockJsClose) => {
            return indicated(&[Reason::SaidGoodbye]);
        }
        // Refused for its origin, most likely, and for what else the app's own
        // server finds invalid.
        Some(Says::ActionCableInvalidRequest) => return possible(&[Reason::SaidInvalidRequest]),
        _ => {}
    }
    if let Some(known) = f.after_open() {
        return known;
    }
    match f.close_code() {
        Some(_) if f.is_closed_by_rule() => f.by_server(reasons(f)),
        // Not an app's numbers (RFC 6455, 7.4.2), and still an app may use them.
        Some(2000..=2999 | 5000..) => possible(&[Reason::CloseCode]),
        // A rule whose code says "normal" is the server's normal end.
        Some(1000 | 1005) => not_tested(Reason::ClosedInOrder),
        Some(_) => ruled_out(Reason::OtherCloseCode),
        None if f.is_close_code_hidden() => possible(&[Reason::BrokenFrame]),
        None => ruled_out(Reason::CutWithoutClose),
    }
}

/// What the code means, where the server is known to use Pusher's.
fn reasons(f: &Facts) -> &'static [Reason] {
    let is_pusher = f.said(Says::PusherError)
        || f.said(Says::PusherEstablished)
        || f.evidence.target.path_shape == PathShape::Pusher;
    match f.close_code() {
        Some(4000..=4099) if is_pusher => &[Reason::CloseCode, Reason::PusherSettings],
        Some(4100..=4199) if is_pusher => &[Reason::CloseCode, Reason::PusherLater],
        Some(4200..=4299) if is_pusher => &[Reason::CloseCode, Reason::PusherAgain],
        // graphql-transport-ws closes with 4408 where no first word came.
        Some(4408) if f.speaks_first() == Some(false) => {
            &[Reason::CloseCode, Reason::PageSaysNothing]
        }
        _ => &[Reason::CloseCode],
    }
}
