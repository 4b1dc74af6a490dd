//! Which experiments are worth running after what was seen so far.
//!
//! An experiment is run only if a pair of causes remains for which it would
//! come out differently: one of the row's `ones`, and one that is not among them.
//! What is left after that cannot be split by this page, or not from here.

use why1006_evidence::{
    End, EngineFamily, EventKind, Evidence, Observation, PageScheme, Place, Probe,
    host::{self, MixedContent},
};

use crate::{CauseId, Diagnosis, Facts, diagnose, facts::Http};

/// One experiment, named as the observation that it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Experiment {
    /// The kind of probe.
    pub probe: Probe,
    /// Where it is pointed.
    pub place: Place,
    /// A WebSocket that offers subprotocols.
    pub with_protocols: bool,
}

/// The most WebSocket attempts at one target's server in a run that the user
/// did not ask to repeat, before a difference is to be confirmed (by four more):
/// engines and servers count them (section 7).
pub const MAX_ATTEMPTS: usize = 4;

/// An experiment with the causes that it tells from all others.
struct Row {
    probe: Probe,
    place: Place,
    ones: &'static [CauseId],
    may: fn(&Facts) -> bool,
}

/// Requests that may run beside each other, and beside a silent attempt.
const BESIDE: &[Row] = &[
    Row {
        probe: Probe::FetchNoCors,
        place: Place::Nowhere,
        ones: &[
            CauseId::Dns,
            CauseId::Refused,
            CauseId::ServerSilent,
            CauseId::ProxyRefusesConnect,
            CauseId::NetworkStripsWebsockets,
            CauseId::InterceptedUpstreamFault,
        ],
        may: |f| answered(f) && (f.is_tls() || is_http_page(f)),
    },
    Row {
        probe: Probe::StatusClass,
        place: Place::Target,
        ones: &[CauseId::RedirectedHandshake, CauseId::NotWebsocketEndpoint],
        may: answered,
    },
    Row {
        probe: Probe::StatusClass,
        place: Place::Root,
        ones: &[CauseId::RedirectedHandshake, CauseId::NotWebsocketEndpoint],
        may: answered,
    },
    Row {
        probe: Probe::RedirectFrame,
        place: Place::Target,
        ones: &[CauseId::RedirectedHandshake],
        // A redirect to a place that does not answer rejects the request, and
        // is a violation all the same.
        may: |f| {
            (answered(f) || failed_at_once(f) && f.http == Http::Rejected)
                && can_be_a_source(&f.evidence.target.host)
        },
    },
    Row {
        probe: Probe::AddressSpace,
        place: Place::Target,
        ones: &[CauseId::LocalNetworkAccess],
        may: |f| f.profile == EngineFamily::Chromium && !answered(f),
    },
    Row {
        probe: Probe::FetchNoCors,
        place: Place::OtherScheme,
        ones: &[CauseId::WsToTlsPort, CauseId::WssToPlainPort, CauseId::MixedContent],
        may: may_flip,
    },
];

/// Attempts, one after the other.
const ATTEMPTS: &[Row] = &[
    Row {
        probe: Probe::WebSocket,
        place: Place::Target,
        // What changes from one attempt to the next.
        ones: &[CauseId::Http2Only, CauseId::UpstreamDown, CauseId::RateLimit],
        may: |f| failed_at_once(f) && answered(f),
    },
    Row {
        probe: Probe::WebSocket,
        place: Place::OtherSpelling,
        ones: &[CauseId::LocalhostIpFamily],
        may: |f| failed_at_once(f) && has_other_spelling(&f.evidence.target.host),
    },
    Row {
        probe: Probe::WebSocket,
        place: Place::OtherScheme,
        ones: &[CauseId::WsToTlsPort, CauseId::WssToPlainPort, CauseId::MixedContent],
        may: |f| may_flip(f) && saw(f.evidence, Place::OtherScheme, EventKind::Resolved),
    },
    Row {
        probe: Probe::WebSocket,
        place: Place::OtherPath,
        ones: &[CauseId::NotWebsocketEndpoint, CauseId::RedirectedHandshake],
        may: |f| {
            failed_at_once(f)
                && answered(f)
                && f.evidence.target.path_shape != why1006_evidence::path::PathShape::Root
        },
    },
];

/// Requests and elements worth running now, all side by side.
pub fn beside(evidence: &Evidence) -> Vec<Experiment> {
    let (facts, diagnosis) = (Facts::new(evidence), diagnose(evidence));
    let mut list = Vec::new();
    if is_again_after_http2(&facts) {
        // Sent with credentials, as a WebSocket is: only such a request gives
        // later attempts an HTTP/2 session to use (section 10).
        list.push(Experiment::web(Probe::StatusClass, Place::Target));
    }
    for row in BESIDE {
        if row.is_worth_it(&facts, &diagnosis) {
            list.push(Experiment::web(row.probe, row.place));
        }
    }
    list.retain(|x| !evidence.observations.iter().any(|o| x.is(o)));
    list
}

/// The attempt worth making next; none if no more would tell anything.
pub fn attempt(evidence: &Evidence) -> Option<Experiment> {
    let facts = Facts::new(evidence);
    let offers = !evidence.target.protocols.is_empty();
    let again = Experiment { with_protocols: offers, ..Experiment::SOCKET };
    let made = attempts(evidence).count();
    match evidence.first(Probe::WebSocket, Place::Target) {
        // Nothing may be asked of what was not tried, or not to the end.
        Some(cold) if cold.end != End::Settled => return None,
        Some(cold) if is_mixed(evidence, cold) => return confirmation(evidence, cold),
        Some(_) if made == 1 && is_again_after_http2(&facts) => return Some(again),
        _ => {}
    }
    if made >= MAX_ATTEMPTS {
        return None;
    }
    let diagnosis = diagnose(evidence);
    let row_wants = |row: &Row| row.is_worth_it(&facts, &diagnosis);
    let already = |x: Experiment| evidence.observations.iter().filter(|o| x.is(o)).count();
    if row_wants(&ATTEMPTS[0]) && already(again) < 2 {
        return Some(again);
    }
    let others = Experiment { with_protocols: !offers, ..Experiment::SOCKET };
    if failed_at_once(&facts)
        && answered(&facts)
        && already(others) == 0
        && splits(&diagnosis, &[CauseId::SubprotocolMismatch])
    {
        return Some(others);
    }
    let row = ATTEMPTS[1..].iter().find(|row| {
        let x = Experiment::web(row.probe, row.place);
        evidence.first(x.probe, x.place).is_none() && row_wants(row)
    })?;
    Some(Experiment { with_protocols: offers, ..Experiment::web(row.probe, row.place) })
}

impl Experiment {
    const SOCKET: Experiment = Experiment::web(Probe::WebSocket, Place::Target);

    /// A request or an element.
    pub const fn web(probe: Probe, place: Place) -> Experiment {
        Experiment { probe, place, with_protocols: false }
    }

    fn of(o: &Observation) -> Experiment {
        Experiment { probe: o.probe, place: o.place, with_protocols: o.with_protocols }
    }

    /// Whether an observation is of this experiment.
    fn is(self, o: &Observation) -> bool {
        (o.probe, o.place, o.with_protocols) == (self.probe, self.place, self.with_protocols)
    }
}

impl Row {
    fn is_worth_it(&self, facts: &Facts, diagnosis: &Diagnosis) -> bool {
        (self.may)(facts) && splits(diagnosis, self.ones)
    }
}

/// One of `ones` remains, and another cause that is not among them. What this
/// page may not try at all is worth a try on the way that it may.
fn splits(diagnosis: &Diagnosis, ones: &[CauseId]) -> bool {
    let open = diagnosis.remaining();
    let certain = diagnosis.certain();
    certain.contains(&CauseId::MixedContent) && ones.contains(&CauseId::MixedContent)
        || certain.is_empty()
            && open.iter().any(|c| ones.contains(c))
            && open.iter().any(|c| !ones.contains(c))
}

/// How often the target was tried just as at first.
pub fn repeats(e: &Evidence) -> usize {
    let alike = |o: &&Observation| {
        o.place == Place::Target && o.with_protocols != e.target.protocols.is_empty()
    };
    attempts(e).filter(alike).count()
}

/// WebSocket attempts at the target's server, in whatever spelling.
fn attempts(e: &Evidence) -> impl Iterator<Item = &Observation> {
    e.observations.iter().filter(|o| o.probe == Probe::WebSocket && o.place != Place::Reference)
}

fn opened(o: &Observation) -> bool {
    o.saw(EventKind::Open)
}

/// A difference between the first attempt and another counts only when it is
/// repeated: servers remember, take turns and count. After a variant that came
/// out otherwise: the variant, the first attempt, and both once more. No two,
/// three or four servers that take turns look like that.
fn confirmation(e: &Evidence, cold: &Observation) -> Option<Experiment> {
    let again = Experiment::of(cold);
    let mut made: Vec<&Observation> = Vec::new();
    for o in attempts(e) {
        let at = made.partition_point(|m| m.begun <= o.begun);
        made.insert(at, o);
    }
    let differs = |o: &Observation| opened(o) != opened(cold);
    let Some(at) = made.iter().position(|o| !again.is(o) && differs(o)) else {
        let same = || made.iter().filter(|o| again.is(o));
        return (same().any(|o| differs(o)) && same().count() < 3).then_some(again);
    };
    let variant = Experiment::of(made[at]);
    let turns = [variant, again, variant, again];
    let done = &made[at + 1..];
    let repeats =
        done.iter().zip(turns).all(|(o, turn)| turn.is(o) && differs(o) == (turn != again));
    turns.get(done.len()).copied().filter(|_| repeats)
}

/// What came out otherwise at another time, or with another question: nothing
/// more can be learned by asking differently.
fn is_mixed(e: &Evidence, cold: &Observation) -> bool {
    attempts(e).any(|o| opened(o) != opened(cold))
}

/// It opened, and only Chromium uses HTTP/2 from the second attempt on. A token
/// in the query may be good for one use: it is not spent on this.
fn is_again_after_http2(f: &Facts) -> bool {
    f.profile == EngineFamily::Chromium
        && f.is_tls()
        && matches!(f.cold, crate::facts::Attempt::Opened(crate::facts::Ending::Held))
        && !f.evidence.target.token_in_query
}

fn answered(f: &Facts) -> bool {
    !f.opened() && f.http == Http::Answered
}

fn failed_at_once(f: &Facts) -> bool {
    matches!(f.cold, crate::facts::Attempt::Failed { .. })
}

fn is_http_page(f: &Facts) -> bool {
    f.evidence.circumstances.page.scheme == PageScheme::Http
}

/// The page may use the other scheme at that host.
fn may_flip(f: &Facts) -> bool {
    let to_clear_text = f.is_tls();
    let t = &f.evidence.target;
    !f.opened()
        && !f.is_address_unusable()
        && t.scheme.is_some()
        && (!to_clear_text
            || is_http_page(f)
            || host::mixed_content(t.host_class, f.profile) == MixedContent::Allowed)
}

fn saw(e: &Evidence, place: Place, kind: EventKind) -> bool {
    e.observations.iter().any(|o| o.place == place && o.saw(kind))
}

/// A policy can name the host: the grammar of CSP Level 3, section 2.3.1, has
/// no place for IPv6 and few characters.
fn can_be_a_source(host: &str) -> bool {
    !host.is_empty()
        && !host.ends_with('.')
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
}

/// This machine has another name or address for the same host.
fn has_other_spelling(host: &str) -> bool {
    other_spelling(host).is_some()
}

/// `localhost`, `127.0.0.1` and `[::1]` are one machine with two families of
/// addresses: the other way to spell this one.
pub fn other_spelling(host: &str) -> Option<&'static str> {
    match host {
        "localhost" => Some("127.0.0.1"),
        "127.0.0.1" | "[::1]" => Some("localhost"),
        _ => None,
    }
}
