//! The same address as a web page in a tab, and what may be seen there.

use leptos::prelude::*;
use why1006_evidence::{Clue, Told, Way, redact, scan};

use super::{Guide, answer::choice, code};
use crate::{
    run,
    view::el::{Kid, classed, el, kids, p},
    words,
};

/// The group where a code is typed.
const CODE: &str = "code";

/// The link, and the choices by group.
pub(super) fn tab(guide: Guide) -> AnyView {
    let order = words::told("tab", "groups", "order");
    let groups = scan::parts(&order, b" ").map(|group| one_group(guide, group)).collect();
    let legend = el("h3", &[("id", "tab-question")], kids!["What do you see there?"]);
    let attributes = [("class", "looks"), ("role", "group"), ("aria-labelledby", "tab-question")];
    kids![link(guide), legend, el("div", &attributes, groups)].kid()
}

/// Opens only when it is pressed, and tells the other side nothing of us.
fn link(guide: Guide) -> Option<AnyView> {
    let url = guide.state.evidence.peek(|e| e.as_ref().map(|e| e.target.url.clone()))?;
    let address = run::http_addresses(&url)?.0;
    let shown = redact::url(&address);
    if guide.is_received() {
        // Here it would open in another browser than theirs.
        let shown = el("code", &[], kids![shown]);
        return Some(p(kids!["The address that they open in a new tab: ", shown]));
    }
    let attributes = [
        ("id", "open-tab"),
        ("class", "as-button"),
        ("href", address.as_str()),
        ("target", "_blank"),
        ("rel", "noopener noreferrer"),
    ];
    Some(p(kids![el("a", &attributes, kids!["Open ", shown, " in a new tab"])]))
}

fn one_group(guide: Guide, group: &str) -> AnyView {
    let label = words::told("tab-group", group, "label");
    let looks = words::told("tab-group", group, "looks");
    let title = kids![el("b", &[], kids![label]), el("small", &[], kids![looks])];
    let clues = words::told("tab-group", group, "clues");
    let tags = scan::parts(&clues, b" ").filter_map(Clue::from_tag);
    let list = tags.map(|clue| one(guide, clue)).collect();
    let typed = (group == CODE).then(|| code::search(guide));
    let inside = classed("div", "inside", kids![classed("ul", "others", list), typed]);
    let inside = kids![el("summary", &[], title), inside];
    // Of details with one name, browsers keep one open.
    el("details", &[("name", "tab-group"), ("data-group", group)], inside)
}

fn one(guide: Guide, clue: Clue) -> AnyView {
    if clue == Clue::Status {
        return el("li", &[], kids![code::status(guide)]);
    }
    let engine = guide.engine();
    let looks = words::told("tab", clue.as_str(), &["looks-", engine.as_str()].concat());
    let looks = (!looks.is_empty()).then(|| el("small", &[], kids![looks]));
    let label = words::told_or_tag("tab", clue.as_str(), "label");
    let button = choice(guide, "quiet", &label, Told::new(Way::Tab, clue));
    el("li", &[], kids![button, looks])
}
