//! The other steps on offer, and the good ending.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::Step;
use why1006_evidence::Way;

use super::{
    Guide,
    memory::{self, Asked},
};
use crate::{
    view::el::{Kid, classed, el, kids, live, nothing, on, replaced, tick},
    words,
};

/// Everything but the current step, folded.
pub(super) fn others(guide: Guide, current: Asked) -> AnyView {
    let list = replaced(move || {
        let steps = guide.offered();
        let others = steps.iter().filter(|it| **it != current && it.0 != Step::SendToSupport);
        let items: Vec<AnyView> = others.map(|asked| other(guide, *asked)).collect();
        match items.is_empty() {
            true => nothing(),
            false => classed("ul", "others", items),
        }
    });
    let server = guide.has_steps_at_the_server().then(|| {
        let about = "Shows steps that need a terminal or access to the server.";
        tick("runs-server", "I run this server", about, guide.runs_server)
    });
    let is_other = |asked: &Asked| *asked != current && asked.0 != Step::SendToSupport;
    let is_more = server.is_some() || guide.offered().iter().any(is_other);
    let fold = is_more.then(|| {
        let inside = kids![el("summary", &[], kids!["Other ways"]), list, server];
        el("details", &[("id", "other-ways")], inside)
    });
    kids![fold, ending(current.0)].kid()
}

fn other(guide: Guide, asked: Asked) -> AnyView {
    let (step, way) = asked;
    let title = match way {
        Some(Way::AppConsole) => words::told_or_tag("way", "app-console", "label"),
        _ => content::step_title(step).to_owned(),
    };
    let tells = words::step_tells(step);
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
        on(&button, "click", move |_| memory::focus("result-link"));
    });
    classed("div", "buttons", kids![button])
}
