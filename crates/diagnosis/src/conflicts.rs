//! What contradicts what: evidence edited by hand, or of a version to come.

use why1006_evidence::{
    EventKind, PageScheme, Scheme,
    host::{self, MixedContent},
};

use crate::{
    Facts, Reason,
    facts::{Attempt, Http},
};

/// Pairs of statements about this run that cannot both hold: the first is what
/// is sure beforehand, or was seen first.
pub(crate) fn conflicts(f: &Facts) -> Vec<(Reason, Reason)> {
    let (e, opened) = (f.evidence, f.opened());
    let t = &e.target;
    let is_mixed = e.circumstances.page.scheme == PageScheme::Https
        && t.scheme == Some(Scheme::Ws)
        && host::mixed_content(t.host_class, f.profile) == MixedContent::Blocked;
    let rejected = f.http == Http::Rejected && !f.is_rejection_void();
    let both = e.observations.iter().any(|o| {
        o.saw(EventKind::Resolved) && (o.saw(EventKind::Rejected) || o.saw(EventKind::Threw))
    });
    let pairs = [
        (f.cold == Attempt::Contradicts, Reason::NeverOpened, Reason::ItOpened),
        (opened && f.is_address_unusable(), Reason::AddressIsInvalid, Reason::ItOpened),
        (opened && f.is_port_blocked(), Reason::PortIsListed, Reason::ItOpened),
        (opened && is_mixed, Reason::PageIsHttpsTargetIsWs, Reason::ItOpened),
        (opened && f.is_first_violation(), Reason::PolicyViolation, Reason::ItOpened),
        (f.tls_reported() && !f.is_tls(), Reason::NoTlsInvolved, Reason::TlsReported),
        (
            f.address_is_local == Some(false) && t.literal && t.host_class.is_local(),
            Reason::HostIsLocal,
            Reason::AddressIsPublic,
        ),
        (rejected && f.path_loads == Some(true), Reason::HttpRejected, Reason::PageAtPath),
        (rejected && f.redirect == Some(false), Reason::HttpRejected, Reason::NoRedirectSeen),
        (both, Reason::HttpAnswered, Reason::HttpRejected),
    ];
    pairs.into_iter().filter(|(is, ..)| *is).map(|(_, a, b)| (a, b)).collect()
}
