//! Nothing listens on that port, or it is not let out: the survey's
//! `wrong-port-exposed` is this cause, as an unpublished port and an idle one refuse
//! alike.
//!
//! Supports: everything fails at once. Rules out: an answer, silence, a report about
//! TLS. Settles: whether the server listens there.

use crate::cause::prelude::*;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::Refused,
    stage: Stage::Transport,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 50,
    shows: GATEWAY.or(CLOSED).or(REFUSING).or(CONNECTING).or(TUNNEL).spares(OTHERS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.on_the_way() {
        return known;
    }
    if f.tls_reported() {
        return ruled_out(Reason::TlsReported);
    }
    if f.is_silent() {
        return ruled_out(Reason::NothingCame);
    }
    possible(&[Reason::NothingAgainst])
}

fn lean(f: &Facts) -> i32 {
    let t = &f.evidence.target;
    let odd_port = t.scheme.is_some_and(|s| s.default_port() != t.port);
    i32::from(odd_port) * 25 + i32::from(t.host_class.is_local()) * 20
}
