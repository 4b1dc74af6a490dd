//! A result that came by a link.

use std::pin::Pin;

use leptos::prelude::*;

use why1006_evidence::{Evidence, redact::REMOVED, scan};

use super::{
    compare,
    el::{button, classed, el, kids, nothing, p, replaced},
    state::State,
    time,
};
use crate::{
    link::{self, Broken},
    words,
};

/// Shows the result that a fragment holds, or why it holds none. Only once the rest
/// of the program is there; in a box, so that this is one function.
#[inline(never)]
pub(super) fn open(state: State, result: String) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async move {
        match link::decode(&result).await {
            Ok(evidence) => {
                words::load().await;
                state.show_received(evidence);
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
    let sentences = state.evidence.with(|e| e.as_ref().map(about).unwrap_or_default());
    let again = button("run-here", "", "Run the same test from here", move || state.start());
    let beside = state.beside;
    let has_other = beside.ours.peek(Option::is_some);
    let compare = (has_other && !beside.comparing.get_untracked()).then(|| {
        button("compare-open", "quiet", "Compare with the one that was open", move || {
            beside.comparing.set(true);
            compare::focus_title_soon();
        })
    });
    el(
        "section",
        &[("class", "card received"), ("id", "opened"), ("aria-label", "Received result")],
        kids![sentences, classed("div", "buttons", kids![again, compare])],
    )
}

/// Whose result this is, when and with what it was made, what the page said then, and
/// what the link lacks.
fn about(e: &Evidence) -> Vec<AnyView> {
    let c = &e.circumstances;
    let (whose, from) = match c.page.by_snippet {
        true => (words::note("from-snippet"), ", by the snippet on the app’s own page "),
        false => ("A result from someone else.".to_owned(), ", from the page "),
    };
    let there = time::there(c.started_at, c.utc_offset);
    let sentence = kids![
        el("strong", &[], kids![whose, " Not verified."]),
        " Made on ",
        el("span", &[("id", "made-there")], kids![there]),
        " where it was made, which is ",
        el("span", &[("id", "made-here")], kids![time::local(c.started_at)]),
        " here, with ",
        c.engine.name.clone(),
        from,
        el("code", &[], kids![c.page.origin.clone()]),
        ". Nothing was tested from your browser, and nothing was sent.",
    ];
    let is_cut = scan::has(&e.target.url, REMOVED)
        || e.target.protocols.iter().any(|name| scan::has(name, REMOVED));
    let cut = is_cut.then(|| classed("p", "hint", kids![words::note("parts-missing")]));
    kids![p(sentence), cut]
}

/// A link without a readable result.
pub(super) fn broken(state: State) -> AnyView {
    replaced(move || {
        let Some(broken) = state.broken_link.with(Option::clone) else { return nothing() };
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
        el(
            "section",
            &[("class", "card received"), ("id", "broken-link"), ("role", "alert")],
            kids![p(kids![words])],
        )
    })
}
