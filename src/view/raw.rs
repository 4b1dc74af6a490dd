//! The evidence itself.

use leptos::prelude::*;

use super::{
    el::{classed, el, kids, replaced},
    state::State,
};
use crate::link;

pub(super) fn raw(state: State) -> AnyView {
    let data = replaced(move || {
        let json = state.evidence.with(|e| e.as_ref().map(link::readable)).unwrap_or_default();
        let attributes = [
            ("id", "raw-evidence"),
            ("readonly", ""),
            ("rows", "16"),
            ("aria-label", "Recorded data"),
        ];
        el("textarea", &attributes, kids![json])
    });
    classed(
        "details",
        "card",
        kids![
            el("summary", &[], kids!["Everything we recorded, as data"]),
            classed(
                "p",
                "hint",
                kids!["Nothing is taken out here. Read it before you pass it on."]
            ),
            data,
        ],
    )
}
