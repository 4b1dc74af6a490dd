//! A result that came by a link.

use leptos::prelude::*;

use super::{state::State, time};
use crate::link::Broken;

/// Says whose result this is.
pub(super) fn banner(state: State) -> impl IntoView {
    let facts = move || {
        state.evidence.with(|e| {
            e.as_ref().map(|e| {
                let c = &e.circumstances;
                (
                    time::local(c.started_at),
                    c.engine.name.clone(),
                    c.page.origin.clone(),
                )
            })
        })
    };
    view! {
        <Show when=move || state.received.get()>
            <section class="card received" id="opened" aria-label="Received result">
                {move || facts().map(|(when, browser, origin)| view! {
                    <p>
                        <strong>"A result from someone else. Not verified."</strong> " Made on "
                        {when} " with " {browser} ", from the page " <code>{origin}</code>
                        ". Nothing was tested from your browser, and nothing was sent."
                    </p>
                })}
                <button type="button" id="run-here" on:click=move |_| state.start()>
                    "Run the same test from here"
                </button>
            </section>
        </Show>
    }
}

/// A link without a readable result.
pub(super) fn broken(state: State) -> impl IntoView {
    move || {
        let broken = state.broken_link.get()?;
        let words = match broken {
            Broken::Incomplete => {
                "This link is incomplete: a part was cut off or changed on the way. Ask for it \
                 again, as a whole, or for the result as a file."
            }
            Broken::Newer => {
                "This result was made by a newer version of this page. Open the link on the page \
                 where it was made, or reload this one."
            }
            Broken::TooLong => "This link holds far more than a result does. It was not opened.",
            Broken::NoResult => {
                "This link arrived whole, but holds no result that this page can read. Ask for a \
                 new one."
            }
            Broken::Unsupported => {
                "This browser is too old to open results. Open the link in a newer one."
            }
        };
        Some(view! { <section class="card" id="broken-link" role="alert"><p>{words}</p></section> })
    }
}
