//! The form: what to test, what was understood, what will be requested.

use leptos::prelude::*;
use why1006_content as content;
use why1006_evidence::{Problem, ProblemKind, ask::AskKind};

use super::{
    el::{classed, el, kids, p, replaced},
    state::State,
};
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
            <div id="understood" aria-live="polite">{replaced(move || understood(state))}</div>
            {options(state)}
            {requests(state)}
        </form>
    }
}

/// What the text was taken for, and what is wrong with it.
fn understood(state: State) -> AnyView {
    let (ask, target) = state.asked.get();
    // An empty box is no mistake before the button is pressed.
    let quiet = |kind| kind == ProblemKind::Empty && !state.complaining.get();
    let note = |p: &Problem| {
        let class = if p.kind.is_fatal() { "note bad" } else { "note" };
        classed("p", class, kids![content::problem(p.kind, &p.part)])
    };
    let notes: Vec<AnyView> = target.problems.iter().filter(|p| !quiet(p.kind)).map(note).collect();
    let changed = matches!(
        ask.kind,
        AskKind::PageAddress | AskKind::BareHost | AskKind::TextLine | AskKind::Curl
    );
    let will_test = (changed && target.fatal().next().is_none()).then(|| {
        let address = el("code", &[], kids![target.url.clone()]);
        classed("p", "note", kids!["This will test ", address, "."])
    });
    kids![will_test, notes].into_any()
}

fn options(state: State) -> AnyView {
    let fields = kids![
        field("protocols", "Subprotocols, in order", "actioncable-v1-json", state.protocols),
        field("app-page", "Page where the app runs", "https://app.example.com/", state.app),
        field("hold", "Seconds to listen once it is open", "2", state.hold),
    ];
    let inside = kids![el("summary", &[], kids!["Options"]), classed("div", "fields", fields)];
    el("details", &[("class", "options"), ("id", "options")], inside)
}

fn field(
    id: &'static str,
    label: &'static str,
    placeholder: &'static str,
    value: RwSignal<String>,
) -> AnyView {
    let input = view! {
        <input
            id=id type="text" autocomplete="off" spellcheck="false" placeholder=placeholder
            prop:value=value on:input=move |e| value.set(event_target_value(&e))
        />
    };
    kids![el("label", &[("for", id)], kids![label]), input.into_any()].into_any()
}

/// Everything that the click will request.
fn requests(state: State) -> AnyView {
    let list = replaced(move || {
        let (_, target) = state.asked.get();
        let config = state.config.get().filter(|_| target.fatal().next().is_none());
        let addresses = config.map(|config| run::requests(&target, &config)).unwrap_or_default();
        let item = |address| el("li", &[], kids![el("code", &[], kids![address])]);
        el("ul", &[], addresses.into_iter().map(item).collect::<Vec<_>>())
    });
    let inside = kids![
        el("summary", &[], kids!["What the test does"]),
        p(kids![
            "Your browser opens one WebSocket, says nothing on it, and closes it. Then it asks the \
             same server for a plain web page, without cookies, and compares with an endpoint of \
             ours that is known to work. Only these addresses are requested:"
        ]),
        list,
        p(kids![
            "A server may redirect a web request to another address. This page is a foreign origin \
             without your cookies: a server may refuse it and still accept your app."
        ]),
    ];
    el("details", &[("class", "options"), ("id", "requests")], inside)
}
