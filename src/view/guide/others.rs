//! The other steps on offer, and the good ending.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::Step;
use why1006_evidence::{Evidence, Way};

use super::{Guide, memory::Asked};
use crate::{
    view::el::{Kid, classed, el, focus, kids, live, nothing, on, replaced, tick},
    words,
};

/// Everything but the current step, folded.
pub(super) fn others(guide: Guide, current: Asked) -> AnyView {
    let list = replaced(move || {
        let items: Vec<AnyView> =
            besides(guide, current).into_iter().map(|asked| other(guide, asked)).collect();
        match items.is_empty() {
            true => nothing(),
            false => classed("ul", "others", items),
        }
    });
    let server = guide.has_steps_at_the_server().then(|| {
        let about = "Shows steps that need a terminal or access to the server.";
        tick("runs-server", "I run this server", about, guide.runs_server)
    });
    let fold = (server.is_some() || !besides(guide, current).is_empty()).then(|| {
        let inside = kids![el("summary", &[], kids!["Other ways"]), list, server];
        el("details", &[("id", "other-ways")], inside)
    });
    kids![fold, ending(current.0)].kid()
}

/// What is on offer besides the current step; the paste box, since whoever has a
/// line from the console has done the work already; and the commands.
fn besides(guide: Guide, current: Asked) -> Vec<Asked> {
    let mut list = guide.offered();
    let is_paste = |(step, _): &Asked| *step == Step::ConsoleLine;
    let has_told =
        |e: &Option<Evidence>| e.iter().flat_map(|e| &e.told).any(|told| told.way == Way::Console);
    let is_there = list.iter().any(is_paste) || is_paste(&current);
    if !is_there && !guide.state.evidence.with(has_told) {
        list.push((Step::ConsoleLine, Some(Way::Console)));
    }
    // Commands are of use for more than to answer.
    let command = (Step::RunCommand, Some(Way::Terminal));
    if guide.runs_server.get() && !list.contains(&command) && guide.has_commands() {
        list.push(command);
    }
    list.retain(|asked| *asked != current && asked.0 != Step::SendToSupport);
    list
}

fn other(guide: Guide, asked: Asked) -> AnyView {
    let (step, way) = asked;
    let title = match way {
        Some(Way::AppConsole) => words::told_or_tag("way", "app-console", "label"),
        _ => content::step_title(step).to_owned(),
    };
    let tells = words::step_tells(step);
    let is_theirs = guide.is_received() && step.is_of_tester();
    let title = if is_theirs { ["Ask them: ", &title].concat() } else { title };
    let inside = kids![el("b", &[], kids![title]), el("small", &[], kids![tells])];
    let attributes = [("class", "quiet"), ("type", "button"), ("data-step", step.as_str())];
    let button = live("button", &attributes, inside, move |button| {
        on(&button, "click", move |_| guide.choose(asked));
    });
    el("li", &[], kids![button])
}

/// Sending what there is to somebody who can help is never wrong.
fn ending(current: Step) -> AnyView {
    let class = if current == Step::SendToSupport { "" } else { "quiet" };
    let label = content::step_title(Step::SendToSupport);
    let attributes = [("class", class), ("type", "button"), ("id", "to-support")];
    let button = live("button", &attributes, kids![label], move |button| {
        on(&button, "click", move |_| focus("result-link"));
    });
    classed("div", "buttons", kids![button])
}
