//! The result as a link, and what leaves this page at all.

use leptos::prelude::*;
use why1006_diagnosis::Diagnosis;
use why1006_evidence::{Evidence, Said, redact};

use super::{
    copy::copy_button,
    el::{card, classed, el, kids, nothing, p, replaced},
    state::State,
};
use crate::words;

/// What leaves this page of what is shown, as the user chose: whatever is passed
/// on, in whatever form, is made from this alone.
pub(in crate::view) fn leaving(state: State) -> Option<Evidence> {
    let keep = state.keep.with(|keep| *keep);
    let said = state.diagnosis.with(|d| d.as_ref().map(said));
    let redacted = state.evidence.with(|e| e.as_ref().map(|e| redact::redact_with(e, &keep)));
    redacted.map(|evidence| Evidence { said, ..evidence })
}

/// What this page says now, as tags.
fn said(d: &Diagnosis) -> Said {
    Said {
        build: env!("CARGO_PKG_VERSION").to_owned(),
        verdict: d.verdict.as_str().to_owned(),
        cause: d.the_cause().map(|cause| cause.as_str().to_owned()),
        owner: d.owner.as_str().to_owned(),
    }
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
