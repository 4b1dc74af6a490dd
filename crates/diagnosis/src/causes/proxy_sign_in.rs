//! The proxy of this network asks for a sign-in (407), or its portal does.
//!
//! The WebSocket fails at once; web requests wait for the dialog (`observability.md`,
//! section 9). A portal, the survey's `captive-portal`, answers in every host's place:
//! with a redirect, and over TLS with a certificate of its own. Whoever it is, the
//! same people run it, and signing in cures it.
//!
//! Supports: just that pair. Rules out: an answer over TLS, silence, a report about
//! TLS where the reference opens. Settles: any web page opened in a tab, which asks for the same sign-in.

use crate::cause::prelude::*;
use crate::facts::{Attempt, Explained, Http};
use why1006_evidence::EngineFamily;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::ProxySignIn,
    stage: Stage::Transport,
    owner: Owner::YourIt,
    tier: Tier::D,
    rank: 47,
    shows: TUNNEL
        .or(FOREIGN_CERT)
        .refuses(&[200, 302, 401, 403, 407])
        .clues(&[Clue::ProxyAuth, Clue::ProxyUnreachable, Clue::Redirects, Clue::NetworkSignIn])
        .typically(&[407])
        .spares(ALL_WAYS),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.network_explains() {
        return possible(&[Reason::ReferenceStripped]);
    }
    let is_answered = matches!(f.http, Http::Answered | Http::ByProxy);
    if f.before_open().is_none() && is_answered && f.is_portal_seen() {
        return indicated(&[Reason::ReferenceForeign]);
    }
    if f.explained == Some(Explained::RedirectOrFilter)
        && !matches!(f.reference_socket, Attempt::Opened(_))
    {
        // Some lead whoever did not sign in to a page of their own, over TLS as well.
        return possible(&[Reason::RedirectSeen]);
    }
    if let Some(known) = f.on_the_way() {
        return known;
    }
    if f.tls_reported() {
        // A proxy that asks speaks no TLS. A portal does, in every host's place.
        return match f.reference_socket {
            Attempt::Opened(_) => ruled_out(Reason::TlsReported),
            _ => possible(&[Reason::TlsReported]),
        };
    }
    if f.is_silent() {
        return ruled_out(Reason::NothingCame);
    }
    match (f.http, f.profile) {
        (Http::Silent, EngineFamily::Chromium | EngineFamily::Firefox) if f.failed_at_once() => {
            indicated(&[Reason::RequestsWait])
        }
        // WebKit waits alike where a client certificate is asked for.
        (Http::Silent, _) if matches!(f.cold, Attempt::Failed { .. }) => {
            possible(&[Reason::RequestsWait])
        }
        (Http::ByProxy, _) => possible(&[Reason::ProxyAnswersForAll]),
        // A browser that shows no dialog cancels it.
        (Http::Rejected, _) => possible(&[Reason::HttpRejected]),
        _ => possible(&[Reason::NothingAgainst]),
    }
}

fn lean(f: &Facts) -> i32 {
    match f.http {
        // Somebody answers in the reference's place, as portals do.
        _ if f.is_portal_seen() || f.is_reference_foreign() => 60,
        Http::Silent => 30,
        _ if f.is_reference_stripped() => 10,
        // A portal stands before the reference as well.
        _ if f.is_reference_out() => 20,
        Http::Rejected => -60,
        _ => -15,
    }
}
