//! Which software answers there: asked where it changes the order of what remains.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use why1006_diagnosis::{
    Diagnosis,
    stack::{self, By},
};
use why1006_evidence::Software;

use super::{
    el::{Kid, attribute, classed, el, kids, live, on, replaced, watch},
    reading::fixes,
    state::State,
};
use crate::{js::spawn_local, words};

/// A box to choose it, below what remains.
pub(super) fn software(state: State) -> AnyView {
    let known = Software::ALL.iter().filter(|software| **software != Software::Other);
    let mut options = kids![el("option", &[("value", "")], kids!["Choose…"])];
    options.extend(known.map(|software| {
        let tag = software.as_str();
        let label = words::told_or_tag("stack", tag, "label");
        el("option", &[("value", tag)], kids![label])
    }));
    let select = live("select", &[("id", "software")], options, move |select| {
        // All that is asked of it, it shares with an input.
        let select: HtmlInputElement = select.unchecked_into();
        let shown = select.clone();
        watch(move || {
            let software = chosen(state).or_else(|| guessed(state).map(|(software, _)| software));
            shown.set_value(software.map_or("", Software::as_str));
        });
        let chosen = select.clone();
        on(&select, "change", move |_| fixes::choose(chosen.value()));
    });
    let note = replaced(move || {
        let guess = guessed(state).map(|(_, by)| match by {
            By::Path => "fix-by-path",
            By::Words => "fix-by-words",
        });
        let order = match state.diagnosis.with(|d| d.as_ref()?.ordered_by) {
            Some(_) => "software-orders",
            None if chosen(state).is_some() => "software-unknown",
            None => "software-ask",
        };
        let hint = |key| classed("p", "hint", kids![words::note(key)]);
        kids![guess.map(hint), hint(order)].kid()
    });
    let inside = kids![
        el("label", &[("for", "software")], kids!["Which software answers there? "]),
        select,
        el("div", &[("role", "status")], kids![note]),
    ];
    live("div", &[("class", "card"), ("data-region", "software")], inside, move |card| {
        watch(move || {
            let is_shown = state.diagnosis.with(|d| d.as_ref().is_some_and(is_asked));
            attribute(&card, "hidden", (!is_shown).then_some(""));
        });
    })
}

/// The choice can change what stands first.
fn is_asked(d: &Diagnosis) -> bool {
    d.asks_for_software && d.certain().is_empty() && d.remaining().len() > 1
}

fn chosen(state: State) -> Option<Software> {
    state.evidence.with(|e| e.as_ref()?.software)
}

/// The guess that orders, while nothing is chosen.
fn guessed(state: State) -> Option<(Software, By)> {
    let guess =
        state.evidence.with(|e| e.as_ref().filter(|e| e.software.is_none()).map(stack::guess));
    let by = state.diagnosis.with(|d| d.as_ref()?.ordered_by);
    guess.flatten().filter(|(software, _)| Some(*software) == by)
}

/// Notes the choice in the run and orders anew; not while one goes on.
pub(in crate::view) fn choose(state: State, software: Option<Software>) {
    let Some(mut seen) = state.evidence.peek(Option::clone) else { return };
    if seen.software == software || state.running.get_untracked() {
        return;
    }
    seen.software = software;
    state.show(seen.clone());
    state.link.set(String::new());
    spawn_local(state.share(seen));
}
