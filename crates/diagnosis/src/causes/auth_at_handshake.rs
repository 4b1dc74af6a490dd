//! The server expects a login that a browser did not or cannot send.
//!
//! It may refuse the handshake, or open and then close by its own rule.
//!
//! **Supports**: a refused handshake, since this page sends no login; after the
//! opening Action Cable's `unauthorized` (certain: the server said so), or an
//! end after a request for a login, such as Home Assistant's (indicated: it may
//! have ended for another reason just then).
//!
//! **Rules out**: it opened and stayed, or closed with a code of another
//! meaning; before the opening, silence or a failure of the way.
//!
//! **Would settle**: the test from the app's own page, with its login.
//!
//! **Merged**: `http-auth-safari` is this cause: that Safari sends no Basic login
//! in the handshake shows as the same refusal.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Ending, Http};
use why1006_evidence::{EngineFamily, Says};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::AuthAtHandshake,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 13,
    shows: GATE.refuses(&[407]).typically(&[401, 403]).spares(APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.opened() {
        match f.farewell() {
            Some(Says::ActionCableUnauthorized) => return certain(&[Reason::SaidUnauthorized]),
            Some(_) => return not_tested(Reason::ServerSaidWhy),
            None => {}
        }
        let asked = f.said(Says::AsksForLogin);
        return match f.close_code() {
            _ if asked && f.is_plain_end() && f.close_code() != Some(1001) => {
                indicated(&[Reason::AskedForLogin, Reason::NoCookies])
            }
            // A missing login may well be the rule that the app closed by:
            // `policy-close` is true in either case, and we sent no login.
            Some(_) if f.is_closed_by_rule() => not_tested(Reason::NoCookies),
            Some(1000 | 1005) => possible(&[Reason::NoCookies]),
            Some(_) => ruled_out(Reason::OtherCloseCode),
            None if f.is_frame_broken() => ruled_out(Reason::BrokenFrame),
            // A server drops whom it does not know, but not in the midst of a
            // frame, by a reset, or before it could ask.
            None if f.cold == Attempt::Opened(Ending::Cut { error: true })
                || f.opened() && f.opening().is_none() =>
            {
                not_tested(Reason::NoCookies)
            }
            None if f.after_open().is_none() => possible(&[Reason::CutWithoutClose]),
            None => ruled_out(Reason::StayedOpen),
        };
    }
    if f.before_open().is_none() && f.varies() {
        // A web request may have brought the cookie that was missing.
        return possible(&[Reason::OpenedAnotherTime, Reason::NoCookies]);
    }
    // Chromium takes an answer of 407 for a failed request (section 3): as long
    // as only the path failed, that may be the refusal.
    let may_be_407 = f.before_open().is_none()
        && f.cold != Attempt::Silent
        && (f.is_path_rejected() || f.http == Http::Rejected && !f.is_root_rejected())
        && matches!(f.profile, EngineFamily::Chromium | EngineFamily::Unknown);
    if may_be_407 {
        let path = if f.is_path_rejected() { Reason::PathRejected } else { Reason::HttpRejected };
        return possible(&[path, Reason::NoCookies]);
    }
    if let Some(known) = f.at_handshake() {
        return known;
    }
    if f.evidence.target.token_in_query {
        return possible(&[Reason::TokenInQuery, Reason::NoCookies, f.handshake_reason()]);
    }
    possible(&[Reason::NoCookies, f.handshake_reason()])
}

fn lean(f: &Facts) -> i32 {
    let cut = f.opened() && f.close_code().is_none();
    let page = if !f.opened() && f.is_page_at_path() { -10 } else { 0 };
    page + if cut || f.http == Http::Rejected { -40 } else { 0 }
}
