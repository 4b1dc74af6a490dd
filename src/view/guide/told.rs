//! What the user told so far, each answer with a way to change it.

use leptos::prelude::*;
use why1006_diagnosis::Step;
use why1006_evidence::{Told, Way};

use super::{Guide, answer::replaced_by, memory::misfits, reading};
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
    let mut rows = Vec::new();
    for (at, first) in told.iter().enumerate() {
        if !told[..at].iter().any(|earlier| earlier.way == first.way) {
            rows.push(row(guide, first.way, &told));
        }
    }
    let title = match guide.state.received.get() {
        true => "What was told about it",
        false => "What you told us",
    };
    let list = el("ul", &[("class", "told")], rows);
    let misfits = guide.state.diagnosis.with(|d| d.as_ref().is_some_and(misfits));
    let contradiction =
        misfits.then(|| classed("p", "note", kids![words::told("paste", "contradiction", "text")]));
    card("told-title", title, kids![list, contradiction, reading::reading(guide)])
}

fn row(guide: Guide, way: Way, told: &[Told]) -> AnyView {
    let label = words::told_or_tag("way", way.as_str(), "label");
    let clues = told.iter().filter(|one| one.way == way);
    let lines = clues.map(|one| el("li", &[], kids![words::said(one)])).collect();
    let change =
        step_of(way).map(|step| control("Change", &label, move || guide.choose((step, Some(way)))));
    let remove = control("Remove", &label, move || guide.tell(replaced_by(way), &[]));
    let text = el("div", &[], kids![el("b", &[], kids![label.clone()]), el("ul", &[], lines)]);
    let buttons = el("div", &[("class", "buttons")], kids![change, remove]);
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
