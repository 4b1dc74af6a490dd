//! What the evidence means, derived once and shared by all causes.

mod attempts;
mod ending;
mod explained;
mod gates;
mod network;
mod page;
mod quiet;
mod read;
mod stays;
mod way;
mod words;

use why1006_evidence::{EngineFamily, EventKind, Evidence, Place, Probe, Scheme, scan};

pub(crate) use self::quiet::{LEAST_MS, TOO_SOON_MS};
pub use self::{
    attempts::{Difference, Later},
    explained::Explained,
};
use self::{
    explained::explained,
    read::{attempt, blocked_by_policy, http, policy_event},
};
use crate::profile::profile;

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
    /// A proxy or portal answers for every name, so that the answers say
    /// nothing about the server.
    ByProxy,
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
    /// The attempts after the first, in the order in which they began.
    pub later: Vec<Later>,
    /// The web request to a name that cannot exist: answered if somebody
    /// answers for everything.
    pub nowhere: Http,
    /// The web request over the other scheme.
    pub other_scheme_http: Http,
    /// Web requests are redirected to another origin, or seen not to be.
    pub redirect: Option<bool>,
    /// A plain request to the path ends in 2xx, or in 4xx or 5xx.
    pub path_loads: Option<bool>,
    /// The same for `/`.
    pub root_loads: Option<bool>,
    /// The address is one of this machine or its network, or a public one.
    pub address_is_local: Option<bool>,
    /// Web requests to the path itself, where `/` was answered.
    pub path: Http,
    /// The one explanation of the failure, if nothing else explains it.
    pub explained: Option<Explained>,
}

impl<'a> Facts<'a> {
    /// Derives the facts.
    pub fn new(evidence: &'a Evidence) -> Facts<'a> {
        let profile = profile(&evidence.circumstances.engine);
        let first = attempts::cold(evidence);
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
        let compressed = first
            .and_then(|o| o.event(EventKind::Open))
            .is_some_and(|e| e.reason.as_deref().is_some_and(|r| scan::has(r, "deflate")));
        let (cold, policy_event) = (attempt(first), policy_event(evidence));
        let nowhere = way::plain(evidence, Place::Nowhere);
        let seen = at(&[Place::Target, Place::Root]);
        let is_tls = evidence.target.scheme == Some(Scheme::Wss);
        let http = match (seen, nowhere) {
            (Http::Answered, Http::Answered) if !is_tls => Http::ByProxy,
            _ => seen,
        };
        let mut facts = Facts {
            compressed,
            evidence,
            profile,
            cold,
            http,
            reference_socket: attempt(evidence.first(Probe::WebSocket, Place::Reference)),
            reference_http: at(&[Place::Reference]),
            policy_violation: blocked_by_policy(cold, policy_event),
            policy_event,
            status,
            later: attempts::later(evidence),
            nowhere,
            other_scheme_http: way::plain(evidence, Place::OtherScheme),
            redirect: way::redirect(evidence),
            path_loads: way::class(evidence, profile, Place::Target),
            root_loads: way::class(evidence, profile, Place::Root),
            address_is_local: way::address(evidence, profile, http),
            path: if http == Http::Answered { at(&[Place::Target]) } else { Http::NotRun },
            explained: None,
        };
        facts.explained = explained(&facts);
        facts
    }
}
