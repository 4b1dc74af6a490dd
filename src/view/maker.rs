//! The link maker: a test that somebody else is to run, as a link.

use std::pin::Pin;

use js_sys::encode_uri_component;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use why1006_evidence::{Problem, ProblemKind, Target, lint, plain::plain, redact, scan};

use super::{
    ask, camera,
    copy::copy_button,
    el::{Kid, card, classed, el, focus_soon, kids, live, nothing, on, p, patched, replaced},
    state::{State, read_form},
};
use crate::{
    invitation::{Invitation, MAX_NOTE},
    words,
};

/// Opens the link maker. Only once the rest of the program is there; in a box, so
/// that this is one function.
#[inline(never)]
pub(super) fn open(state: State) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async move {
        words::load().await;
        state.visit.making.set(true);
        focus_soon("make-url");
    })
}

/// What is typed into it.
#[derive(Clone, Copy)]
struct Draft {
    url: RwSignal<String>,
    protocols: RwSignal<String>,
    app: RwSignal<String>,
    note: RwSignal<String>,
}

/// The link maker where it was asked for.
pub(super) fn maker(state: State) -> AnyView {
    let text = || RwSignal::new(String::new());
    let draft = Draft { url: text(), protocols: text(), app: text(), note: text() };
    replaced(move || match state.visit.making.get() {
        true => show(state, draft),
        false => nothing(),
    })
}

fn show(state: State, draft: Draft) -> AnyView {
    take_over(state, draft);
    let inside = kids![
        p(kids![words::note("make")]),
        ask::option("make-url", "Address to test", "wss://app.example.com/cable", draft.url),
        ask::option("make-protocols", "Subprotocols, if it needs any", "", draft.protocols),
        ask::option("make-app", "Page where the app runs, if there is one", "", draft.app),
        el("label", &[("for", "make-note")], kids!["Your words to them"]),
        note(draft),
        patched(move || counter(draft)),
        replaced(move || made(state, draft)),
        p(kids![el("a", &[("href", "#"), ("id", "make-close")], kids!["Close"])]),
    ];
    el("div", &[("id", "maker")], kids![card("make-title", "Ask someone else to test", inside)])
}

/// Starts with what stands in the form, unless that is our own endpoint.
fn take_over(state: State, draft: Draft) {
    let own = |url: &String| {
        state.config.peek(|c| c.iter().any(|c| c.references.iter().any(|r| r.socket == *url)))
    };
    let typed = state.address.get_untracked();
    if draft.url.with_untracked(String::is_empty) && !own(&typed) {
        draft.url.set(typed);
        draft.protocols.set(state.protocols.get_untracked());
        draft.app.set(state.app.get_untracked());
    }
}

fn note(draft: Draft) -> AnyView {
    let attributes = [("id", "make-note"), ("rows", "3"), ("aria-describedby", "make-count")];
    live("textarea", &attributes, kids![], move |element| {
        let area: HtmlTextAreaElement = element.clone().unchecked_into();
        area.set_value(&draft.note.get_untracked());
        on(&element, "input", move |_| draft.note.set(area.value()));
    })
}

/// How many characters there are, and what is too much.
fn counter(draft: Draft) -> AnyView {
    let long = draft.note.with(|note| plain(note, usize::MAX).chars().count());
    let mut words = [&long.to_string(), " of ", &MAX_NOTE.to_string(), " characters"].concat();
    if long > MAX_NOTE {
        words.push_str(": the end will be cut off");
    }
    let attributes = [("id", "make-count"), ("class", "hint"), ("role", "status")];
    el("p", &attributes, kids![words])
}

/// The link with what helps to pass it on, or why there is none.
fn made(state: State, draft: Draft) -> AnyView {
    let (url, protocols, app) = (draft.url.get(), draft.protocols.get(), draft.app.get());
    let note = draft.note.get();
    if url.trim().is_empty() {
        return classed("p", "hint", kids![words::note("make-empty")]);
    }
    let (asked, target) = read_form(&url, &protocols, &app, "");
    let notes = ask::notes(state, &asked, &target);
    let is_bad = |problem: &Problem| problem.kind.is_fatal() || problem.kind == ProblemKind::BadApp;
    if target.problems.iter().any(is_bad) {
        return notes;
    }
    let asked = Invitation {
        url: target.url.clone(),
        protocols: lint::listed(&target.protocols),
        app: app.trim().to_owned(),
        note,
        cut: false,
    };
    let Some(link) = asked.address() else { return notes };
    let attributes = [
        ("id", "made-link"),
        ("type", "text"),
        ("readonly", ""),
        ("aria-label", "Link that asks for this test"),
        ("value", link.as_str()),
    ];
    let row = kids![
        el("input", &attributes, kids![]),
        copy_button("made-link", "copy-made", "Copy link")
    ];
    kids![
        notes,
        warning(&target, &asked.note),
        classed("div", "row", row),
        mail(&link),
        camera::code("made-code", link),
    ]
    .kid()
}

/// Names what should not travel in a link.
fn warning(target: &Target, note: &str) -> Option<AnyView> {
    let path = scan::head(&target.url, b"?#");
    let in_address = target.token_in_query || redact::url(path) != path;
    let in_protocols = target.protocols.iter().any(|name| redact::text(name) != *name);
    let in_words = redact::text(note) != note;
    let parts =
        [(in_address, "the address"), (in_protocols, "the subprotocols"), (in_words, "your words")];
    let found: Vec<&str> = parts.iter().filter(|(is, _)| *is).map(|(_, part)| *part).collect();
    (!found.is_empty()).then(|| {
        let words = ["Looks secret: something in ", &found.join(" and in "), ". "].concat();
        let attributes = [("class", "note bad"), ("id", "make-warning")];
        el("p", &attributes, kids![words, words::note("make-secret")])
    })
}

/// The link with a few words around it, for mail or chat.
fn mail(link: &str) -> AnyView {
    let text =
        [&words::note("make-mail"), "\n\n", link, "\n\n", &words::note("make-mail-end")].concat();
    let encoded = encode_uri_component(&text).as_string().unwrap_or_default();
    let subject = "mailto:?subject=Please%20test%20a%20connection&body=";
    let href = [subject, &encoded.replace("%0A", "%0D%0A")].concat();
    let area = [
        ("id", "made-text"),
        ("rows", "6"),
        ("readonly", ""),
        ("aria-label", "Text for mail or chat"),
    ];
    let buttons = kids![
        copy_button("made-text", "copy-text", "Copy text"),
        el(
            "a",
            &[("href", href.as_str()), ("id", "made-mail")],
            kids!["Open it in a mail program"]
        ),
    ];
    let inside = kids![
        el("summary", &[], kids!["Text for mail or chat"]),
        el("textarea", &area, kids![text]),
        classed("div", "row", buttons),
    ];
    el("details", &[("id", "made-words"), ("class", "camera")], inside)
}
