//! Runs with the probes beyond the first attempt and its web requests.

use why1006_diagnosis::{CauseId, Diagnosis, Owner, Reason, Standing};
use why1006_evidence::{
    End, EngineFamily, Event, EventKind, Evidence, Observation, PageScheme, Place, Probe, Scheme,
    host::HostClass,
};

use crate::table::{Row, Setting, fetch_seen, socket_seen};

/// The measured engines.
pub(crate) const ENGINES: [EngineFamily; 3] =
    [EngineFamily::Chromium, EngineFamily::Firefox, EngineFamily::WebKit];

/// A run over `wss` from a hosted page, in the words of the table.
pub(crate) fn over_tls(engine: EngineFamily, cell: &str) -> Evidence {
    let setting = Setting::hosted();
    row(Scheme::Wss, engine, cell).run(setting)
}

/// A run over `ws` from a hosted http page.
pub(crate) fn in_clear(engine: EngineFamily, cell: &str) -> Evidence {
    let setting = Setting { page: PageScheme::Http, ..Setting::hosted() };
    row(Scheme::Ws, engine, cell).run(setting)
}

fn row(scheme: Scheme, engine: EngineFamily, cell: &str) -> Row {
    Row { name: cell.into(), truth: Vec::new(), scheme, engine, cell: cell.into() }
}

/// The run with another attempt; `changed` offers what the first did not.
pub(crate) fn attempt(run: Evidence, place: Place, changed: bool, cell: &str) -> Evidence {
    let mut o = socket_seen(cell, place);
    o.with_protocols = changed == run.target.protocols.is_empty();
    add(run, o)
}

/// The run with as many more of the first attempt.
pub(crate) fn again(run: Evidence, cells: &[&str]) -> Evidence {
    cells.iter().fold(run, |run, cell| attempt(run, Place::Target, false, cell))
}

/// First as it was, then with one thing changed, repeated from both sides as
/// the plan does.
pub(crate) fn changed(run: Evidence, place: Place, [one, other]: [&str; 2]) -> Evidence {
    let with = |run| attempt(run, place, place == Place::Target, one);
    let run = again(with(with(run)), &[other]);
    again(with(run), &[other])
}

/// The run with another probe: `R` resolved, `X` rejected, `T` silent, `L`
/// loaded, `E` error, `P` a violation and then rejected.
pub(crate) fn probe(run: Evidence, probe: Probe, place: Place, seen: &str) -> Evidence {
    let mut o = fetch_seen(probe, place, if "RXT".contains(seen) { seen } else { "X" });
    let event = |kind| Event::new(20.0, kind);
    match seen {
        "L" => o.events = vec![event(EventKind::Load)],
        "E" => o.events = vec![event(EventKind::Error)],
        "P" => o.events.insert(0, event(EventKind::Policy)),
        _ => {}
    }
    add(run, o)
}

fn add(mut run: Evidence, mut o: Observation) -> Evidence {
    let begun = run.elapsed;
    o.events.iter_mut().for_each(|e| e.at += begun);
    (o.begun, o.ended) = (begun, begun + o.ended);
    run.elapsed = o.ended + 1.0;
    run.observations.push(o);
    run
}

/// Without the reference, or with one that gives this.
pub(crate) fn reference(mut run: Evidence, cells: Option<(&str, &str)>) -> Evidence {
    run.observations.retain(|o| o.place != Place::Reference);
    if let Some((socket, http)) = cells {
        run = add(run, socket_seen(socket, Place::Reference));
        run = add(run, fetch_seen(Probe::FetchCors, Place::Reference, http));
    }
    run
}

/// With the web request to a name that cannot exist.
pub(crate) fn nowhere(run: Evidence, seen: &str) -> Evidence {
    probe(run, Probe::FetchNoCors, Place::Nowhere, seen)
}

/// How a cause stands.
pub(crate) fn standing(d: &Diagnosis, cause: CauseId) -> Standing {
    judged(d, cause).0
}

/// How a cause stands, and why first of all.
pub(crate) fn judged(d: &Diagnosis, cause: CauseId) -> (Standing, Reason) {
    let found = d.judgements.iter().find(|j| j.cause == cause).unwrap();
    (found.standing, found.because[0])
}

/// This cause is certain and nothing else is named.
#[track_caller]
pub(crate) fn alone(d: &Diagnosis, cause: CauseId) {
    assert_eq!((d.certain(), d.remaining()), (vec![cause], vec![]));
    assert_eq!(d.owner, why1006_diagnosis::causes::get(cause).owner);
}

/// The same at this machine, before which no filter of a network stands.
pub(crate) fn at_home(mut run: Evidence) -> Evidence {
    (run.target.host, run.target.host_class) = ("localhost".into(), HostClass::Localhost);
    run
}

/// Nothing is certain, and these remain, in this order; nobody is blamed.
#[track_caller]
pub(crate) fn both(d: &Diagnosis, causes: [CauseId; 2]) {
    assert_eq!((d.certain(), d.remaining()), (vec![], causes.to_vec()));
    assert_eq!(d.owner, Owner::Unknown);
}

/// The first attempt was stopped by its user after a moment.
pub(crate) fn stopped(mut run: Evidence) -> Evidence {
    (run.observations[0].end, run.observations[0].ended) = (End::Stopped, 10.0);
    run.observations[0].events.clear();
    run
}

/// Whether such a run can come about: the first attempt is made first, so that
/// a later one never stands without anything before it.
pub(crate) fn can_be(some: &Evidence, whole: &Evidence) -> bool {
    let first = whole.observations[0].begun;
    let is_first = |o: &&Observation| o.begun == first;
    some.observations.iter().any(|o| is_first(&o))
        || !some.observations.iter().any(|o| o.probe == Probe::WebSocket)
        || some
            .observations
            .iter()
            .find(|o| matches!(o.place, Place::Target | Place::Root))
            .is_some_and(|o| o.probe != Probe::WebSocket)
}
