//! The form: what to test, what was understood, what will be requested.

use leptos::prelude::*;
use why1006_content as content;
use why1006_evidence::{ProblemKind, ask::AskKind};

use super::state::{MAX_HOLD_SECONDS, State};
use crate::run;

pub(super) fn ask(state: State) -> impl IntoView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        state.start();
    };
    let typed = move |event: leptos::ev::Event| {
        state.complaining.set(false);
        state.address.set(event_target_value(&event));
    };
    let is_bad =
        move || state.complaining.get() && state.asked.with(|(_, t)| t.fatal().next().is_some());
    view! {
        <form id="ask" class="card" novalidate on:submit=submit>
            <label for="address">"Address to test"</label>
            <div class="row">
                <input
                    id="address" name="address" type="text" inputmode="url" autocomplete="off"
                    autocapitalize="off" spellcheck="false"
                    placeholder="wss://app.example.com/cable"
                    aria-describedby="address-hint understood"
                    aria-invalid=move || is_bad().then_some("true")
                    prop:value=state.address
                    on:input=typed
                />
                <button id="test" type="submit" disabled=state.running>"Test connection"</button>
            </div>
            <p id="address-hint" class="hint">
                "Paste a " <code>"wss://"</code> " or " <code>"ws://"</code>
                " address, the error line from your browser’s console, the address of a web page, \
                 or a curl command."
            </p>
            <div id="understood" aria-live="polite">{move || understood(state)}</div>
            {options(state).into_any()}
            {requests(state).into_any()}
        </form>
    }
}

/// What the text was taken for, and what is wrong with it.
fn understood(state: State) -> impl IntoView {
    let (ask, target) = state.asked.get();
    // An empty box is no mistake before the button is pressed.
    let quiet = |kind| kind == ProblemKind::Empty && !state.complaining.get();
    let notes: Vec<_> = target
        .problems
        .iter()
        .filter(|p| !quiet(p.kind))
        .map(|p| {
            let class = if p.kind.is_fatal() {
                "note bad"
            } else {
                "note"
            };
            view! { <p class=class>{content::problem(p.kind, &p.part)}</p> }
        })
        .collect();
    let changed = matches!(
        ask.kind,
        AskKind::PageAddress | AskKind::BareHost | AskKind::TextLine | AskKind::Curl
    );
    let will_test = (changed && target.fatal().next().is_none()).then(|| {
        view! { <p class="note">"This will test " <code>{target.url.clone()}</code> "."</p> }
    });
    view! { {will_test} {notes} }
}

fn options(state: State) -> impl IntoView {
    view! {
        <details class="options">
            <summary>"Options"</summary>
            <div class="fields">
                <label for="protocols">"Subprotocols, in order"</label>
                <input
                    id="protocols" type="text" autocomplete="off" spellcheck="false"
                    placeholder="actioncable-v1-json" prop:value=state.protocols
                    on:input=move |e| state.protocols.set(event_target_value(&e))
                />
                <label for="app-page">"Page where the app runs"</label>
                <input
                    id="app-page" type="text" inputmode="url" autocomplete="off" spellcheck="false"
                    placeholder="https://app.example.com/" prop:value=state.app
                    on:input=move |e| state.app.set(event_target_value(&e))
                />
                <label for="hold">"Seconds to listen once it is open"</label>
                <input
                    id="hold" type="number" min="0" max=MAX_HOLD_SECONDS
                    prop:value=state.hold
                    on:input=move |e| state.hold.set(event_target_value(&e))
                />
            </div>
        </details>
    }
}

/// Everything that the click will request.
fn requests(state: State) -> impl IntoView {
    let list = move || {
        let (_, target) = state.asked.get();
        let config = state.config.get()?;
        if target.fatal().next().is_some() {
            return None;
        }
        let items: Vec<_> = run::requests(&target, &config)
            .into_iter()
            .map(|address| view! { <li><code>{address}</code></li> })
            .collect();
        Some(items)
    };
    view! {
        <details class="options">
            <summary>"What the test does"</summary>
            <p>
                "Your browser opens one WebSocket, says nothing on it, and closes it. Then it asks \
                 the same server for a plain web page, without cookies, and compares with an \
                 endpoint of ours that is known to work. Only these addresses are requested:"
            </p>
            <ul>{list}</ul>
            <p>
                "A server may redirect a web request to another address. This page is a foreign \
                 origin without your cookies: a server may refuse it and still accept your app."
            </p>
        </details>
    }
}
