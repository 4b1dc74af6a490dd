//! What remains and why; what was ruled out and by what.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::{CauseId, Diagnosis, Judgement, Reason, Standing, Verdict, causes};

use crate::words;

use super::{
    el::{Kid, card, classed, el, kids, live, nothing, on, p, replaced},
    pages,
    software::software,
    state::State,
    untested::untested,
};

/// How many remaining causes are shown before the rest is folded.
const SHOWN: usize = 3;

pub(super) fn causes(state: State) -> AnyView {
    let first = replaced(move || {
        state.diagnosis.with(|d| d.as_ref().map(|d| lists(state, d)).unwrap_or_default()).kid()
    });
    // Made when the answer stands in the page.
    let below = replaced(move || match state.whole.get() {
        true => state.diagnosis.with(|d| d.as_ref().map(|d| below(state, d))).kid(),
        false => nothing(),
    });
    // Apart from the list, which is made anew with each choice.
    kids![first, software(state), below].kid()
}

fn lists(state: State, d: &Diagnosis) -> Vec<AnyView> {
    let (open, apart) = (open(d), apart(d));
    kids![
        conflicts(d),
        (!open.is_empty()).then(|| remaining(state, d, &open)),
        (!apart.is_empty()).then(|| contrast(d, &apart)),
    ]
}

/// What is folded: made when the answer stands in the page.
fn later(state: State, f: impl Fn(&Diagnosis) -> AnyView + 'static) -> AnyView {
    replaced(move || match state.whole.get() {
        // What shows this is made anew with each diagnosis.
        true => state.diagnosis.peek(|d| d.as_ref().map(&f).unwrap_or_else(nothing)),
        false => nothing(),
    })
}

/// After a pass nothing is left to explain but what only the app can show.
fn is_pass(d: &Diagnosis) -> bool {
    d.verdict == Verdict::Works || d.is_app_fine()
}

/// What a pass leaves to explain.
fn apart(d: &Diagnosis) -> Vec<&Judgement> {
    let list = if is_pass(d) { d.by_contrast() } else { Vec::new() };
    list.iter().filter_map(|c| d.judgements.iter().find(|j| j.cause == *c)).collect()
}

/// What a failure leaves to explain.
fn open(d: &Diagnosis) -> Vec<&Judgement> {
    let is_open = |j: &&Judgement| !is_pass(d) && j.standing > Standing::NotTested;
    d.judgements.iter().filter(is_open).collect()
}

fn below(state: State, d: &Diagnosis) -> AnyView {
    let apart = apart(d);
    let with = |wanted: Standing| -> Vec<&Judgement> {
        let is_apart = |j: &Judgement| apart.iter().any(|other| other.cause == j.cause);
        d.judgements.iter().filter(|j| j.standing == wanted && !is_apart(j)).collect()
    };
    let ruled_out = with(Standing::RuledOut);
    let out = match ruled_out.is_empty() {
        true => p(kids!["Nothing could be ruled out yet."]),
        false => fold("ruled-out", "ruled out by what we saw", &ruled_out, by_reason(&ruled_out)),
    };
    kids![
        untested(state, d, &with(Standing::NotTested)),
        card("out-title", "What it is not", kids![out]),
    ]
    .kid()
}

/// Observations that cannot both be so.
fn conflicts(d: &Diagnosis) -> Option<AnyView> {
    if d.conflicts.is_empty() {
        return None;
    }
    let both =
        |(one, other): &(Reason, Reason)| p(kids![words::reason(*one), " ", words::reason(*other)]);
    let mut inside: Vec<AnyView> = d.conflicts.iter().map(both).collect();
    inside.push(classed("p", "hint", kids![words::note("conflict")]));
    let card = card("conflict-title", "Two things do not fit together", inside);
    Some(el("div", &[("id", "conflicts")], kids![card]))
}

/// At a pass: what would show only beside the app.
fn contrast(d: &Diagnosis, apart: &[&Judgement]) -> AnyView {
    let contrast = if d.own_origin { "contrast-own" } else { "contrast" };
    let hint = classed("p", "hint", kids![words::note(contrast)]);
    let list = el("div", &[("id", "contrast")], full(apart, false));
    card(
        "contrast-title",
        "If your app still fails, although it works from this page",
        kids![hint, list],
    )
}

fn remaining(state: State, d: &Diagnosis, open: &[&Judgement]) -> AnyView {
    let certain = open.iter().any(|j| j.standing == Standing::Certain);
    let title = match certain {
        true if open.len() == 1 => "The cause",
        true => "The cause, and what may lie behind it",
        false => "What it can be",
    };
    let is_group = open.len() > 1 && !certain;
    let group = is_group.then(|| group(d, open));
    let shown = &open[..open.len().min(SHOWN)];
    let shown = el("div", &[("id", "remaining")], full(shown, is_group));
    let more = (open.len() > SHOWN).then(|| later(state, more));
    card("remaining-title", title, kids![group, shown, more])
}

/// All but the first of what remains.
fn more(d: &Diagnosis) -> AnyView {
    let folded: Vec<&Judgement> = open(d).into_iter().skip(SHOWN).collect();
    fold("more", "also possible", &folded, full(&folded, false))
}

/// What is true of all causes that remain: that they look alike, by what, and
/// who has to act.
fn group(d: &Diagnosis, open: &[&Judgement]) -> Vec<AnyView> {
    let count = el("b", &[], kids![open.len().to_string(), " causes fit what we saw. "]);
    let shared = open[0].because.iter().find(|reason| {
        **reason != Reason::NothingAgainst && open.iter().all(|j| j.because.contains(reason))
    });
    let pair = |term: &str, what: String| {
        kids![el("dt", &[], kids![term]), el("dd", &[], kids![what])].kid()
    };
    let mut owners = String::new();
    for judgement in open {
        let label = content::owner_label(causes::get(judgement.cause).owner);
        if !owners.contains(label) {
            owners.push_str(if owners.is_empty() { "" } else { "; or: " });
            owners.push_str(label);
        }
    }
    // Causes at several stages share no reason, but the step that they stop.
    let stage = d.failed_stage.map(|stage| content::stage(stage).name.to_owned());
    let shared = match shared {
        Some(reason) => Some(pair("What they share", words::reason(*reason))),
        None => stage.map(|stage| pair("Where it stops", stage)),
    };
    let rows = kids![shared, pair("Who has to act", owners),];
    kids![
        p(kids![count, words::note("group")]),
        classed("dl", "who", rows),
        classed("p", "hint", kids![words::note("order")]),
    ]
}

fn fold(id: &'static str, label: &str, list: &[&Judgement], mut inside: Vec<AnyView>) -> AnyView {
    let summary = kids![list.len().to_string(), " ", label];
    inside.insert(0, el("summary", &[], summary));
    el("details", &[("id", id)], inside)
}

fn full(list: &[&Judgement], tell_first: bool) -> Vec<AnyView> {
    list.iter().enumerate().map(|(at, j)| one(j, tell_first && at == 0)).collect()
}

/// Causes by what their standing rests on: many share one sentence.
pub(super) fn by_reason(list: &[&Judgement]) -> Vec<AnyView> {
    let mut groups = Vec::new();
    for (at, judgement) in list.iter().enumerate() {
        let reason = judgement.because.first();
        if list[..at].iter().any(|earlier| earlier.because.first() == reason) {
            continue;
        }
        let alike = list.iter().filter(|j| j.because.first() == reason);
        let names = alike
            .map(|j| {
                let cause = [("data-cause", j.cause.as_str())];
                el("li", &cause, kids![link(j.cause, words::title(j.cause))])
            })
            .collect();
        let sentence = p(kids![reason.map(|r| words::reason(*r))]);
        groups.push(classed("div", "brief", kids![sentence, classed("ul", "names", names)]));
    }
    groups
}

/// A link to the page of a cause.
fn link(cause: CauseId, label: String) -> AnyView {
    let address = ["#cause/", cause.as_str()].concat();
    el("a", &[("href", &address)], kids![label])
}

/// A cause in full: owner, why it is possible, how to settle and to fix it.
/// What the likeliest means is told before it is opened.
fn one(judgement: &Judgement, is_told: bool) -> AnyView {
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
        kids![
            classed("span", "title", kids![title]),
            classed("span", "tags", tags),
            is_told.then(|| classed("span", "means", kids![words::summary(cause)])),
        ],
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
        (!is_told).then(|| p(kids![words::summary(cause)])),
        p(kids![el("b", &[], kids!["What to do: "]), words::act(cause)]),
        classed("ul", "because", reasons),
        p(kids![link(cause, "Open this cause as a page of its own".to_owned())]),
        page,
    ];
    live("details", &attributes, inside, move |details| {
        on(&details, "toggle", move |_| opened.set(true));
    })
}
