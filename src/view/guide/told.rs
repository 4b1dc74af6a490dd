//! What the user told so far, each answer with a way to change it.

use leptos::prelude::*;
use why1006_diagnosis::Step;
use why1006_evidence::Way;

use super::{Guide, answer::replaced_by, memory::misfits, reading, whose::teller};
use crate::{
    view::el::{card, classed, el, kids, live, nothing, on},
    words,
};

/// A row for each way; nothing while nothing was told.
pub(super) fn told(guide: Guide) -> AnyView {
    let told =
        guide.state.evidence.with(|e| e.as_ref().map(|e| e.told.clone()).unwrap_or_default());
    if told.is_empty() {
        return nothing();
    }
    let is_received = guide.state.received.get();
    // Of one way and one teller.
    let kind = |at: usize| {
        let teller = is_received.then(|| teller(&told[at], guide.is_own(at, &told[at])));
        (told[at].way, teller)
    };
    let mut rows = Vec::new();
    for at in 0..told.len() {
        if !(0..at).any(|earlier| kind(earlier) == kind(at)) {
            let alike = (at..told.len()).filter(|other| kind(*other) == kind(at));
            let lines = alike.map(|other| el("li", &[], kids![words::said(&told[other])]));
            rows.push(row(guide, kind(at), guide.is_own(at, &told[at]), lines.collect()));
        }
    }
    let title = match is_received {
        true => "What was told about it",
        false => "What you told us",
    };
    let list = el("ul", &[("class", "told")], rows);
    let misfits = guide.state.diagnosis.with(|d| d.as_ref().is_some_and(misfits));
    let contradiction =
        misfits.then(|| classed("p", "note", kids![words::told("paste", "contradiction", "text")]));
    card("told-title", title, kids![list, contradiction, reading::reading(guide)])
}

fn row(
    guide: Guide,
    (way, teller): (Way, Option<&'static str>),
    is_own: bool,
    lines: Vec<AnyView>,
) -> AnyView {
    let label = words::told_or_tag("way", way.as_str(), "label");
    let buttons = is_own.then(|| {
        let change = step_of(way)
            .map(|step| control("Change", &label, move || guide.choose((step, Some(way)))));
        let remove = control("Remove", &label, move || guide.tell(replaced_by(way), &[]));
        el("div", &[("class", "buttons")], kids![change, remove])
    });
    let by = teller.map(|teller| el("small", &[("class", "teller")], kids![teller]));
    let text = el("div", &[], kids![el("b", &[], kids![label]), by, el("ul", &[], lines)]);
    el("li", &[("data-way", way.as_str())], kids![text, buttons])
}

/// The step that asks for it.
fn step_of(way: Way) -> Option<Step> {
    match way {
        Way::Request | Way::AppConsole | Way::Panel => Some(Step::ConsoleLine),
        Way::TerminalWeb | Way::TerminalReach => Some(Step::RunCommand),
        _ => Step::ALL.iter().copied().find(|step| step.way() == Some(way)),
    }
}

/// A button whose words alone would not say what it is about.
fn control(verb: &'static str, about: &str, act: impl Fn() + 'static) -> AnyView {
    let act: Box<dyn Fn()> = Box::new(act);
    let label = [verb, ": ", about].concat();
    let attributes = [("class", "quiet"), ("type", "button"), ("aria-label", label.as_str())];
    live("button", &attributes, kids![verb], move |button| on(&button, "click", move |_| act()))
}
