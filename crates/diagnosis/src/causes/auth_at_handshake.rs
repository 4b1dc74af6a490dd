//! The server expects a login that a browser did not or cannot send.
//!
//! It may refuse the handshake, or open and then close by its own rule.

use crate::cause::prelude::*;

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
            // 3000 and 44xx say "unauthorized" by registration or habit
            // (`causes.md`, section 6); 1008 is the general refusal.
            Some(1008 | 3000 | 3003 | 4001 | 4003 | 4400..=4403) => {
                possible(&[Reason::CloseCode, Reason::NoCookies])
            }
            Some(1000 | 1005 | 4000..=4999) => possible(&[Reason::NoCookies]),
            Some(_) => ruled_out(Reason::OtherCloseCode),
            None if f.after_open().is_none() => possible(&[Reason::CutWithoutClose]),
            None => ruled_out(Reason::StayedOpen),
        };
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
    if f.opened() && f.close_code().is_none() { -40 } else { 0 }
}
