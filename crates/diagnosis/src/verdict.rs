//! The answer in one word, and who has to act.

use why1006_evidence::{EngineFamily, circumstances::PermissionState};

use crate::{
    Judgement, Owner, Standing, Verdict, causes,
    facts::{Attempt, Ending, Explained, Facts, Http},
};

pub(crate) fn verdict(f: &Facts) -> Verdict {
    if f.is_address_unusable() {
        return Verdict::BrowserRefused;
    }
    if f.is_refused_for_app() {
        // Whatever happens from this page, the app's own page may not.
        return Verdict::BrowserRefused;
    }
    if f.opened() {
        return match f.cold {
            // It said goodbye in its own words, whatever code followed.
            _ if f.farewell().is_some() => Verdict::ClosedByServer,
            _ if f.is_flapping() && !is_code_telling(f) => Verdict::OpensSometimes,
            _ if f.network_ends() => Verdict::NetworkCutsWebsockets,
            Attempt::Opened(Ending::Held) => Verdict::Works,
            Attempt::Opened(Ending::Code(code)) if !is_without_complaint(code) => {
                Verdict::ClosedByServer
            }
            _ => Verdict::WorksThenEnds,
        };
    }
    if f.is_mixed_here() {
        return Verdict::NotTested;
    }
    if f.is_refused_by_browser() {
        return Verdict::BrowserRefused;
    }
    if f.is_flapping() {
        return Verdict::OpensSometimes;
    }
    if f.network_explains() {
        return Verdict::NetworkStripsWebsockets;
    }
    if is_prompting(f) {
        return Verdict::WaitingForUser;
    }
    match (f.cold, f.http) {
        (Attempt::ErrorOnly, _) => Verdict::BrowserRefused,
        (Attempt::Failed { .. } | Attempt::Silent, Http::Answered) => Verdict::AnsweredNotUpgraded,
        (Attempt::Failed { .. }, _) if f.tls_reported() => Verdict::TlsFailed,
        (Attempt::Silent, _) => Verdict::Silent,
        // Patience to the end: the engine's own timer ended it (section 7).
        (Attempt::Failed { .. }, Http::Silent) if !f.failed_at_once() => Verdict::Silent,
        (Attempt::Failed { .. }, Http::Rejected | Http::ByProxy) => Verdict::NothingAnswered,
        // Two kinds of failure at one address: neither silence nor refusal.
        _ => Verdict::NotConclusive,
    }
}

/// The other side closed the first connection with a code that says why.
fn is_code_telling(f: &Facts) -> bool {
    f.close_code().is_some_and(|code| !is_without_complaint(code))
}

/// A normal end (RFC 6455, 7.4.1: 1000) or a close frame without a code.
fn is_without_complaint(code: u16) -> bool {
    matches!(code, 1000 | 1005)
}

/// Chromium asks its user before a page reaches a local address, and keeps the
/// attempt waiting meanwhile (`observability.md`, section 8).
fn is_prompting(f: &Facts) -> bool {
    let c = &f.evidence.circumstances;
    if f.explained == Some(Explained::Prompt) {
        return true;
    }
    f.profile == EngineFamily::Chromium
        && f.cold == Attempt::Silent
        && f.is_local_from_outside()
        && [c.local_network, c.loopback_network].contains(&Some(PermissionState::Prompt))
}

/// The one owner of everything that remains, or `Unknown`. Nobody has to act if
/// it works from here and nothing was told of the app, or if the app works.
pub(crate) fn owner(f: &Facts, verdict: Verdict, judgements: &[Judgement]) -> Owner {
    let is_left = judgements.iter().any(|j| j.standing >= Standing::Possible);
    if f.is_app_fine() || verdict == Verdict::Works && !is_left {
        return Owner::Nobody;
    }
    if verdict == Verdict::NotTested {
        return Owner::Unknown;
    }
    let mut owners = judgements
        .iter()
        .filter(|j| j.standing >= Standing::Possible)
        .map(|j| causes::get(j.cause).owner);
    match owners.next() {
        Some(first) if owners.all(|o| o == first) => first,
        _ => Owner::Unknown,
    }
}
