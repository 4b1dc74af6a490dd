//! The paste box: console lines in, what they mean out. The text is read here
//! and goes nowhere.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use why1006_evidence::{Told, Way};
use why1006_pasted::{Context, Fault, MAX_BYTES, Reading, Source, read};

use super::{Guide, answer::replaced_by, memory::Asked, reading};
use crate::{
    js,
    view::el::{Kid, attribute, classed, el, kids, live, on, replaced},
    words,
};

/// The box with its choice of page, and what was found of no use.
pub(super) fn paste(guide: Guide, asked: Asked) -> AnyView {
    let is_app = RwSignal::new(asked.1 == Some(Way::AppConsole));
    let attributes = [
        ("id", "paste"),
        ("rows", "5"),
        ("spellcheck", "false"),
        ("autocomplete", "off"),
        ("aria-describedby", "paste-hint"),
    ];
    let area = live("textarea", &attributes, kids![], move |area| {
        on(&area, "drop", move |event| {
            let files = js::get(&js::get(&event, "dataTransfer"), "files");
            if js::get(&files, "length").as_f64() > Some(0.0) {
                // Without this the browser would leave the page for the file.
                event.prevent_default();
                guide.reading.set(Some(useless(Fault::FileName)));
            }
        });
    });
    let inside = kids![
        el("label", &[("for", "paste")], kids!["What the console says"]),
        area,
        el(
            "p",
            &[("id", "paste-hint"), ("class", "hint")],
            kids![words::told("paste", "hint", "text")]
        ),
        sources(is_app),
        el(
            "div",
            &[("class", "buttons")],
            kids![el("button", &[("type", "submit")], kids!["Read it"])]
        ),
    ];
    let form = live("form", &[("class", "paste"), ("novalidate", "")], inside, move |form| {
        on(&form, "submit", move |event| {
            event.prevent_default();
            submit(guide, if is_app.get_untracked() { Source::AppPage } else { Source::ThisPage });
        });
    });
    let said = replaced(move || {
        guide.reading.with(|found| match found {
            Some(found) if found.understood.is_empty() => reading::of_no_use(found),
            _ => classed("p", "hint", kids![]),
        })
    });
    let said = el("div", &[("id", "paste-said"), ("role", "status")], kids![said]);
    kids![form, said].kid()
}

fn sources(is_app: RwSignal<bool>) -> AnyView {
    let legend = el("legend", &[], kids!["Where does it come from?"]);
    let inside = kids![
        legend,
        source(is_app, false, "This page’s console"),
        source(is_app, true, "The console of the app’s own page"),
    ];
    el("fieldset", &[], inside)
}

fn source(is_app: RwSignal<bool>, own: bool, label: &'static str) -> AnyView {
    let radio =
        live("input", &[("type", "radio"), ("name", "paste-source")], kids![], move |input| {
            if own == is_app.get_untracked() {
                attribute(&input, "checked", Some(""));
            }
            on(&input, "change", move |_| is_app.set(own));
        });
    classed("label", "tick", kids![radio, el("span", &[], kids![label])])
}

fn submit(guide: Guide, source: Source) {
    let found = js::document().get_element_by_id("paste");
    let Some(area) = found.and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok()) else { return };
    // Its length first: so much text is not even copied.
    if area.text_length() as usize > MAX_BYTES {
        return guide.reading.set(Some(useless(Fault::TooLong)));
    }
    let seen = guide
        .state
        .evidence
        .peek(|e| e.as_ref().map(|e| (e.target.clone(), e.circumstances.page.origin.clone())));
    let Some((target, page_origin)) = seen else { return };
    let context = Context { target: &target, page_origin: &page_origin, source };
    let reading = read(&area.value(), &context);
    if reading.understood.is_empty() {
        return guide.reading.set(Some(reading));
    }
    area.set_value("");
    let told: Vec<Told> = reading.understood.iter().map(|one| one.told.clone()).collect();
    guide.tell(replaced_by(way_of(source)), &told);
    guide.reading.set(Some(reading));
}

fn way_of(source: Source) -> Way {
    match source {
        Source::ThisPage => Way::Console,
        Source::AppPage => Way::AppConsole,
    }
}

fn useless(fault: Fault) -> Reading {
    Reading { understood: Vec::new(), ignored: Vec::new(), fault: Some(fault) }
}
