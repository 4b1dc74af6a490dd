//! The server redirects the handshake: to https, to a login page, to a slash.
//!
//! Web requests follow a redirect and may end anywhere, even at a dead end.

use crate::cause::prelude::*;
use crate::facts::Http;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::RedirectedHandshake,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::B,
    rank: 15,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.before_open() {
        return known;
    }
    match f.at_handshake() {
        Some(known) if f.http != Http::Rejected => known,
        Some(_) => possible(&[Reason::HttpRejected]),
        None => possible(&[f.handshake_reason()]),
    }
}

fn lean(f: &Facts) -> i32 {
    if f.http == Http::Rejected { -60 } else { 0 }
}
