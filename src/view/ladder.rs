//! Four plain rungs, each opening to its stages.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::{Diagnosis, Rung, StageState, rung_state};

use super::state::State;

pub(super) fn ladder(state: State) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="ladder-title">
            <h2 id="ladder-title">"How far it came"</h2>
            <ol class="ladder">
                {move || state.diagnosis.with(|d| d.as_ref().map(rungs))}
            </ol>
        </section>
    }
}

fn rungs(diagnosis: &Diagnosis) -> Vec<impl IntoView + use<>> {
    Rung::ALL
        .iter()
        .map(|rung| one_rung(*rung, diagnosis))
        .collect()
}

fn one_rung(rung: Rung, diagnosis: &Diagnosis) -> impl IntoView + use<> {
    let state = rung_state(rung, &diagnosis.stages);
    let words = content::rung(rung);
    let stages: Vec<_> = diagnosis
        .stages
        .iter()
        .filter(|(stage, _)| rung.stages().contains(stage))
        .map(|(stage, state)| {
            let words = content::stage(*stage);
            view! {
                <li>
                    {mark(*state)} <span><b>{words.name}</b> " " {words.check}</span>
                </li>
            }
        })
        .collect();
    view! {
        <li>
            <details>
                <summary>
                    {mark(state)}
                    <span><b>{words.name}</b> <small>{words.check}</small></span>
                </summary>
                <ul class="stages">{stages}</ul>
            </details>
        </li>
    }
}

/// A sign, a colour and a word: never colour alone.
fn mark(state: StageState) -> impl IntoView {
    let sign = match state {
        StageState::Passed => "✓",
        StageState::Failed => "✕",
        StageState::NotKnown => "?",
        StageState::NotReached => "–",
        StageState::NotUsed => "·",
    };
    view! {
        <span class="mark" data-state=state.as_str()>
            <span aria-hidden="true">{sign}</span> {content::stage_state(state)}
        </span>
    }
}
