//! The way to the server: what web requests, the control and the reference say.

use why1006_evidence::{
    EngineFamily, EventKind, Evidence, Place, Probe, Scheme,
    network::{Cell, Outcome, Transport, Unusable},
    path::PathShape,
};

use super::{Attempt, Facts, Http, read::http};

/// A check of the address space that fails within this time did not wait for
/// lost packets (`observability.md`, section 8: about 3 ms).
const AT_ONCE_MS: f64 = 1_000.0;

/// All `no-cors` requests to one place.
pub(super) fn plain(evidence: &Evidence, place: Place) -> Http {
    http(evidence.observations.iter().filter(|o| o.probe == Probe::FetchNoCors && o.place == place))
}

/// A redirect to another origin was seen, or none was; else unknown. A frame
/// whose request failed for another reason says nothing.
pub(super) fn redirect(evidence: &Evidence) -> Option<bool> {
    let frame = evidence.first(Probe::RedirectFrame, Place::Target)?;
    if frame.saw(EventKind::Policy) {
        return Some(true);
    }
    frame.saw(EventKind::Resolved).then_some(false)
}

/// Whether the status of a plain answer is 2xx after redirects. Firefox's
/// element fails for some of those, too, and no other engine was measured.
pub(super) fn class(evidence: &Evidence, profile: EngineFamily, place: Place) -> Option<bool> {
    if profile == EngineFamily::Unknown {
        return None;
    }
    let element = evidence.first(Probe::StatusClass, place)?;
    if element.saw(EventKind::Load) {
        return Some(true);
    }
    (element.saw(EventKind::Error) && profile != EngineFamily::Firefox).then_some(false)
}

/// Whether the target is on this machine or its network, as Chromium knows: a
/// failure says so only where other requests get through or wait.
pub(super) fn address(evidence: &Evidence, profile: EngineFamily, seen: Http) -> Option<bool> {
    if profile != EngineFamily::Chromium {
        return None;
    }
    let check = evidence.first(Probe::AddressSpace, Place::Target)?;
    if check.saw(EventKind::Resolved) {
        return Some(false);
    }
    let rejected = check.event(EventKind::Rejected)?;
    let at_once = rejected.at - check.begun < AT_ONCE_MS;
    (at_once && matches!(seen, Http::Answered | Http::Silent)).then_some(true)
}

impl Facts<'_> {
    /// The target's scheme is `wss`.
    pub fn is_tls(&self) -> bool {
        self.evidence.target.scheme == Some(Scheme::Wss)
    }

    /// The cold attempt opened.
    pub fn opened(&self) -> bool {
        matches!(self.cold, Attempt::Opened(_))
    }

    /// The cold attempt went out, and says something.
    pub fn is_tried(&self) -> bool {
        match self.cold {
            Attempt::Opened(_) => true,
            Attempt::Failed { .. } | Attempt::Silent => !self.is_refused_by_browser(),
            _ => false,
        }
    }

    /// A web request was answered from where the target's name leads: name and
    /// way are good, and TLS if it takes part.
    pub fn is_http_proof(&self) -> bool {
        self.http == Http::Answered && self.is_server_who_answers()
    }

    /// What is answered is answered by the server, or in its place by a filter that
    /// is after this host alone: nobody answers for others. A portal may leave names
    /// that do not exist alone, and answer for the reference.
    pub fn is_server_who_answers(&self) -> bool {
        let by_nobody_else = match self.is_tls() {
            // For others that takes a box whose root the browser trusts.
            true => !self.is_answered_anew(),
            false => self.nowhere == Http::Rejected,
        };
        by_nobody_else && !self.is_portal_seen()
    }

    /// A box that signs TLS anew, by a root that the browser trusts, answers in the
    /// place of servers that it does not reach. None stands before this machine.
    pub fn is_answered_anew(&self) -> bool {
        self.is_tls() && self.nowhere == Http::Answered && self.may_be_filtered()
    }

    /// The same, and all that was asked of the target's host got an error.
    pub fn is_error_anew(&self) -> bool {
        self.is_answered_anew() && self.path_loads == Some(false) && self.root_loads == Some(false)
    }

    /// Somebody else answered in the reference's place, over the target's scheme:
    /// the reference of that scheme is the first that is asked.
    pub fn is_portal_seen(&self) -> bool {
        let passed_over = &self.evidence.circumstances.passed_over;
        // In the place of its WebSocket it would be somebody who alters messages.
        let is_foreign = |c: &Cell| {
            c.transport == Transport::Fetch
                && c.secure == self.is_tls()
                && c.outcome == Outcome::Foreign
        };
        self.evidence.network.iter().any(is_foreign)
            || passed_over.iter().any(|p| p.why == Unusable::Foreign)
    }

    /// An answer may be bytes that are no HTTP, taken for HTTP/0.9: by Firefox at
    /// any port (an SSH banner "loads", section 3), by Chromium at the usual port of
    /// the scheme (nginx with `listen 80 http2`).
    pub fn may_take_bytes(&self) -> bool {
        let t = &self.evidence.target;
        self.status.is_none()
            && match self.profile {
                EngineFamily::Firefox | EngineFamily::Unknown => true,
                EngineFamily::Chromium => t.scheme.is_some_and(|s| s.default_port() == t.port),
                EngineFamily::WebKit => false,
            }
    }

    /// A filter near the user may answer in the place of this one host, with a
    /// page of its own, a redirect to it, or not at all; also over TLS, with a root
    /// that the browser trusts. No other host shows that, and none stands before
    /// this machine.
    pub fn may_be_filtered(&self) -> bool {
        !self.evidence.target.host_class.is_this_machine()
    }

    /// What answered speaks HTTP.
    pub fn is_http_genuine(&self) -> bool {
        self.is_http_proof() && !self.may_take_bytes()
    }

    /// Web requests to the path failed at once, and `/` was answered.
    pub fn is_path_rejected(&self) -> bool {
        self.path == Http::Rejected
    }

    /// The frame's request failed as the others did and was not redirected to
    /// another origin, and nothing on this host is answered: a redirect to
    /// something that is no `http` would leave `/` alone.
    pub fn is_redirect_excluded(&self) -> bool {
        let frame = self.evidence.first(Probe::RedirectFrame, Place::Target);
        self.is_root_rejected()
            && frame.is_some_and(|o| {
                http([o].into_iter()) == Http::Rejected && !o.saw(EventKind::Policy)
            })
    }

    /// Web requests to the path got no event either, and `/` was answered: it
    /// is not the upgrade alone.
    pub fn is_path_silent(&self) -> bool {
        self.path == Http::Silent
    }

    /// The other scheme leads to the same port, not to its own default port.
    pub fn is_scheme_flip_on_port(&self) -> bool {
        let t = &self.evidence.target;
        t.scheme.is_some_and(|s| s.default_port() != t.port)
    }

    /// A web request to `/` failed at once as well: it is not the path alone.
    pub fn is_root_rejected(&self) -> bool {
        self.http == Http::Rejected
            && (self.evidence.target.path_shape == PathShape::Root
                || self.evidence.observations.iter().any(|o| {
                    o.probe == Probe::FetchNoCors
                        && o.place == Place::Root
                        && http([o].into_iter()) == Http::Rejected
                }))
    }

    /// The attempt got no event, and may not even have left the browser.
    ///
    /// Firefox keeps an attempt back while another tab connects to the same
    /// address, and for up to a minute after failures of any tab, such as the
    /// app that retries; Chromium for some seconds after a dozen failures of
    /// this tab (section 7). Web requests are not kept back: if they were
    /// silent, too, then so is the other side.
    pub fn is_held_up(&self) -> bool {
        self.cold == Attempt::Silent && self.http != Http::Silent && self.holds_back(0)
    }

    /// The engine may keep an attempt back that comes after so many of this run.
    pub(super) fn holds_back(&self, after: usize) -> bool {
        match self.profile {
            EngineFamily::Firefox | EngineFamily::Unknown => true,
            EngineFamily::Chromium => {
                // Nobody counts those of the app's own page.
                self.evidence.circumstances.earlier_failures as usize + after >= 12
                    || self.is_by_snippet()
            }
            EngineFamily::WebKit => false,
        }
    }

    /// The other side was silent: what answers or fails at once is ruled out.
    pub fn is_silent(&self) -> bool {
        self.cold == Attempt::Silent && !self.is_held_up()
    }

    /// The attempt failed before it opened, too soon for lost packets: every
    /// engine waits longer than this for a silent peer (section 7).
    pub fn failed_at_once(&self) -> bool {
        self.failed_within(2_000.0)
    }

    /// The attempt failed before it opened, sooner than after so many
    /// milliseconds.
    pub fn failed_within(&self, ms: f64) -> bool {
        matches!(self.cold, Attempt::Failed { after, .. } if after < ms)
    }

    /// The attempt failed at once, and web requests get no answer. What refuses
    /// the connection or its TLS refuses theirs as well, and as soon.
    pub fn only_requests_wait(&self) -> bool {
        self.http == Http::Silent && self.failed_at_once()
    }

    /// The attempt got no event, and web requests were answered meanwhile.
    pub fn is_upgrade_silent(&self) -> bool {
        self.http == Http::Answered && self.cold == Attempt::Silent
    }

    /// This engine reported that TLS failed.
    pub fn tls_reported(&self) -> bool {
        self.profile == EngineFamily::Firefox
            && matches!(self.cold, Attempt::Failed { tls: true, .. })
    }

    /// The reference has the target's scheme, so the network treats them alike.
    pub fn is_reference_alike(&self) -> bool {
        self.evidence.circumstances.reference_scheme == self.evidence.target.scheme
    }

    /// The reference is as far away as the target: no proxy or filter stands
    /// between a page and a reference on the same machine or network.
    pub fn is_reference_as_far(&self) -> bool {
        !self.evidence.circumstances.page.host_class.is_local()
            || self.evidence.target.host_class.is_local()
    }

    /// The reference answers web requests and its WebSocket fails.
    pub fn is_reference_stripped(&self) -> bool {
        self.reference_http == Http::Answered
            && matches!(self.reference_socket, Attempt::Failed { .. } | Attempt::Silent)
    }

    /// The reference, known to be good, cannot be reached over this scheme either:
    /// two hosts fail alike, so what is near the user is likelier. It may be down
    /// itself, so this moves the order alone.
    pub fn is_reference_out(&self) -> bool {
        self.is_reference_alike()
            && self.is_reference_as_far()
            && self.reference_http != Http::Answered
            && matches!(self.reference_socket, Attempt::Failed { .. } | Attempt::Silent)
            && matches!(self.http, Http::Rejected | Http::Silent)
            && !self.opened()
    }

    /// The network stops WebSockets of this scheme or of both, the reference's
    /// included: nothing was learned about the target's server.
    pub fn network_explains(&self) -> bool {
        (self.is_reference_stripped() && self.is_reference_alike() || self.is_no_socket_carried())
            && !self.opened()
            && !self.is_refused_by_browser()
            && !self.tls_reported()
            && matches!(self.cold, Attempt::Failed { .. } | Attempt::Silent)
    }
}
