//! A middlebox that re-signs TLS answers in the place of a server whose own TLS it
//! rejects, or that it does not reach: its 502 page is an answer, and the upgrade
//! fails (`observability.md`, section 9). So it stands for every fault that lies
//! between that box and the server.
//!
//! Supports: answers over TLS, even for a name that cannot exist, and a refusal. Rules
//! out: this very page came from the same server. Settles: another network, and what a
//! tab shows there.

use crate::cause::prelude::*;
use why1006_evidence::PageScheme;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::InterceptedUpstreamFault,
    stage: Stage::Upgrade,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 59,
    shows: GATEWAY
        .or(CLOSED)
        .refuses(&[200, 302, 400, 403, 404, 407, 500, 501])
        .clues(&[Clue::Redirects, Clue::BlockNotice])
        .spares(OTHERS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if !f.is_tls() {
        return ruled_out(Reason::NoTlsInvolved);
    }
    if f.before_open().is_none() && f.falls_silent() {
        // Its own patience with a server that does not answer.
        return possible(&[Reason::SilentAnotherTime]);
    }
    if let Some(known) = f.at_handshake() {
        return known;
    }
    if f.only_requests_wait() {
        // The middlebox answers every request alike.
        return not_tested(Reason::RequestsWait);
    }
    let page = &f.evidence.circumstances.page;
    if page.same_origin && page.scheme == PageScheme::Https {
        return ruled_out(Reason::SameOrigin);
    }
    if f.opened_there() {
        return ruled_out(Reason::OpenedAnotherTime);
    }
    if f.is_answered_anew() {
        return possible(&[Reason::ProxyAnswersForAll]);
    }
    possible(&[f.handshake_reason()])
}

fn lean(f: &Facts) -> i32 {
    match f.path_loads == Some(true) || f.root_loads == Some(true) {
        true => -60,
        // Such a box is there, and its page of an error is the same at every path.
        false if f.is_error_anew() => 60,
        false if f.is_answered_anew() => 55,
        false => -30,
    }
}
