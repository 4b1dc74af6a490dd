//! A code or a status that is typed: what the last line of an error page says.

use leptos::prelude::*;
use why1006_evidence::{Told, Way, scan};
use why1006_pasted::{code, find_codes};

use super::{Guide, answer::choice};
use crate::{
    view::el::{Kid, classed, el, field, kids, live, on, replaced},
    words,
};

/// How many codes are listed while one is typed.
const LISTED: usize = 8;

/// The fewest letters that are looked for.
const FEWEST: usize = 2;

/// A box that takes a code, a part of one, or a whole sentence.
pub(super) fn search(guide: Guide) -> AnyView {
    let typed = RwSignal::new(String::new());
    let attributes = [
        ("id", "code"),
        ("type", "text"),
        ("autocomplete", "off"),
        ("spellcheck", "false"),
        ("aria-describedby", "code-hint"),
    ];
    let found = replaced(move || typed.with(|text| listed(guide, text)));
    kids![
        el("label", &[("for", "code")], kids!["The code, or the sentence with it"]),
        field(&attributes, typed, |_| {}),
        el(
            "p",
            &[("id", "code-hint"), ("class", "hint")],
            kids![words::told("paste", "hint-code", "text")]
        ),
        el("div", &[("role", "status")], kids![found]),
    ]
    .kid()
}

fn listed(guide: Guide, text: &str) -> AnyView {
    let text = text.trim();
    if text.len() < FEWEST {
        return classed("p", "hint", kids![]);
    }
    let offer = |name: &str, told: Told| {
        let means = el("small", &[], kids![words::clue(&told)]);
        el("li", &[], kids![choice(guide, "quiet", name, told), means])
    };
    let codes = find_codes(text).take(LISTED);
    let mut found: Vec<AnyView> = codes.map(|c| offer(c.code, c.told(Way::Tab))).collect();
    if found.is_empty() {
        found.extend(code(text).map(|told| offer("Use what this says", told)));
    }
    match found.is_empty() {
        true => classed("p", "note", kids![words::told("paste", "hoped-for", "text")]),
        false => classed("ul", "others", found),
    }
}

/// The status that the page in the tab names.
pub(super) fn status(guide: Guide) -> AnyView {
    let attributes = [
        ("id", "tab-status"),
        ("type", "text"),
        ("inputmode", "numeric"),
        ("autocomplete", "off"),
        ("placeholder", "404"),
    ];
    let typed = RwSignal::new(String::new());
    let said = RwSignal::new(false);
    let label = words::told_or_tag("tab", "status", "label");
    let row = kids![
        field(&attributes, typed, |_| {}),
        el("button", &[("type", "submit"), ("class", "quiet")], kids!["Use this number"])
    ];
    let wrong = replaced(move || match said.get() {
        true => classed(
            "span",
            "note",
            kids!["A status has three digits and lies between 100 and 599, such as 404."],
        ),
        false => classed("span", "hint", kids![]),
    });
    let inside = kids![
        el("label", &[("for", "tab-status")], kids![label]),
        classed("div", "row", row),
        el("div", &[("role", "status")], kids![wrong]),
    ];
    live("form", &[("novalidate", "")], inside, move |form| {
        on(&form, "submit", move |event| {
            event.prevent_default();
            let number = typed.with_untracked(|text| scan::number(text.trim(), 10));
            match number.and_then(|number| u16::try_from(number).ok()) {
                Some(status @ 100..=599) => {
                    guide.tell(&[Way::Tab], &[Told::status(Way::Tab, status)]);
                }
                _ => said.set(true),
            }
        });
    })
}
