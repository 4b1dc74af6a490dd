//! What the user can do to settle most.

use leptos::prelude::*;
use why1006_content as content;

use super::state::State;

pub(super) fn step(state: State) -> impl IntoView {
    move || {
        let step = state
            .diagnosis
            .with(|d| d.as_ref().and_then(|d| d.next_step))?;
        let words = content::step(step);
        let engine = state
            .evidence
            .with(|e| e.as_ref().map(|e| e.circumstances.engine.family))?;
        Some(view! {
            <section class="card step" aria-labelledby="step-title" data-step=step.as_str()>
                <h2 id="step-title"><small>"Next step"</small> {words.title}</h2>
                <p>{content::step_how(step, engine)}</p>
                <p class="hint">{words.tells}</p>
            </section>
        })
    }
}
