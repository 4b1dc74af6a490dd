//! What could not be tested, how to test it, and the tests that one press runs.

use leptos::prelude::*;
use why1006_diagnosis::{CauseId, Diagnosis, Judgement, Standing};
use why1006_evidence::{EventKind, Evidence, Place, Probe};

use super::{
    causes::by_reason,
    el::{button, card, classed, el, kids},
    state::{HOLD_SECONDS, State},
};
use crate::words;

/// Up to this many are shown unfolded.
const SHOWN: usize = 8;

/// How often the option *Test five times* opens the address.
const REPEATS: usize = 5;

pub(super) fn untested(state: State, d: &Diagnosis, list: &[&Judgement]) -> Option<AnyView> {
    let offers = match state.received.get_untracked() {
        true => Vec::new(),
        false => {
            state.evidence.with(|e| e.as_ref().map(|e| offers(state, d, e))).unwrap_or_default()
        }
    };
    if list.is_empty() && offers.is_empty() {
        return None;
    }
    let offers = (!offers.is_empty()).then(|| classed("div", "buttons", offers));
    let fold = (!list.is_empty()).then(|| {
        let all = [("id", "not-tested"), ("open", "")];
        let attributes = if list.len() > SHOWN { &all[..1] } else { &all };
        let label = kids![list.len().to_string(), " not tested, and how to test them"];
        let mut inside = kids![el("summary", &[], label)];
        inside.extend(by_reason(list));
        el("details", attributes, inside)
    });
    let hint = classed("p", "hint", kids![words::note("untested")]);
    Some(card("untested-title", "What could not be tested", kids![hint, offers, fold]))
}

/// The options that this run left out and that could still tell something.
fn offers(state: State, d: &Diagnosis, e: &Evidence) -> Vec<AnyView> {
    let is_open = |cause| {
        let mut all = d.judgements.iter();
        all.any(|j| {
            j.cause == cause && j.standing > Standing::RuledOut && j.standing < Standing::Certain
        })
    };
    let mut list = Vec::new();
    if let Some(held) = held(e).filter(|_| is_open(CauseId::IdleTimeoutProxy)) {
        let longer = match held {
            // A timer may be late or early by a moment.
            _ if held < 55_000.0 => Some(("Listen for a minute", "60")),
            _ if held < 590_000.0 => Some(("Listen for ten minutes", "600")),
            _ => None,
        };
        list.extend(longer.map(|(label, seconds)| {
            button("listen-longer", "quiet", label, move || state.again(seconds, false))
        }));
    }
    let mut attempts = e.observations.iter();
    let is_attempt = |o: &&why1006_evidence::Observation| {
        (o.probe, o.place) == (Probe::WebSocket, Place::Target)
    };
    let tried = attempts.by_ref().filter(is_attempt).count();
    if (1..REPEATS).contains(&tried) && is_open(CauseId::StickySession) {
        list.push(button("test-five-times", "quiet", "Test five times", move || {
            state.again(&HOLD_SECONDS.to_string(), true);
        }));
    }
    list
}

/// For how many milliseconds this page held the connection open; `None` unless
/// it was this page that ended it.
fn held(e: &Evidence) -> Option<f64> {
    let first = e.first(Probe::WebSocket, Place::Target)?;
    Some(first.event(EventKind::Closing)?.at - first.event(EventKind::Open)?.at)
}
