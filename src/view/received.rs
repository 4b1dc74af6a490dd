//! A result that came by a link.

use std::pin::Pin;

use leptos::prelude::*;

use why1006_content as content;
use why1006_diagnosis::{CauseId, Owner, Verdict, diagnose};
use why1006_evidence::{
    Evidence,
    code::code,
    redact::{self, REMOVED},
    scan,
};

use super::{
    compare,
    el::{button, classed, el, kids, nothing, p, replaced, tick},
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
    let arrived = state.beside.arrived.peek(|arrived| *arrived);
    let about = |e: &Evidence| kids![about(e), said_otherwise(e, arrived)];
    let sentences = state.evidence.with(|e| e.as_ref().map(about).unwrap_or_default());
    let beside = state.beside;
    let has_other = beside.ours.peek(Option::is_some);
    let compare = (has_other && !beside.comparing.get()).then(|| {
        button("compare-open", "quiet", "Compare with the one that was open", move || {
            beside.comparing.set(true);
            compare::focus_title_soon();
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
    let about_mine = "Then your answers below are about this very test.";
    el(
        "section",
        &[("class", "card received"), ("id", "opened"), ("aria-label", "Received result")],
        kids![
            sentences,
            tick("is-mine", "I ran this test myself, in this browser", about_mine, beside.is_mine),
            classed("div", "buttons", kids![again, compare]),
        ],
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
        ". Nothing was tested from your browser, and nothing was sent. Its short code is ",
        el("code", &[("id", "opened-code")], kids![code(e)]),
        ".",
    ];
    let is_cut = scan::has(&e.target.url, REMOVED)
        || e.target.protocols.iter().any(|name| scan::has(name, REMOVED));
    let cut = is_cut.then(|| classed("p", "hint", kids![words::note("parts-missing")]));
    kids![p(sentence), cut]
}

/// What the page said when the link was made, where today's rules say otherwise of the
/// same. Nothing of it is shown but words of our own.
fn said_otherwise(e: &Evidence, arrived: usize) -> Option<AnyView> {
    let said = e.said.as_ref()?;
    let mut then = e.clone();
    then.told.truncate(arrived);
    let today = diagnose(&then);
    let cause = today.the_cause();
    let is_same = said.verdict == today.verdict.as_str()
        && said.owner == today.owner.as_str()
        && said.cause.as_deref() == cause.map(CauseId::as_str);
    if is_same || !words::are_loaded() {
        return None;
    }
    let unknown = || "something that this page does not know".to_owned();
    let what = match &said.cause {
        Some(cause) => CauseId::from_tag(cause).map(words::title),
        None => Verdict::from_tag(&said.verdict).map(|v| content::headline(v).to_owned()),
    };
    let owner = Owner::from_tag(&said.owner).map(|owner| content::owner_label(owner).to_owned());
    let now = match cause {
        Some(cause) => words::title(cause),
        None => content::headline(today.verdict).to_owned(),
    };
    let quoted = |what: String, owner: String| {
        kids![el("q", &[], kids![what]), " Who has to act: ", owner, ". "]
    };
    Some(el(
        "p",
        &[("id", "said-otherwise"), ("class", "note")],
        kids![
            "When the link was made, the page (build ",
            build(&said.build),
            ") said: ",
            quoted(what.unwrap_or_else(unknown), owner.unwrap_or_else(unknown)),
            "Today’s rules say: ",
            quoted(now, content::owner_label(today.owner).to_owned()),
        ],
    ))
}

/// The number of a build, and no text that somebody put in its place.
fn build(text: &str) -> String {
    let is_number = text.len() <= 20 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_number { text.to_owned() } else { "unknown".to_owned() }
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
