//! The result as a link.

use leptos::{html, prelude::*};
use why1006_evidence::redact;

use super::{copy, state::State};

pub(super) fn share(state: State) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let leaves = move || {
        let url = state
            .evidence
            .with(|e| e.as_ref().map(|e| redact::url(&e.target.url)));
        url.unwrap_or_default()
    };
    view! {
        <Show when=move || !state.link.with(String::is_empty)>
            <section class="card" aria-labelledby="share-title">
                <h2 id="share-title">"Send this to support"</h2>
                <p>
                    "This link holds the whole result. Whoever opens it sees the same report, and \
                     nothing is tested again. It holds the address as " <code>{leaves}</code>
                    ", this page’s address, your browser’s name and version, the time, and what \
                     each test saw. Passwords, tokens and query values are taken out."
                </p>
                <div class="row">
                    <input
                        id="result-link" type="text" readonly aria-label="Link to this result"
                        node_ref=field prop:value=state.link
                    />
                    {copy::button("Copy link", move || state.link.get_untracked(), field).into_any()}
                </div>
            </section>
        </Show>
    }
}
