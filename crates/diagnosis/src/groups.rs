//! Judgements that several causes share, because no observation tells those
//! causes apart (`observability.md`, section 6).

use why1006_evidence::EngineFamily;

use crate::{
    Facts, Reason, Standing,
    cause::{Judged, not_tested, possible, ruled_out},
    facts::{Explained, Http},
};

/// For faults of the certificate: who signed it, its dates, its name, its chain.
pub(crate) fn certificate(f: &Facts) -> Judged {
    if f.explained == Some(Explained::SpellingOrName) {
        return possible(&[Reason::OtherSpellingOpened]);
    }
    if let Some(known) = tls_fault(f) {
        return known;
    }
    if f.tls_reported() {
        return possible(&[Reason::TlsReported]);
    }
    if f.profile == EngineFamily::Firefox && !f.is_held_up() {
        // Every certificate fault that was measured gives 1015 here.
        return ruled_out(Reason::TlsNotReported);
    }
    possible(&[Reason::NothingAgainst])
}

/// For what makes this browser distrust whoever signs: a box that answers in the
/// server's place hides the server's own faults, and these show at the box.
pub(crate) fn trust(f: &Facts) -> Judged {
    let judged = certificate(f);
    match judged.standing {
        Standing::Possible if f.is_answered_anew() && f.http == Http::Answered => {
            ruled_out(Reason::HttpAnswered)
        }
        _ => judged,
    }
}

/// What holds for every fault of the TLS handshake that a server causes and an
/// engine reports at once.
pub(crate) fn tls_fault(f: &Facts) -> Option<Judged> {
    if !f.is_tls() {
        return Some(ruled_out(Reason::NoTlsInvolved));
    }
    f.on_the_way().or_else(|| {
        if f.is_silent() {
            return Some(ruled_out(Reason::NothingCame));
        }
        // Web requests begin with the same greeting and would fail as soon.
        f.only_requests_wait().then(|| not_tested(Reason::RequestsWait))
    })
}

/// For whatever swallows packets or answers.
pub(crate) fn silence(f: &Facts) -> Judged {
    if let Some(known) = f.on_the_way() {
        return known;
    }
    if f.tls_reported() {
        return ruled_out(Reason::TlsReported);
    }
    if f.failed_at_once() {
        return ruled_out(Reason::FailedAtOnce);
    }
    possible(&[Reason::NothingCame])
}
