//! The result as a link.

use leptos::prelude::*;
use why1006_evidence::{Evidence, redact};

use super::{
    copy::copy_button,
    el::{card, classed, el, kids, nothing, p, replaced},
    state::State,
};
use crate::words;

/// The evidence as it may leave the page: without its secrets.
pub(super) fn leaving(state: State) -> Option<Evidence> {
    state.evidence.with(|e| e.as_ref().map(redact::redact))
}

pub(super) fn share(state: State) -> AnyView {
    replaced(move || {
        let link = state.link.get();
        let address = state.evidence.with(|e| e.as_ref().map(|e| redact::url(&e.target.url)));
        match (link.is_empty(), address) {
            (false, Some(address)) => show(&link, address),
            _ => nothing(),
        }
    })
}

fn show(link: &str, address: String) -> AnyView {
    let field = el(
        "input",
        &[
            ("id", "result-link"),
            ("type", "text"),
            ("readonly", ""),
            ("aria-label", "Link to this result"),
            ("value", link),
        ],
        kids![],
    );
    card(
        "share-title",
        "Send this to support",
        kids![
            p(kids![
                words::note("share"),
                " It holds the address as ",
                el("code", &[], kids![address]),
                "."
            ]),
            classed(
                "div",
                "row",
                kids![field, copy_button("result-link", "copy-link", "Copy link")]
            ),
        ],
    )
}
