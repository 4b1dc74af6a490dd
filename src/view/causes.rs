//! What remains and why; what was ruled out and by what.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::{Diagnosis, Judgement, Standing, Verdict, causes};

use crate::words;

use super::{
    el::{Kid, card, classed, el, kids, live, nothing, on, p, replaced},
    pages,
    state::State,
};

/// How many remaining causes are shown before the rest is folded.
const SHOWN: usize = 3;

pub(super) fn causes(state: State) -> AnyView {
    replaced(move || state.diagnosis.with(|d| d.as_ref().map(lists).unwrap_or_default()).kid())
}

fn lists(diagnosis: &Diagnosis) -> Vec<AnyView> {
    let with = |wanted: fn(Standing) -> bool| -> Vec<&Judgement> {
        diagnosis.judgements.iter().filter(|j| wanted(j.standing)).collect()
    };
    // After a pass nothing is left to explain.
    let works = diagnosis.verdict == Verdict::Works;
    let open = if works { Vec::new() } else { with(|s| s > Standing::NotTested) };
    let ruled_out = with(|s| s == Standing::RuledOut);
    let not_tested = if works { Vec::new() } else { with(|s| s == Standing::NotTested) };
    let out = if ruled_out.is_empty() {
        p(kids!["Nothing could be ruled out yet."])
    } else {
        fold("ruled-out", "ruled out by what we saw", &ruled_out, brief)
    };
    let untested = (!not_tested.is_empty())
        .then(|| fold("not-tested", "could not be tested from here", &not_tested, brief));
    kids![
        (!open.is_empty()).then(|| remaining(&open)),
        card("out-title", "What it is not", kids![out, untested]),
    ]
}

fn remaining(open: &[&Judgement]) -> AnyView {
    let title = match open.iter().any(|j| j.standing == Standing::Certain) {
        true if open.len() == 1 => "The cause",
        true => "The cause, and what may lie behind it",
        false => "What it can be",
    };
    let note = (open.len() > 1).then(|| {
        classed(
            "p",
            "hint",
            kids![
                "A script in a page cannot see which of these it is. They stand in order of how \
                 common they are for such an address."
            ],
        )
    });
    let (shown, folded) = open.split_at(open.len().min(SHOWN));
    let shown = el("div", &[("id", "remaining")], shown.iter().map(|j| one(j)).collect());
    let more = (!folded.is_empty()).then(|| fold("more", "also possible", folded, one));
    card("remaining-title", title, kids![note, shown, more])
}

fn fold(
    id: &'static str,
    label: &'static str,
    list: &[&Judgement],
    show: fn(&Judgement) -> AnyView,
) -> AnyView {
    let summary = el("summary", &[], kids![format!("{} {label}", list.len())]);
    let items: Vec<AnyView> = list.iter().map(|j| show(j)).collect();
    el("details", &[("id", id)], kids![summary, items])
}

/// A cause in full: owner, why it is possible, how to settle and to fix it.
fn one(judgement: &Judgement) -> AnyView {
    let cause = judgement.cause;
    let title = words::title(cause);
    let owner = content::owner_label(causes::get(cause).owner);
    let tags = kids![
        classed("span", "standing", kids![content::standing(judgement.standing)]),
        classed("span", "owner", kids![owner]),
    ];
    let summary = el(
        "summary",
        &[],
        kids![classed("span", "title", kids![title]), classed("span", "tags", tags),],
    );
    let reasons =
        judgement.because.iter().map(|r| el("li", &[], kids![words::reason(*r)])).collect();
    let opened = RwSignal::new(false);
    let page = replaced(move || match opened.get() {
        true => pages::body(cause),
        false => nothing(),
    });
    let attributes = [
        ("class", "cause"),
        ("data-cause", cause.as_str()),
        ("data-standing", judgement.standing.as_str()),
    ];
    let inside = kids![
        summary,
        p(kids![words::summary(cause)]),
        p(kids![el("b", &[], kids!["What to do: "]), words::act(cause)]),
        classed("ul", "because", reasons),
        page,
    ];
    live("details", &attributes, inside, move |details| {
        on(&details, "toggle", move |_| opened.set(true));
    })
}

fn brief(judgement: &Judgement) -> AnyView {
    let title = words::title(judgement.cause);
    let reason = judgement.because.first().map(|r| words::reason(*r));
    el(
        "p",
        &[("class", "brief"), ("data-cause", judgement.cause.as_str())],
        kids![el("b", &[], kids![title, ". "]), reason],
    )
}
