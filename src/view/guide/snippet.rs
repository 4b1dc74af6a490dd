//! The snippet for the console of the app's own page: the same test, with that
//! page's origin and login. Only for who came here by themselves: nobody is to be
//! sent here by a link and then paste code into another page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTextAreaElement};
use why1006_evidence::{scan, snippet};

use super::Guide;
use crate::{
    js::spawn_local,
    link,
    view::{
        copy::copy_button,
        el::{classed, el, kids, live, nothing, on, p},
    },
    words,
};

/// The readable source, on this page's own host.
const FILE: &str = "snippet.js";

/// What tells it from whatever else a host may send in its place.
const MARK: &str = "window.Why1006 = ";

/// What it does, in so many lines of `notes.md`.
const LINES: [&str; 3] = ["snippet-tests", "snippet-sends", "snippet-prints"];

/// The fold with the snippet; nothing for whoever came by a link.
pub(super) fn snippet(guide: Guide) -> AnyView {
    let state = guide.state;
    if state.visit.invited.get_untracked() || state.received.get_untracked() {
        return nothing();
    }
    let target = state.evidence.peek(|e| e.as_ref().map(|e| e.target.clone()));
    let Some((target, page)) = target.zip(link::page()) else { return nothing() };
    let call = snippet::call(&target.url, &target.protocols, &page);
    let item = |key: &&str| el("li", &[], kids![words::note(key)]);
    let attributes = [
        ("id", "snippet-code"),
        ("readonly", ""),
        ("rows", "12"),
        ("spellcheck", "false"),
        ("aria-label", "The snippet"),
    ];
    let said = live("p", &[("class", "hint"), ("role", "status")], kids![], |_| {});
    let inside = kids![
        el("summary", &[], kids!["For developers: test from the app’s console"]),
        p(kids![el("strong", &[], kids![words::note("snippet-warning")])]),
        el("ul", &[], LINES.iter().map(item).collect()),
        el("textarea", &attributes, kids![]),
        classed(
            "div",
            "buttons",
            kids![copy_button("snippet-code", "copy-snippet", "Copy the snippet")]
        ),
        said,
    ];
    live("details", &[("id", "snippet")], inside, move |details| {
        let fold = details.clone();
        let is_asked = std::cell::Cell::new(false);
        on(&details, "toggle", move |_| {
            if !is_asked.replace(true) {
                spawn_local(fill(fold.clone(), call.clone()));
            }
        });
    })
}

/// Fetches the snippet and writes it out, with the line that runs it.
async fn fill(fold: Element, call: String) {
    let source = words::fetch_text(FILE).await.filter(|text| scan::has(text, MARK));
    let find = |selector| fold.query_selector(selector).ok().flatten();
    match (source, find("textarea")) {
        (Some(source), Some(area)) => {
            if let Some(area) = area.dyn_ref::<HtmlTextAreaElement>() {
                area.set_value(&[&*source, "\n", &call].concat());
            }
        }
        _ => {
            if let Some(said) = find("p[role=status]") {
                said.set_text_content(Some(&words::note("snippet-missing")));
            }
        }
    }
}
