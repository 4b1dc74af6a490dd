//! One run in short: facts of one form, so that two can stand side by side.

use why1006_evidence::{EventKind, Evidence, Ms, Place, Probe, tags};

use crate::{
    Diagnosis, Facts, Owner, Rung, Stage, StageState, Verdict,
    facts::{Attempt, Ending, Http},
    ladder::rung_state,
};

tags! {
    /// What is looked at in both runs, in the order of the way.
    pub enum Fact {
        /// The first WebSocket, cold and alone.
        FirstAttempt = "first-attempt",
        /// Plain web requests to the same host and port.
        WebRequests = "web-requests",
        /// The same attempt again.
        FurtherAttempts = "further-attempts",
        /// The WebSocket of the comparison endpoint.
        ReferenceSocket = "reference-socket",
        /// A web request to the comparison endpoint.
        ReferenceWeb = "reference-web",
    }
}

tags! {
    /// What was seen of it.
    pub enum Saw {
        /// It was not made, or cannot be used.
        NotRun = "not-run",
        /// It was stopped before its end.
        Stopped = "stopped",
        /// The browser refused before anything was sent.
        Refused = "refused",
        /// It failed before it opened, or at once.
        Failed = "failed",
        /// It failed, and the browser says that TLS did.
        TlsFailed = "tls-failed",
        /// No answer within our patience.
        Silent = "silent",
        /// It opened and stayed open.
        Held = "held",
        /// It opened, and the other side closed it.
        Closed = "closed",
        /// It opened and was cut.
        Cut = "cut",
        /// A web request was answered.
        Answered = "answered",
        /// A proxy or portal answers for every name.
        ByProxy = "by-proxy",
        /// All went like the first.
        Alike = "alike",
        /// Some went otherwise than the first.
        Otherwise = "otherwise",
        /// Its events contradict each other.
        Unclear = "unclear",
    }
}

/// One fact of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// What is looked at.
    pub fact: Fact,
    /// What was seen.
    pub saw: Saw,
    /// The close code that came with it.
    pub code: Option<u16>,
    /// Milliseconds until it opened, was answered or failed.
    pub after: Option<Ms>,
}

impl Seen {
    /// It came out otherwise. Times tell nothing: they differ from run to run. What
    /// one side did not try, or could not tell, is no difference either.
    pub fn differs(&self, other: &Seen) -> bool {
        let vague = |saw| matches!(saw, Saw::NotRun | Saw::Stopped | Saw::Unclear);
        let failed = |saw| matches!(saw, Saw::Failed | Saw::TlsFailed);
        // Firefox alone tells them apart.
        let is_alike = self.saw == other.saw || failed(self.saw) && failed(other.saw);
        let is_same = is_alike && self.code == other.code;
        !(vague(self.saw) || vague(other.saw) || is_same)
    }
}

/// One of the two runs, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The answer in one word.
    pub verdict: Verdict,
    /// Who has to act.
    pub owner: Owner,
    /// Every stage with its state, in order.
    pub stages: Vec<(Stage, StageState)>,
    /// One of each [`Fact`], in order.
    pub facts: Vec<Seen>,
    /// The page that ran it was in the app's own place.
    pub own_origin: bool,
    /// Milliseconds that the connection was open, if it opened: until its end, or until
    /// this page closed it.
    pub open_for: Option<Ms>,
    /// Milliseconds from the click to the report.
    pub elapsed: Ms,
}

impl Side {
    pub(super) fn new(f: &Facts, d: &Diagnosis) -> Side {
        Side {
            verdict: d.verdict,
            owner: d.owner,
            stages: d.stages.clone(),
            facts: Fact::ALL.iter().map(|fact| seen(f, *fact)).collect(),
            own_origin: d.own_origin,
            open_for: open_for(f.evidence),
            elapsed: f.evidence.elapsed,
        }
    }

    /// The state of a rung.
    pub fn rung(&self, rung: Rung) -> StageState {
        rung_state(rung, &self.stages)
    }

    /// What was seen of one fact.
    pub fn saw(&self, fact: Fact) -> Saw {
        self.facts.iter().find(|seen| seen.fact == fact).map_or(Saw::NotRun, |seen| seen.saw)
    }
}

fn seen(f: &Facts, fact: Fact) -> Seen {
    let e = f.evidence;
    let (saw, code, after) = match fact {
        Fact::FirstAttempt => {
            (attempt(f.cold), f.close_code(), time(e, Probe::WebSocket, &[Place::Target]))
        }
        Fact::WebRequests => {
            let near = [Place::Target, Place::Root];
            (http(f.http), None, time(e, Probe::FetchNoCors, &near))
        }
        Fact::FurtherAttempts => (again(f), None, None),
        Fact::ReferenceSocket => {
            let saw = attempt(f.reference_socket);
            (saw, None, time(e, Probe::WebSocket, &[Place::Reference]))
        }
        Fact::ReferenceWeb => {
            (http(f.reference_http), None, time(e, Probe::FetchCors, &[Place::Reference]))
        }
    };
    Seen { fact, saw, code, after: after.filter(|_| saw != Saw::NotRun) }
}

fn attempt(how: Attempt) -> Saw {
    match how {
        Attempt::NotRun => Saw::NotRun,
        Attempt::Stopped => Saw::Stopped,
        Attempt::Threw(_) | Attempt::ErrorOnly => Saw::Refused,
        Attempt::Failed { tls: true, .. } => Saw::TlsFailed,
        Attempt::Failed { .. } => Saw::Failed,
        Attempt::Silent => Saw::Silent,
        Attempt::Opened(Ending::Held) => Saw::Held,
        Attempt::Opened(Ending::Code(_)) => Saw::Closed,
        Attempt::Opened(Ending::Cut { .. }) => Saw::Cut,
        Attempt::Contradicts => Saw::Unclear,
    }
}

fn http(how: Http) -> Saw {
    match how {
        Http::NotRun => Saw::NotRun,
        Http::Answered => Saw::Answered,
        Http::Rejected => Saw::Failed,
        Http::Silent => Saw::Silent,
        Http::ByProxy => Saw::ByProxy,
    }
}

fn again(f: &Facts) -> Saw {
    match f.again() {
        (0, 0) => Saw::NotRun,
        (_, 0) => Saw::Alike,
        _ => Saw::Otherwise,
    }
}

/// How long the first of such probes took until it opened, was answered or failed.
fn time(e: &Evidence, probe: Probe, places: &[Place]) -> Option<Ms> {
    const ENDS: [EventKind; 5] = [
        EventKind::Open,
        EventKind::Resolved,
        EventKind::Rejected,
        EventKind::Error,
        EventKind::Close,
    ];
    let o = places.iter().find_map(|place| e.first(probe, *place))?;
    let end = o.events.iter().find(|event| ENDS.contains(&event.kind))?;
    Some(end.at - o.begun)
}

fn open_for(e: &Evidence) -> Option<Ms> {
    let o = e.first(Probe::WebSocket, Place::Target)?;
    let open = o.event(EventKind::Open)?.at;
    let end = o.event(EventKind::Closing).or(o.event(EventKind::Close));
    Some(end.map_or(o.ended, |end| end.at) - open)
}
