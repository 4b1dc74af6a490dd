//! What is wrong with the host's own file, for whoever hosts the page.

use leptos::prelude::*;
use why1006_host_file::Fault;

use super::{
    el::{el, kids, nothing, p, replaced},
    state::State,
};

/// Folded: a visitor can do nothing about it.
pub(super) fn host_note(state: State) -> AnyView {
    replaced(move || {
        let faults = state.config.with(|c| c.as_ref().map(|c| c.faults.clone()));
        match faults.unwrap_or_default() {
            faults if faults.is_empty() => nothing(),
            faults => show(&faults),
        }
    })
}

fn show(faults: &[Fault]) -> AnyView {
    let item = |fault: &Fault| {
        let field = (!fault.field.is_empty()).then(|| el("code", &[], kids![fault.field.clone()]));
        let found = (!fault.found.is_empty()).then(|| el("code", &[], kids![fault.found.clone()]));
        el("li", &[], kids![field, " ", fault.cure(), " ", found])
    };
    let inside = kids![
        el("summary", &[], kids!["For whoever hosts this page: a file needs a correction"]),
        p(kids![
            "The file ",
            el("code", &[], kids!["why1006.json"]),
            " beside this page is not used as a whole. The page works without the parts that are \
             named here."
        ]),
        el("ul", &[], faults.iter().map(item).collect()),
    ];
    el("details", &[("class", "card options"), ("id", "host-file")], inside)
}
