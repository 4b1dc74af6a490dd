//! A result that came by a link.

use std::pin::Pin;

use leptos::prelude::*;
use why1006_evidence::redact;

use super::{
    el::{button, classed, el, kids, nothing, p, replaced},
    opening,
    state::State,
    time,
};
use crate::{
    link::{self, Broken},
    words,
};

/// Shows the result that a text holds, or why it holds none. Only once the rest
/// of the program is there; in a box, so that this is one function.
#[inline(never)]
pub(super) fn open(state: State, text: String) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async move {
        match link::open(&text).await {
            Ok(evidence) => {
                words::load().await;
                state.link.set(String::new());
                state.show_received(evidence.clone());
                // It can be passed on again.
                state.share(evidence).await;
            }
            Err(broken) => state.broken_link.set(Some(broken)),
        }
    })
}

/// Says whose result this is.
pub(super) fn banner(state: State) -> AnyView {
    replaced(move || match state.received.get() {
        true => show(state),
        false => nothing(),
    })
}

fn show(state: State) -> AnyView {
    let sentence = state.evidence.with(|e| {
        e.as_ref().map(|e| {
            let c = &e.circumstances;
            let (whose, from) = match c.page.by_snippet {
                true => (words::note("from-snippet"), ", by the snippet on the app’s own page "),
                false => ("A result from someone else.".to_owned(), ", from the page "),
            };
            p(kids![
                el("strong", &[], kids![whose, " Not verified."]),
                " Made on ",
                time::local(c.started_at),
                " with ",
                c.engine.name.clone(),
                from,
                el("code", &[], kids![c.page.origin.clone()]),
                ". Nothing was tested from your browser, and nothing was sent.",
            ])
        })
    });
    let is_hidden =
        state.evidence.with(|e| e.as_ref().is_some_and(|e| redact::is_hidden(&e.target.host)));
    let again = match is_hidden {
        true => p(kids![
            "The tested address was hidden by whoever shared this. To run the same test from here, \
             ask for it and type it above."
        ]),
        false => button("run-here", "", "Run the same test from here", move || state.start()),
    };
    el(
        "section",
        &[("class", "card received"), ("id", "opened"), ("aria-label", "Received result")],
        kids![sentence, classed("div", "buttons", kids![again])],
    )
}

/// A link or a file without a readable result.
pub(super) fn broken(state: State) -> AnyView {
    replaced(move || {
        let Some(broken) = state.broken_link.with(Option::clone) else { return nothing() };
        let words = match broken {
            Broken::Incomplete => {
                "This result is incomplete: a part was cut off or changed on the way. Ask for the \
                 whole link again, or for the result as a file."
            }
            Broken::Newer => {
                "This result was made by a newer version of this page. Open the link on the page \
                 where it was made, or reload this one."
            }
            Broken::TooLong => "This holds far more than a result does. It was not opened.",
            Broken::NoResult => {
                "This arrived whole, but holds no result that this page can read. Ask for a new \
                 link, or for the result as a file."
            }
            Broken::Unsupported => {
                "This browser is too old to open results. Open the link in a newer one."
            }
        };
        el(
            "section",
            &[("class", "card received"), ("id", "broken-link"), ("role", "alert")],
            kids![p(kids![words]), opening::chooser(state, "other-file")],
        )
    })
}
