//! `wss://` to a port that speaks clear text.
//!
//! Such a port answers the TLS greeting in clear text (Firefox: 1015), closes at
//! once (1006), or waits for more and stays silent.
//!
//! Supports: `ws://` to the same port opens. Rules out: an answer over TLS. Settles:
//! `ws://` to that port, tried between two failures.

use crate::cause::prelude::*;
use crate::facts::{Difference, Explained, Http};
use why1006_evidence::Place;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::WssToPlainPort,
    stage: Stage::Tls,
    owner: Owner::SiteOperator,
    tier: Tier::C,
    rank: 35,
    shows: CLOSED.or(WAITING).or(NOT_TLS).or(NOT_HTTP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if !f.is_tls() {
        return ruled_out(Reason::NoTlsInvolved);
    }
    if f.explained == Some(Explained::Scheme) {
        return certain(&[Reason::OtherSchemeOpened, Reason::ConfirmedByThird]);
    }
    let opened = f.difference(Place::OtherScheme, true);
    if let Some(known) = f.on_the_way() {
        // What opened without TLS is not forgotten in silence.
        let is_against = known.standing == Standing::RuledOut && opened != Difference::None;
        return if is_against { contradicted(known.because[0]) } else { known };
    }
    if opened != Difference::None && f.is_scheme_flip_on_port() {
        return indicated(&[Reason::OtherSchemeOpened]);
    }
    if f.only_requests_wait() {
        return not_tested(Reason::RequestsWait);
    }
    let reason = match f.other_scheme_http {
        Http::Answered => Reason::OtherSchemeAnswered,
        _ if f.tls_reported() => Reason::TlsReported,
        _ => Reason::TlsInvolved,
    };
    possible(&[reason])
}

fn lean(f: &Facts) -> i32 {
    // A TLS port may answer clear text as well (nginx: 400), or a proxy does.
    let answered = if f.other_scheme_http == Http::Answered { 15 } else { 0 };
    answered + if f.is_scheme_flip_on_port() { 20 } else { -5 }
}
