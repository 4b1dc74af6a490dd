//! The server expects a login that a browser did not or cannot send.
//!
//! It may refuse the handshake, or open and then close by its own rule. Basic
//! authentication, which Safari never sends along with a WebSocket, is this cause as
//! well (the survey's `http-auth-safari`): from one browser it looks the same.
//!
//! Supports: a refusal, and no cookies or token of the app. Rules out: no answer at
//! all. Settles: the test from the app's own page, logged in.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Http};
use why1006_evidence::EngineFamily;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::AuthAtHandshake,
    stage: Stage::Upgrade,
    owner: Owner::AppDeveloper,
    tier: Tier::A,
    rank: 13,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.opened() {
        return match f.close_code() {
            // A missing login may well be the rule that the app closed by:
            // `policy-close` is true in either case, and we sent no login.
            Some(_) if f.is_closed_by_rule() => not_tested(Reason::NoCookies),
            Some(1000 | 1005) => possible(&[Reason::NoCookies]),
            Some(_) => ruled_out(Reason::OtherCloseCode),
            None if f.is_frame_broken() => ruled_out(Reason::BrokenFrame),
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
    if cut || f.http == Http::Rejected { -40 } else { 0 }
}
