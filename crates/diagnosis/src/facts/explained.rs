//! What one cause alone explains, decided in one place: beside a certain cause
//! no other may be named.

use why1006_evidence::{EngineFamily, Place, circumstances::PermissionState};

use super::{Attempt, Difference, Facts, Http};

/// The one explanation of a failure that nothing else in the catalogue gives
/// (`observability.md`, section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explained {
    /// The subprotocols made the difference.
    Subprotocol,
    /// So they did, and several were offered: the server wants another one, or
    /// breaks the handshake's rules where it is to choose.
    Protocols,
    /// Web requests are redirected to another origin.
    Redirect,
    /// So they are, by the server or by a filter that answers in its place.
    RedirectOrFilter,
    /// The browser waits for an answer to its prompt.
    Prompt,
    /// The upgrade alone is never answered.
    Swallowed,
    /// So it is, by the server's side or by a filter near the user.
    SwallowedOrFilter,
    /// The path is wrong by the slash at its end.
    Path,
    /// The port speaks the other of clear text and TLS.
    Scheme,
    /// The server listens on the other address of this machine.
    Spelling,
    /// So it does, or this browser takes its certificate under that name alone.
    SpellingOrName,
    /// The server takes HTTP/2 only.
    Http2,
}

/// The explanation, if there is one. What varies from one attempt to the next
/// has none.
pub(super) fn explained(f: &Facts) -> Option<Explained> {
    if f.opened() || !f.is_tried() || f.network_explains() || f.varies() {
        return None;
    }
    let all = [
        (Explained::Subprotocol, is_subprotocol(f) && f.evidence.target.protocols.len() < 2),
        (Explained::Protocols, is_subprotocol(f)),
        (Explained::Redirect, is_redirect(f) && !f.may_be_filtered()),
        (Explained::RedirectOrFilter, is_redirect(f)),
        (Explained::Prompt, is_prompt(f)),
        (Explained::Swallowed, is_swallowed(f) && !f.may_be_filtered()),
        (Explained::SwallowedOrFilter, is_swallowed(f)),
        (Explained::Path, is_path(f)),
        (Explained::Scheme, is_scheme(f)),
        (Explained::Spelling, is_spelling(f) && is_name_good(f)),
        (Explained::SpellingOrName, is_spelling(f)),
        (Explained::Http2, is_http2(f)),
    ];
    all.into_iter().find(|(_, is)| *is).map(|(it, _)| it)
}

/// Where the target offers several names, a server may also answer with several
/// at once, which breaks the handshake's rules.
fn is_subprotocol(f: &Facts) -> bool {
    f.difference(Place::Target, false) == Difference::Repeated
}

/// A proxy or portal may be what redirects, where it answers for everybody.
fn is_redirect(f: &Facts) -> bool {
    f.redirect == Some(true)
        && matches!(f.cold, Attempt::Failed { tls: false, .. })
        && f.is_server_who_answers()
}

/// Section 8: the check of the address space fails at once, which takes a
/// connection, and everything else waits. Through an explicit proxy the check
/// fails for every address, and whatever hangs there looks the same; this machine
/// is reached past it.
fn is_prompt(f: &Facts) -> bool {
    let c = &f.evidence.circumstances;
    f.profile == EngineFamily::Chromium
        && f.cold == Attempt::Silent
        && f.http == Http::Silent
        && f.address_is_local == Some(true)
        && f.evidence.target.host_class.is_this_machine()
        && !c.page.host_class.is_local()
        && [c.local_network, c.loopback_network].contains(&Some(PermissionState::Prompt))
}

/// Where our reference was not let through either, or was not there, this
/// network may be what swallows the upgrade.
fn is_swallowed(f: &Facts) -> bool {
    f.is_silent()
        && f.is_http_genuine()
        && f.path == Http::Answered
        && matches!(f.reference_socket, Attempt::Opened(_))
        && f.later.iter().all(|l| l.how == Attempt::Silent)
}

/// The other path may also be where the server redirects to. WebKitGTK follows
/// redirects of a handshake (`observability.md`, section 4.1), so there it is not.
fn is_path(f: &Facts) -> bool {
    f.profile == EngineFamily::WebKit
        && f.difference(Place::OtherPath, true) == Difference::Repeated
}

/// On one and the same port. An answer in clear text may come from a TLS port,
/// too, or redirect to it: then it is not this alone.
fn is_scheme(f: &Facts) -> bool {
    let is_answer = match f.http {
        Http::Answered => f.redirect != Some(false) || f.nowhere != Http::Rejected,
        Http::ByProxy => true,
        _ => false,
    };
    f.is_scheme_flip_on_port()
        && f.difference(Place::OtherScheme, true) == Difference::Repeated
        && !is_answer
        && !f.opened_there()
}

/// What answers web requests may mind the name it is called by.
fn is_spelling(f: &Facts) -> bool {
    f.evidence.target.host_class.is_this_machine()
        && f.difference(Place::OtherSpelling, true) == Difference::Repeated
        && !matches!(f.http, Http::Answered | Http::ByProxy)
        && !f.opened_there()
}

/// A certificate may hold one spelling and not the other, and an exception that
/// the user made is for one; only Firefox would say so.
fn is_name_good(f: &Facts) -> bool {
    !f.is_tls() || f.profile == EngineFamily::Firefox && !f.tls_reported()
}

/// The certificate is good for web requests, and TLS fails for every WebSocket.
fn is_http2(f: &Facts) -> bool {
    f.tls_reported() && f.is_tls() && f.http == Http::Answered && f.again().0 > 0
}
