//! One step in full: what it will tell, what it needs, how to do it here, and
//! the way to answer.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::{Need, Step};
use why1006_evidence::Evidence;

use super::{
    Guide, answer, memory::Asked, others, paste, phone, run, snippet, tab, terminal, whose,
};
use crate::{
    view::{
        el::{Kid, classed, el, kids, nothing, p},
        time,
    },
    words,
};

/// The current step; when none is left, the good ending.
pub(super) fn step(guide: Guide) -> AnyView {
    if guide.is_empty() || guide.is_settled() {
        return nothing();
    }
    let asked = guide.current().unwrap_or((Step::SendToSupport, None));
    let step = asked.0;
    guide.begin(step);
    let is_theirs = guide.is_received() && step.is_of_tester();
    let next = if is_theirs { "Next step: ask them" } else { "Next step" };
    let small = el("small", &[], kids![next]);
    let title = el(
        "h2",
        &[("id", "step-title"), ("tabindex", "-1")],
        kids![small, content::step_title(step)],
    );
    kids![
        title,
        about(step),
        whose::ask_them(guide, step),
        how(guide, step),
        classed("div", "answers", answers(guide, asked)),
        others::others(guide, asked),
    ]
    .kid()
}

/// What it will tell, and what it takes.
fn about(step: Step) -> AnyView {
    let row = |term: &str, what: String| {
        kids![el("dt", &[], kids![term]), el("dd", &[], kids![what])].kid()
    };
    let need = step.needs();
    let needs = (need != Need::Nothing).then(|| row("Needs", words::need(need)));
    classed("dl", "who", kids![row("What it tells", words::step_tells(step)), needs])
}

/// How it is done in the browser that made the result.
fn how(guide: Guide, step: Step) -> AnyView {
    let page = ["#step/", step.as_str()].concat();
    let more = el("a", &[("href", &page)], kids!["More about this step"]);
    p(kids![words::step_how(step, guide.engine()), " ", more])
}

/// Where in a log to look.
fn began(guide: Guide) -> AnyView {
    let began = |e: &Option<Evidence>| e.as_ref().map(|e| time::local(e.circumstances.started_at));
    guide.state.evidence.peek(began).map(|time| p(kids!["This test began on ", time, "."])).kid()
}

fn answers(guide: Guide, asked: Asked) -> Vec<AnyView> {
    let first = match asked.0 {
        Step::OpenInTab => tab::tab(guide),
        Step::ConsoleLine => paste::paste(guide, asked),
        Step::ReadServerLog => kids![began(guide), paste::paste(guide, asked)].kid(),
        Step::RunCommand | Step::CheckCertificate => {
            kids![terminal::terminal(guide, asked.0), paste::paste(guide, asked)].kid()
        }
        Step::AppOrigin => snippet::snippet(guide),
        Step::OtherNetwork => phone::phone(guide),
        Step::PrivateWindow | Step::OtherBrowser => phone::address(guide),
        Step::AppWorks if guide.is_received() => whose::whose(guide, asked.0, |_| ()).kid(),
        step => run::run(guide, step),
    };
    kids![first, answer::choices(guide, asked)]
}
