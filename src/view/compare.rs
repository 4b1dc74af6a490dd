//! Two results side by side: what they mean together, what differs first, and the rest
//! row by row.

mod rows;

use leptos::prelude::*;
use why1006_diagnosis::compare::{Circumstance, Comparison, Meaning, Whose, compare as held};

use self::rows::rows;
use super::{
    el::{
        Kid, attribute, classed, el, focus, focus_soon, kids, live, nothing, on, p, replaced, watch,
    },
    state::State,
    time,
};
use crate::words;

/// The title, which gets the focus when a run from here is over.
const TITLE: &str = "compare-title";

/// Moves the focus to the comparison.
pub(super) fn focus_title() {
    focus(TITLE);
}

/// The same, once it is drawn.
pub(super) fn focus_title_soon() {
    focus_soon(TITLE);
}

/// Both, once there are two and somebody wants to see them.
pub(super) fn compare(state: State) -> AnyView {
    replaced(move || match state.beside.comparing.get() && !state.running.get() {
        true => show(state),
        false => nothing(),
    })
}

fn show(state: State) -> AnyView {
    let body = replaced(move || {
        let beside = state.beside;
        let both = beside
            .theirs
            .with(|theirs| beside.ours.with(|ours| Some(held(theirs.as_ref()?, ours.as_ref()?))));
        both.map(|both| inside(state, &both)).kid()
    });
    let title = el("h2", &[("id", TITLE), ("tabindex", "-1")], kids!["Side by side"]);
    let switch = |id, label: &'static str, is_theirs: bool| {
        let attributes = [("id", id), ("class", "quiet"), ("type", "button")];
        live("button", &attributes, kids![label], move |button| {
            let shown = button.clone();
            watch(move || {
                let is_shown = state.beside.shows_theirs.get() == is_theirs;
                attribute(&shown, "aria-pressed", Some(if is_shown { "true" } else { "false" }));
            });
            on(&button, "click", move |_| state.show_one(is_theirs));
        })
    };
    let (theirs, ours) = match state.beside.is_earlier.get() {
        true => ("Show this one below", "Show the earlier one below"),
        false => ("Show theirs below", "Show yours below"),
    };
    let buttons = kids![switch("show-theirs", theirs, true), switch("show-ours", ours, false)];
    el(
        "section",
        &[("class", "card compare"), ("id", "compare"), ("aria-labelledby", TITLE)],
        kids![title, body, classed("div", "buttons", buttons)],
    )
}

fn inside(state: State, c: &Comparison) -> AnyView {
    let is_earlier = state.beside.is_earlier.get_untracked();
    let here = is_earlier.then(|| {
        let words = "“Here” and “yours” are the result that was open before, “there” and \
                     “theirs” the one that was opened now.";
        classed("p", "hint", kids![words])
    });
    let is_test = c.meaning != Meaning::OtherTest;
    let list = is_test.then(|| {
        state.beside.theirs.with(|theirs| {
            state.beside.ours.with(|ours| Some(rows(c, [theirs.as_ref()?, ours.as_ref()?])))
        })
    });
    kids![
        el("div", &[("role", "status"), ("data-meaning", c.meaning.as_str())], sentence(c)),
        here,
        is_test.then(|| around(c)),
        list.flatten(),
    ]
    .kid()
}

/// What the two mean together, what they do not, and what would tell more.
fn sentence(c: &Comparison) -> Vec<AnyView> {
    let word = |field| words::told("meaning", c.meaning.as_str(), field);
    let means = word(if c.failing == Some(Whose::Ours) { "yours" } else { "theirs" });
    kids![
        p(kids![el("strong", &[], kids![means])]),
        p(kids![word("not")]),
        p(kids![el("b", &[], kids!["What would tell more: "]), word("next")]),
    ]
}

/// What differs besides, as far as it can be seen.
fn around(c: &Comparison) -> AnyView {
    if c.meaning == Meaning::SameRun {
        return nothing();
    }
    let one = |one: &Circumstance| {
        let label = words::told_or_tag("circumstance", one.as_str(), "label");
        let between =
            (*one == Circumstance::Time).then(|| [": ", &time::between(c.between)].concat());
        el("li", &[("data-circumstance", one.as_str())], kids![label, between])
    };
    let list: Vec<AnyView> = c.circumstances.iter().map(one).collect();
    let unseen = "Whose network each was in, and who was logged in, this page cannot see.";
    match list.is_empty() {
        true => p(kids!["Nothing else differs that this page can see. ", unseen]),
        false => kids![
            p(kids![el("b", &[], kids!["What differs around them, or may:"])]),
            classed("ul", "around", list),
            classed("p", "hint", kids![unseen]),
        ]
        .kid(),
    }
}
