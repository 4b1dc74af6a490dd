//! The headline, who has to act, what to do next.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use why1006_content as content;
use why1006_diagnosis::{CauseId, Owner, Verdict};
use why1006_evidence::{EventKind, Place, Probe};

use super::state::State;
use crate::js;

/// Moves the focus to the headline, so that a keyboard or a screen reader
/// continues with the answer.
pub(super) fn focus_headline() {
    let headline = js::document().get_element_by_id("headline");
    if let Some(element) = headline.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

pub(super) fn verdict(state: State) -> impl IntoView {
    view! {
        <section class="card verdict" data-tone=move || tone(state) aria-labelledby="headline">
            <div role="status">
                <h2 id="headline" tabindex="-1">{move || headline(state)}</h2>
            </div>
            {move || match state.running.get() {
                true => running(state).into_any(),
                false => done(state).into_any(),
            }}
        </section>
    }
}

fn tone(state: State) -> &'static str {
    if state.running.get() {
        return "busy";
    }
    match state.diagnosis.with(|d| d.as_ref().map(|d| d.verdict)) {
        Some(Verdict::Works) => "good",
        Some(
            Verdict::NotTested
            | Verdict::NotConclusive
            | Verdict::WaitingForUser
            | Verdict::WorksThenEnds,
        ) => "open",
        _ => "bad",
    }
}

fn headline(state: State) -> &'static str {
    if state.running.get() {
        return "Testing…";
    }
    let verdict = state.diagnosis.with(|d| d.as_ref().map(|d| d.verdict));
    verdict.map_or("", |v| content::verdict(v).headline)
}

fn running(state: State) -> impl IntoView {
    let doing = move || {
        state.evidence.with(|e| {
            let Some(e) = e else {
                return "Reading the address.";
            };
            let has = |probe, place| e.first(probe, place).is_some();
            if !has(Probe::WebSocket, Place::Target) {
                "Opening the connection the way an app does. A silent server gets five seconds."
            } else if !has(Probe::WebSocket, Place::Reference) {
                "Asking the same server for a web page, and comparing with our own endpoint."
            } else {
                "Nearly done."
            }
        })
    };
    view! {
        <p>{doing}</p>
        <progress aria-label="The test is running"></progress>
        <div class="buttons">
            <button id="stop" type="button" class="quiet" on:click=move |_| state.stop()>
                "Stop"
            </button>
            <button
                id="keep-waiting" type="button" class="quiet" disabled=state.waiting
                on:click=move |_| state.keep_waiting()
            >
                "Keep waiting for a slow server"
            </button>
        </div>
    }
}

fn done(state: State) -> impl IntoView {
    let Some(diagnosis) = state.diagnosis.get() else {
        return ().into_any();
    };
    let words = content::verdict(diagnosis.verdict);
    let certain = diagnosis.certain();
    let act = match certain.first() {
        Some(cause) => content::cause(*cause).act,
        None => words.act,
    };
    let http_copy = (diagnosis.verdict == Verdict::NotTested)
        .then(|| http_copy(state))
        .flatten();
    view! {
        {closing_words(state)}
        {certain.first().map(|cause| cause_line(*cause))}
        <dl class="who">
            <dt>"Who can act"</dt>
            <dd><strong>{content::owner(diagnosis.owner).label}</strong></dd>
            <dt>"What to do"</dt>
            <dd>{act} {http_copy}</dd>
        </dl>
        <p class="engineer"><span>"For engineers"</span> {words.engineer}</p>
        <p class="hint">{words.limit} {foreign(state, diagnosis.owner)}</p>
    }
    .into_any()
}

fn cause_line(cause: CauseId) -> impl IntoView {
    let words = content::cause(cause);
    view! { <p><strong>{words.title} "."</strong> " " {words.summary}</p> }
}

/// The other side's own words, shown as they are.
fn closing_words(state: State) -> Option<impl IntoView> {
    state.evidence.with(|e| {
        let seen = e.as_ref()?.first(Probe::WebSocket, Place::Target)?;
        seen.event(EventKind::Open)?;
        let ours = seen.saw(EventKind::Closing);
        let close = seen.event(EventKind::Close).filter(|_| !ours)?;
        let code = close.code.filter(|code| *code != 1006)?;
        let reason = close.reason.clone().unwrap_or_default();
        Some(view! {
            <p>
                "The other side said: " <code>{code}</code>
                {(!reason.is_empty()).then(|| view! { " " <q>{reason}</q> })}
            </p>
        })
    })
}

/// The standing caveat of a page that is not the app.
fn foreign(state: State, owner: Owner) -> Option<&'static str> {
    let same = state
        .evidence
        .with(|e| e.as_ref().is_some_and(|e| e.circumstances.page.same_origin));
    if same {
        return Some("This page has the same origin as the server, so it is treated like the app.");
    }
    (owner != Owner::You).then_some(
        "This page is a foreign origin without your cookies; your app may be treated otherwise.",
    )
}

/// The same test on the http copy of this page, if the host has one.
fn http_copy(state: State) -> Option<impl IntoView> {
    let page = state.config.with(|c| c.as_ref()?.http_page.clone())?;
    let url = state
        .evidence
        .with(|e| e.as_ref().map(|e| e.target.url.clone()))?;
    let encoded = js_sys::encode_uri_component(&url).as_string()?;
    let address = format!("{}#url={encoded}", page.trim_end_matches('#'));
    Some(view! { " " <a id="http-copy" href=address>"Open the http copy of this page"</a> })
}
