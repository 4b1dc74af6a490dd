//! What an experiment is called, and which one is going on.

use why1006_evidence::{Evidence, Observation, Place, Probe};

use super::state::Begun;
use crate::words::{self, Of};

/// What the app itself would do.
const PLAIN: (Probe, Place) = (Probe::WebSocket, Place::Target);

/// Its key among the words: probe and place, as in `fetch-no-cors@root`. A
/// further WebSocket at the target is named by how it differs from the first:
/// `websocket-again@target`, `websocket-other-protocols@target`.
fn key(first: &Begun, one: &Begun, is_first: bool) -> String {
    let (probe, place, with_protocols) = *one;
    let how = match (probe, place) == PLAIN && !is_first {
        false => "@",
        true if with_protocols == first.2 => "-again@",
        true => "-other-protocols@",
    };
    [probe.as_str(), how, place.as_str()].concat()
}

fn facts(o: &Observation) -> Begun {
    (o.probe, o.place, o.with_protocols)
}

/// The key of an experiment that has ended.
pub(super) fn key_of(e: &Evidence, o: &Observation) -> String {
    let first = e.first(PLAIN.0, PLAIN.1).unwrap_or(o);
    key(&facts(first), &facts(o), first.begun == o.begun)
}

/// The key of the one that is going on: of those that have not ended the one
/// that began first; between two, the last. Empty before the first.
pub(super) fn current(begun: &[Begun], e: &Option<Evidence>) -> String {
    let Some(last) = begun.len().checked_sub(1) else { return String::new() };
    let count = |list: &[Begun], one| list.iter().filter(|other| *other == one).count();
    let ended: Vec<Begun> = e.iter().flat_map(|e| &e.observations).map(facts).collect();
    let goes_on = |at: &usize| count(&ended, &begun[*at]) <= count(&begun[..*at], &begun[*at]);
    let at = (0..last).find(goes_on).unwrap_or(last);
    let first = begun.iter().position(|one| (one.0, one.1) == PLAIN).unwrap_or(at);
    key(&begun[first], &begun[at], first == at)
}

/// Its name; a rough one without the words.
pub(super) fn name(key: &str) -> String {
    let name = words::experiment(key, Of::Name);
    match key {
        _ if !name.is_empty() => name,
        _ if key.ends_with("reference") => "Comparison".into(),
        _ if key.starts_with("websocket") => "WebSocket".into(),
        _ => "Web request".into(),
    }
}

/// The name of an experiment that has ended; attempts of one kind are counted.
pub(super) fn name_of(e: &Evidence, o: &Observation) -> String {
    let key = key_of(e, o);
    let mut name = name(&key);
    if key.contains("again") {
        let attempts = e.observations.iter().filter(|other| (other.probe, other.place) == PLAIN);
        let number = attempts.filter(|other| other.begun <= o.begun).count();
        for part in [" (", &number.to_string(), ")"] {
            name.push_str(part);
        }
    }
    name
}
