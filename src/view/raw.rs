//! The evidence itself.

use leptos::prelude::*;

use super::state::State;
use crate::link;

pub(super) fn raw(state: State) -> impl IntoView {
    let json = move || {
        state
            .evidence
            .with(|e| e.as_ref().map(link::json))
            .unwrap_or_default()
    };
    view! {
        <details class="card">
            <summary>"Everything we recorded, as data"</summary>
            <p class="hint">"Nothing is taken out here. Read it before you pass it on."</p>
            <textarea id="raw-evidence" readonly rows="16" aria-label="Recorded data" prop:value=json>
            </textarea>
        </details>
    }
}
