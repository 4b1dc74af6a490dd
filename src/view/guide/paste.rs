//! The paste box: text in, what it means out. The readers know by themselves
//! whether a console, a terminal, a network panel or a log wrote it. It is read
//! here and goes nowhere.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use why1006_diagnosis::Step;
use why1006_evidence::{Told, Vantage, Way};
use why1006_pasted::{Context, Fault, MAX_BYTES, Reading, Source, read};

use super::{Guide, answer::replaced_by, memory::Asked, radio::radios, reading, whose::whose};
use crate::{
    js,
    view::el::{Kid, classed, el, kids, live, on, replaced},
    words,
};

/// Where a command may have been run, in the order of the choices. The first is
/// the usual place of what a terminal says.
const VANTAGES: [Option<Vantage>; 3] = [None, Some(Vantage::Elsewhere), Some(Vantage::Server)];

/// What the user says about where a text comes from.
#[derive(Clone)]
struct From {
    /// A console's line is of the app's own page.
    is_app: Rc<Cell<bool>>,
    /// A command was run at an unusual place.
    vantage: Rc<Cell<Option<Vantage>>>,
}

/// The box with its choices, and what was found of no use.
pub(super) fn paste(guide: Guide, asked: Asked) -> AnyView {
    let step = asked.0;
    let from = From {
        is_app: Rc::new(Cell::new(asked.1 == Some(Way::AppConsole))),
        vantage: Rc::new(Cell::new(None)),
    };
    let label = match step {
        Step::RunCommand | Step::CheckCertificate => "What the terminal printed",
        Step::ReadServerLog => "What the log says",
        _ => "What the console says",
    };
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
        el("label", &[("for", "paste")], kids![label]),
        area,
        el(
            "p",
            &[("id", "paste-hint"), ("class", "hint")],
            kids![words::told("paste", "hint", "text")]
        ),
        origins(guide, step, from.clone()),
        el(
            "div",
            &[("class", "buttons")],
            kids![el("button", &[("type", "submit")], kids!["Read it"])]
        ),
    ];
    let form = live("form", &[("class", "paste"), ("novalidate", "")], inside, move |form| {
        on(&form, "submit", move |event| {
            event.prevent_default();
            submit(guide, &from);
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

/// Where a text comes from that does not say so itself.
fn origins(guide: Guide, step: Step, from: From) -> Option<AnyView> {
    if guide.is_received() {
        return whose(guide, step, move |is_app| from.is_app.set(is_app));
    }
    let choice = match step {
        Step::ConsoleLine => radios(
            "Where does it come from?",
            "paste-source",
            &["This page’s console", "The console of the app’s own page"],
            usize::from(from.is_app.get()),
            move |at| from.is_app.set(at == 1),
        ),
        Step::RunCommand | Step::CheckCertificate => radios(
            "Where did you run it?",
            "paste-vantage",
            &["On this computer", "On another computer", "On the server"],
            0,
            move |at| from.vantage.set(VANTAGES[at.min(VANTAGES.len() - 1)]),
        ),
        _ => return None,
    };
    Some(choice)
}

fn submit(guide: Guide, from: &From) {
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
    let source = if from.is_app.get() { Source::AppPage } else { Source::ThisPage };
    let context = Context { target: &target, page_origin: &page_origin, source };
    let reading = read(&area.value(), &context);
    if reading.understood.is_empty() {
        return guide.reading.set(Some(reading));
    }
    if !guide.may_tell() {
        return;
    }
    area.set_value("");
    let seen_from = |told: &Told| match from.vantage.get() {
        Some(vantage) if told.way.vantage() == Vantage::Machine => told.clone().at(vantage),
        _ => told.clone(),
    };
    let told: Vec<Told> = reading.understood.iter().map(|one| seen_from(&one.told)).collect();
    // Of what was read only: a log does not take back what a terminal said.
    let ways: Vec<Way> = told.iter().flat_map(|one| replaced_by(one.way)).copied().collect();
    guide.tell(&ways, &told);
    guide.reading.set(Some(reading));
}

fn useless(fault: Fault) -> Reading {
    Reading { understood: Vec::new(), ignored: Vec::new(), fault: Some(fault) }
}
