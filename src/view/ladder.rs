//! Four plain rungs, each opening to its stages.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::{Diagnosis, Rung, StageState, rung_state};

use super::{
    el::{card, classed, el, kids, patched},
    state::State,
};

pub(super) fn ladder(state: State) -> AnyView {
    let rungs = patched(move || {
        let rungs = state.diagnosis.with(|d| d.as_ref().map(rungs).unwrap_or_default());
        classed("ol", "ladder", rungs)
    });
    card("ladder-title", "How far it got", kids![rungs])
}

fn rungs(diagnosis: &Diagnosis) -> Vec<AnyView> {
    Rung::ALL.iter().map(|rung| one_rung(*rung, diagnosis)).collect()
}

fn one_rung(rung: Rung, diagnosis: &Diagnosis) -> AnyView {
    let words = content::rung(rung);
    let stages = diagnosis
        .stages
        .iter()
        .filter(|(stage, _)| rung.stages().contains(stage))
        .map(|(stage, state)| {
            let words = content::stage(*stage);
            let name = el("b", &[], kids![words.name]);
            el("li", &[], kids![mark(*state), el("span", &[], kids![name, " ", words.check])])
        })
        .collect();
    let title = el(
        "span",
        &[],
        kids![el("b", &[], kids![words.name]), el("small", &[], kids![words.check])],
    );
    let state = rung_state(rung, &diagnosis.stages);
    let summary = el("summary", &[], kids![mark(state), title]);
    el("li", &[], kids![el("details", &[], kids![summary, classed("ul", "stages", stages)])])
}

/// A sign, a colour and a word: never colour alone.
pub(super) fn mark(state: StageState) -> AnyView {
    let sign = match state {
        StageState::Passed => "✓",
        StageState::Failed => "✕",
        StageState::PassedByWeb | StageState::NotKnown => "?",
        StageState::NotReached => "–",
        StageState::NotUsed => "·",
    };
    let sign = el("span", &[("aria-hidden", "true")], kids![sign]);
    el(
        "span",
        &[("class", "mark"), ("data-state", state.as_str())],
        kids![sign, content::stage_state(state)],
    )
}
