//! What holds once a connection has opened: how long it was quiet, what was
//! said, whether the tab was awake.

mod awake;
mod network;
mod quiet;
mod words;

use why1006_diagnosis::{CauseId, Diagnosis, Judgement, Reason, Standing, diagnose};
use why1006_evidence::{
    EngineFamily, Event, EventKind, Evidence, Says, Scheme,
    network::{Cell, Outcome, Transport},
};

use crate::table::{Row, Setting, rows};

pub(crate) const MEASURED: [EngineFamily; 3] =
    [EngineFamily::Chromium, EngineFamily::Firefox, EngineFamily::WebKit];

/// A run from a hosted page, in the words of the table.
pub(crate) fn run(engine: EngineFamily, cell: &str) -> Evidence {
    let row = Row { scheme: Scheme::Wss, engine, cell: cell.into(), ..rows()[0].clone() };
    row.run(Setting::hosted())
}

/// The same run with the end of the first attempt `ms` after its last word.
pub(crate) fn after(mut evidence: Evidence, ms: f64) -> Evidence {
    let o = &mut evidence.observations[0];
    let is_word = |e: &&Event| matches!(e.kind, EventKind::Open | EventKind::Message);
    let last = o.events.iter().filter(is_word).map(|e| e.at).fold(0.0, f64::max);
    for event in o.events.iter_mut().filter(|e| !is_word(&&**e)) {
        event.at = last + ms;
    }
    o.ended = last + ms + 1.0;
    evidence
}

/// The same run with words of the server right after the opening.
pub(crate) fn saying(mut evidence: Evidence, words: &[Says]) -> Evidence {
    let o = &mut evidence.observations[0];
    let open = o.events.iter().position(|e| e.kind == EventKind::Open).unwrap();
    let at = o.events[open].at + 1.0;
    for (nth, says) in words.iter().enumerate() {
        let message = Event { says: Some(*says), ..Event::new(at, EventKind::Message) };
        o.events.insert(open + 1 + nth, message);
    }
    evidence
}

/// The same run, and messages of the reference came through or were cut.
pub(crate) fn heard(mut evidence: Evidence, outcome: Outcome) -> Evidence {
    let port = evidence.target.port;
    for (transport, outcome) in
        [(Transport::Socket, Outcome::Passed), (Transport::Messages, outcome)]
    {
        evidence.network.push(Cell { outcome, ..Cell::new(transport, true, port, 5_000.0) });
    }
    evidence
}

pub(crate) fn judged(d: &Diagnosis, cause: CauseId) -> &Judgement {
    d.judgements.iter().find(|j| j.cause == cause).unwrap()
}

#[track_caller]
fn stands(evidence: &Evidence, cause: CauseId, standing: Standing, reason: Reason) {
    let d = diagnose(evidence);
    let found = judged(&d, cause);
    assert_eq!((found.standing, found.because[0]), (standing, reason), "{cause}");
}

/// Beside a certain cause nothing else remains.
#[track_caller]
fn alone(evidence: &Evidence, cause: CauseId) {
    let d = diagnose(evidence);
    assert_eq!((d.certain(), d.remaining()), (vec![cause], vec![]));
}
