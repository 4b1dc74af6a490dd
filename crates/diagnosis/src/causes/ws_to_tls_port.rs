//! `ws://` to a port that speaks TLS.
//!
//! The TLS side may close at once, or answer in clear text as nginx does (400).
//!
//! Supports: `wss://` to the same port opens, or answers. Rules out: `wss://`, a
//! path that loads over `http`. Settles: `wss://`, tried between two failures.

use crate::cause::prelude::*;
use crate::facts::{Difference, Explained, Http};
use why1006_evidence::{EngineFamily, Place};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::WsToTlsPort,
    stage: Stage::Tls,
    owner: Owner::AppDeveloper,
    tier: Tier::D,
    rank: 36,
    shows: CLOSED.or(WAITING).or(NOT_HTTP).refuses(&[400, 426]).spares(APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.is_tls() {
        return ruled_out(Reason::TlsInvolved);
    }
    if f.explained == Some(Explained::Scheme) {
        return certain(&[Reason::OtherSchemeOpened, Reason::ConfirmedByThird]);
    }
    if let Some(known) = f.before_open() {
        return known;
    }
    let opened = f.difference(Place::OtherScheme, true);
    if loads(f) {
        let judged = if opened == Difference::None { ruled_out } else { contradicted };
        return judged(Reason::PageAtPath);
    }
    // What it says to clear text, it says at every path, and for no script.
    if opened == Difference::None && f.is_path_rejected() && f.is_http_proof() {
        return ruled_out(Reason::PathRejected);
    }
    if opened == Difference::None && f.status.is_some_and(|s| !matches!(s, 400 | 426)) {
        return ruled_out(Reason::StatusRead);
    }
    match opened {
        Difference::Repeated => indicated(&[Reason::OtherSchemeOpened, Reason::ConfirmedByThird]),
        Difference::Once if f.is_scheme_flip_on_port() => indicated(&[Reason::OtherSchemeOpened]),
        Difference::Once | Difference::Flapping => possible(&[Reason::OtherSchemeOpened]),
        Difference::None if f.other_scheme_http == Http::Answered => {
            // The port answers over TLS, and nothing that it says in clear text.
            match f.is_scheme_flip_on_port() && f.http == Http::Rejected {
                true => indicated(&[Reason::OtherSchemeAnswered]),
                false => possible(&[Reason::OtherSchemeAnswered]),
            }
        }
        Difference::None if f.opened_there() => ruled_out(Reason::OpenedAnotherTime),
        Difference::None if f.is_upgrade_silent() => not_tested(Reason::UpgradeSilent),
        Difference::None if f.only_requests_wait() => not_tested(Reason::RequestsWait),
        Difference::None => possible(&[Reason::NoTlsInvolved]),
    }
}

/// A TLS port has no page to show over `http`; Firefox may take an alert for
/// one, and a proxy may have a page of its own.
fn loads(f: &Facts) -> bool {
    f.path_loads == Some(true) && f.is_http_proof() && f.profile != EngineFamily::Firefox
}

fn lean(f: &Facts) -> i32 {
    let port = if matches!(f.evidence.target.port, 443 | 8443) { 35 } else { -5 };
    port + match f.other_scheme_http {
        Http::Answered => 30,
        Http::Rejected => -20,
        _ => 0,
    }
}
