//! All that can be read: causes by stage and owner, steps, articles.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use why1006_content as content;
use why1006_diagnosis::{Owner, Stage, Step, causes};

use crate::{
    js,
    view::el::{Kid, card, classed, el, kids, p},
    words,
};

/// The title of the list.
pub(super) const TITLE: &str = "All causes this page knows";

/// An article as the host lists it.
pub(super) struct Listed {
    /// The name of its page.
    pub(super) name: String,
    title: String,
}

/// The articles that the host has; `None` if it does not answer.
pub(super) async fn articles() -> Option<Vec<Listed>> {
    let all: Array = words::fetch("content/en/index.json").await?.dyn_into().ok()?;
    let text = |item: &JsValue, key| js::get(item, key).as_string().unwrap_or_default();
    let listed =
        all.iter().map(|item| Listed { name: text(&item, "id"), title: text(&item, "title") });
    Some(listed.filter(|l| l.name.starts_with(ARTICLE)).collect())
}

const ARTICLE: &str = "article-";

/// The list; where an address named nothing, that is said first.
pub(super) fn list(title: AnyView, is_unknown: bool, articles: &[Listed]) -> AnyView {
    let sentence = match is_unknown {
        true => {
            "This address names nothing that this page knows. It may be shortened, or be meant \
             for another version. Here is all there is to read."
        }
        false => {
            "In the order in which a connection comes about, each below the one who has to act. \
             Nothing is tested here: run the test to see which of them fit."
        }
    };
    let mut inside = kids![title, p(kids![sentence])];
    inside.extend(Stage::ALL.iter().filter_map(|stage| of_stage(*stage)));
    let about = [("class", "card page"), ("aria-labelledby", super::TITLE)];
    let steps =
        Step::ALL.iter().map(|step| link("step", step.as_str(), content::step_title(*step)));
    let read = articles
        .iter()
        .map(|a| link("article", a.name.strip_prefix(ARTICLE).unwrap_or_default(), &a.title));
    kids![
        el("section", &about, inside),
        links("steps-title", "What you can do yourself", steps.collect()),
        (!articles.is_empty()).then(|| links("read-title", "To read", read.collect())),
    ]
    .kid()
}

fn links(title_id: &'static str, title: &str, links: Vec<AnyView>) -> AnyView {
    card(title_id, title, kids![classed("ul", "links", links)])
}

fn of_stage(stage: Stage) -> Option<AnyView> {
    let words = content::stage(stage);
    let owners = Owner::ALL.iter().filter_map(|owner| {
        let here = causes::ALL.iter().filter(|c| c.stage == stage && c.owner == *owner);
        let links: Vec<AnyView> =
            here.map(|c| link("cause", c.id.as_str(), &words::title(c.id))).collect();
        let label = classed("p", "hint", kids![content::owner_label(*owner)]);
        (!links.is_empty()).then(|| kids![label, classed("ul", "links", links)].kid())
    });
    let owners: Vec<AnyView> = owners.collect();
    let head = kids![
        el("h3", &[], kids![words.name]),
        classed("p", "check", kids!["As it should be: ", words.check])
    ];
    (!owners.is_empty()).then(|| classed("section", "stage", kids![head, owners]))
}

fn link(kind: &str, id: &str, title: &str) -> AnyView {
    let address = ["#", kind, "/", id].concat();
    el("li", &[], kids![el("a", &[("href", &address)], kids![title])])
}
