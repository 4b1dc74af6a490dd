//! What the evidence means, derived once and shared by all causes.

mod ending;
mod quiet;
mod read;
mod tries;
mod words;

use why1006_evidence::{
    App, EngineFamily, EventKind, Evidence, PageScheme, Place, PolicySays, Probe, ProblemKind,
    Scheme,
    circumstances::PermissionState,
    host::{self, MixedContent},
    path::PathShape,
    port, scan,
};

pub(crate) use self::quiet::{LEAST_MS, TOO_SOON_MS};
use self::read::{attempt, blocked_by_policy, http, policy_event};
use crate::{Reason, cause::Judged, cause::not_tested, cause::ruled_out, profile::profile};

/// How the first WebSocket attempt went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attempt {
    /// It was not made, or cannot be used.
    NotRun,
    /// The user stopped it.
    Stopped,
    /// The constructor threw.
    Threw(Exception),
    /// `error` and never `close`.
    ErrorOnly,
    /// It failed before it opened.
    Failed {
        /// Milliseconds it took.
        after: f64,
        /// The engine reported 1015.
        tls: bool,
    },
    /// No event within our patience.
    Silent,
    /// It opened.
    Opened(Ending),
    /// The events contradict each other.
    Contradicts,
}

/// What a constructor threw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exception {
    /// `SyntaxError`: the address or a subprotocol.
    Syntax,
    /// `SecurityError`: mixed content, in WebKit also the page's policy.
    Security,
    /// `NS_ERROR_CONTENT_BLOCKED`: the page's policy, in Firefox.
    ContentBlocked,
    /// Anything else.
    Other,
}

/// How an open connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It stayed open until this page closed it.
    Held,
    /// The other side sent a close frame with this code (1005: none).
    Code(u16),
    /// No close frame; `error` was reported as well, or not.
    Cut {
        /// An `error` event came first.
        error: bool,
    },
}

/// What plain web requests to a place gave, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Http {
    /// None was made, or none can be used.
    NotRun,
    /// At least one was answered.
    Answered,
    /// All that were made failed at once.
    Rejected,
    /// None was answered and at least one stayed without any event.
    Silent,
}

/// What the evidence means.
pub struct Facts<'a> {
    /// The evidence itself, for its typed fields.
    pub evidence: &'a Evidence,
    /// The engine family whose measured rules hold.
    pub profile: EngineFamily,
    /// The first, cold attempt at the target.
    pub cold: Attempt,
    /// Web requests to the target's host and port.
    pub http: Http,
    /// The WebSocket of the reference.
    pub reference_socket: Attempt,
    /// The web request to the reference.
    pub reference_http: Http,
    /// This page's own policy refused the attempt.
    pub policy_violation: bool,
    /// A violation of that policy was reported, for whatever request.
    pub policy_event: bool,
    /// An HTTP status of the target that script could read.
    pub status: Option<u16>,
    /// The handshake agreed on permessage-deflate (RFC 7692).
    pub compressed: bool,
}

impl<'a> Facts<'a> {
    /// Derives the facts.
    pub fn new(evidence: &'a Evidence) -> Facts<'a> {
        let profile = profile(&evidence.circumstances.engine);
        let socket = |place| {
            let seen = evidence.first(Probe::WebSocket, place);
            attempt(seen, profile == EngineFamily::Firefox)
        };
        let at = |places: &[Place]| {
            http(evidence.observations.iter().filter(|o| {
                matches!(o.probe, Probe::FetchNoCors | Probe::FetchCors)
                    && places.contains(&o.place)
            }))
        };
        let status = evidence
            .first(Probe::FetchCors, Place::Target)
            .and_then(|o| o.event(EventKind::Resolved))
            .and_then(|e| e.status)
            .filter(|s| *s != 0);
        let compressed = evidence
            .first(Probe::WebSocket, Place::Target)
            .and_then(|o| o.event(EventKind::Open))
            .is_some_and(|e| e.reason.as_deref().is_some_and(|r| scan::has(r, "deflate")));
        let (cold, policy_event) = (socket(Place::Target), policy_event(evidence));
        Facts {
            compressed,
            evidence,
            profile,
            cold,
            http: at(&[Place::Target, Place::Root]),
            reference_socket: socket(Place::Reference),
            reference_http: at(&[Place::Reference]),
            policy_violation: blocked_by_policy(cold, policy_event),
            policy_event,
            status,
        }
    }

    /// The target's scheme is `wss`.
    pub fn is_tls(&self) -> bool {
        self.evidence.target.scheme == Some(Scheme::Wss)
    }

    /// The cold attempt opened.
    pub fn opened(&self) -> bool {
        matches!(self.cold, Attempt::Opened(_))
    }

    /// This page is https, the target is `ws://`, and the browser refuses that.
    pub fn is_mixed_here(&self) -> bool {
        let e = self.evidence;
        e.circumstances.page.scheme == PageScheme::Https
            && e.target.scheme == Some(Scheme::Ws)
            && match host::mixed_content(e.target.host_class, self.profile) {
                MixedContent::Blocked => true,
                MixedContent::Allowed => false,
                MixedContent::Unknown => {
                    matches!(self.cold, Attempt::Threw(Exception::Security) | Attempt::ErrorOnly)
                }
            }
    }

    /// Whether the browser refuses the target as mixed content from this page is
    /// neither known beforehand nor was it tried.
    pub fn is_mixed_unclear(&self) -> bool {
        let e = self.evidence;
        e.circumstances.page.scheme == PageScheme::Https
            && e.target.scheme == Some(Scheme::Ws)
            && matches!(self.cold, Attempt::NotRun | Attempt::Contradicts)
            && host::mixed_content(e.target.host_class, self.profile) == MixedContent::Unknown
    }

    /// The page where the app runs, if the user said so.
    pub fn app(&self) -> Option<&App> {
        self.evidence.target.app.as_ref()
    }

    /// What the policy of the app's page says, if the user gave it.
    pub fn app_policy(&self) -> Option<PolicySays> {
        self.app()?.policy
    }

    /// The policy of the app's page made `wss://` of the address: what was
    /// tested is what the app's page opens.
    pub fn is_upgraded_for_app(&self) -> bool {
        let t = &self.evidence.target;
        self.is_tls()
            && self.app().is_some_and(|a| a.upgrades)
            && t.problems.iter().any(|p| p.kind == ProblemKind::Upgraded)
    }

    /// The app's own page is known, and this engine is sure to refuse the
    /// target there, whatever happens from this page.
    pub fn is_refused_for_app(&self) -> bool {
        self.is_mixed_for_app() || self.app_policy() == Some(PolicySays::Blocks)
    }

    /// The server sees this page come from the app's origin.
    pub fn is_app_origin(&self) -> bool {
        self.evidence.circumstances.page.same_origin || self.app().is_some_and(|a| a.here)
    }

    /// The app's own page is known, is https, and this engine is sure to refuse
    /// the target there as mixed content. Requests that the page upgrades are
    /// none, and an engine that leaves this machine's addresses as they are
    /// lets them through (`observability.md`, section 8).
    pub fn is_mixed_for_app(&self) -> bool {
        let e = self.evidence;
        self.app().is_some_and(|a| a.scheme == PageScheme::Https && !a.upgrades)
            && e.target.scheme == Some(Scheme::Ws)
            && host::mixed_content(e.target.host_class, self.profile) == MixedContent::Blocked
    }

    /// The target's port is one that this browser is sure to refuse.
    pub fn is_port_blocked(&self) -> bool {
        let t = &self.evidence.target;
        t.scheme.is_some() && port::is_blocked(t.port, self.profile)
    }

    /// No browser can use the address or an argument.
    pub fn is_address_unusable(&self) -> bool {
        self.evidence.target.fatal().next().is_some()
    }

    /// The browser refused before it sent anything.
    pub fn is_refused_by_browser(&self) -> bool {
        self.is_address_unusable()
            || matches!(self.cold, Attempt::Threw(_))
            || self.is_mixed_here()
            || self.is_port_blocked()
            || self.policy_violation
    }

    /// The target's host is spelled as a local address and the page is not
    /// local itself: browsers guard such addresses.
    pub fn is_local_from_outside(&self) -> bool {
        self.evidence.target.host_class.is_local()
            && !self.evidence.circumstances.page.host_class.is_local()
    }

    /// Failed web requests prove nothing: browsers block them towards local
    /// addresses even where a WebSocket would pass (`observability.md`,
    /// section 8, "Firefox trap"). What counts is where a name leads, and a
    /// public one may lead to a local address: then only an engine without the
    /// permission, or with it granted, is sure not to block.
    pub fn is_rejection_void(&self) -> bool {
        let (c, t) = (&self.evidence.circumstances, &self.evidence.target);
        let guarded = [c.local_network, c.loopback_network]
            .into_iter()
            .any(|state| state.is_some_and(|s| s != PermissionState::Granted));
        matches!(self.profile, EngineFamily::Firefox | EngineFamily::Unknown)
            && !c.page.host_class.is_local()
            && (t.host_class.is_local() || guarded && !t.literal)
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
        self.cold == Attempt::Silent
            && self.http != Http::Silent
            && match self.profile {
                EngineFamily::Firefox | EngineFamily::Unknown => true,
                EngineFamily::Chromium => self.evidence.circumstances.earlier_failures >= 12,
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
        matches!(self.cold, Attempt::Failed { after, .. } if after < 2000.0)
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

    /// The network stops WebSockets of this scheme, the reference's included:
    /// nothing was learned about the target's server.
    pub fn network_explains(&self) -> bool {
        self.is_reference_stripped()
            && self.is_reference_alike()
            && !self.opened()
            && !self.is_refused_by_browser()
            && !self.tls_reported()
            && matches!(self.cold, Attempt::Failed { .. } | Attempt::Silent)
    }

    /// What holds for every cause between the browser and the upgrade when
    /// nothing cause-specific is looked at; `None` leaves it to the cause.
    pub fn before_open(&self) -> Option<Judged> {
        if self.opened() {
            return Some(ruled_out(Reason::ItOpened));
        }
        if self.is_refused_by_browser() {
            return Some(not_tested(Reason::BrowserExplainsIt));
        }
        if self.network_explains() {
            return Some(not_tested(Reason::NetworkExplainsIt));
        }
        match self.cold {
            Attempt::NotRun => Some(not_tested(Reason::NotProbed)),
            Attempt::Stopped => Some(not_tested(Reason::RunStopped)),
            Attempt::Contradicts => Some(not_tested(Reason::Contradiction)),
            Attempt::ErrorOnly => Some(not_tested(Reason::BrowserExplainsIt)),
            _ => None,
        }
    }

    /// The same for causes on the way to the server: name, transport, TLS.
    /// An answered web request rules them out. Over plain `http` an explicit
    /// proxy may have answered in the server's place (section 9).
    pub fn on_the_way(&self) -> Option<Judged> {
        self.before_open().or_else(|| match self.http {
            Http::Answered if self.is_tls() => Some(ruled_out(Reason::HttpAnswered)),
            Http::Answered => Some(crate::cause::possible(&[Reason::HttpAnsweredPerhapsByProxy])),
            _ => None,
        })
    }

    /// The same for causes where a server answers the handshake with a refusal.
    pub fn at_handshake(&self) -> Option<Judged> {
        self.before_open().or_else(|| match self.http {
            Http::Answered if self.is_silent() => Some(ruled_out(Reason::UpgradeSilent)),
            Http::Answered => None,
            _ if self.tls_reported() => Some(ruled_out(Reason::TlsReported)),
            _ if self.is_silent() => Some(ruled_out(Reason::NothingCame)),
            Http::Rejected if !self.is_rejection_void() => Some(ruled_out(Reason::HttpRejected)),
            _ => None,
        })
    }

    /// Why a refusal of the handshake is possible at all.
    pub fn handshake_reason(&self) -> Reason {
        match (self.http, self.cold) {
            (Http::Answered, Attempt::Silent) => Reason::UpgradeSilent,
            (Http::Answered, _) => Reason::AnsweredNotUpgraded,
            (Http::Rejected, _) if self.is_rejection_void() => Reason::HttpRejectedLocally,
            _ => Reason::NothingAgainst,
        }
    }
}
