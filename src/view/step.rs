//! What the user can do to settle most.

use leptos::prelude::*;
use why1006_content as content;

use crate::words;

use super::{
    el::{classed, el, kids, nothing, p, replaced},
    state::State,
};

pub(super) fn step(state: State) -> AnyView {
    replaced(move || show(state).unwrap_or_else(nothing))
}

fn show(state: State) -> Option<AnyView> {
    let step = state.diagnosis.with(|d| d.as_ref().and_then(|d| d.next_step))?;
    let engine = state.evidence.with(|e| e.as_ref().map(|e| e.circumstances.engine.family))?;
    let small = el("small", &[], kids!["Next step"]);
    Some(el(
        "section",
        &[("class", "card step"), ("aria-labelledby", "step-title"), ("data-step", step.as_str())],
        kids![
            el("h2", &[("id", "step-title")], kids![small, content::step_title(step)]),
            p(kids![words::step_how(step, engine)]),
            classed("p", "hint", kids![words::step_tells(step)]),
        ],
    ))
}
