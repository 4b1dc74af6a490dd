//! The result as a link or a file, and what leaves this page at all.

mod choices;
mod file;
mod preview;

use leptos::prelude::*;
use why1006_diagnosis::Diagnosis;
use why1006_evidence::{Evidence, Said, redact};

use super::{
    copy::copy_button,
    el::{Kid, button, card, classed, el, kids, nothing, p, replaced},
    state::State,
};
use crate::{link, words};

/// What leaves this page of what is shown, as the user chose: whatever is passed
/// on, in whatever form, is made from this alone.
pub(in crate::view) fn leaving(state: State) -> Option<Evidence> {
    let keep = state.keep.with(|keep| *keep);
    let redacted = state.evidence.with(|e| e.as_ref().map(|e| redact::redact_with(e, &keep)));
    redacted.map(|evidence| with_said(state, evidence))
}

/// The evidence with what this page says of it now, as tags.
fn with_said(state: State, evidence: Evidence) -> Evidence {
    let said = |d: &Diagnosis| Said {
        build: env!("CARGO_PKG_VERSION").to_owned(),
        verdict: d.verdict.as_str().to_owned(),
        cause: d.the_cause().map(|cause| cause.as_str().to_owned()),
        owner: d.owner.as_str().to_owned(),
    };
    let said = state.diagnosis.with(|d| d.as_ref().map(said));
    Evidence { said, ..evidence }
}

impl State {
    /// Writes the link to what leaves of what is shown; an answer, another run or
    /// another choice may have overtaken it.
    pub(in crate::view) async fn share(self, shown: Evidence) {
        let now = untrack(|| leaving(self));
        let Some(evidence) = now else { return };
        let link = link::encode(&evidence).await.unwrap_or_default();
        let is_shown = self.evidence.peek(|now| now.as_ref() == Some(&shown))
            && untrack(|| leaving(self)) == Some(evidence);
        if is_shown && !self.running.get_untracked() {
            self.link.set(link);
        }
    }
}

/// Once the run is over.
pub(super) fn share(state: State) -> AnyView {
    replaced(move || match state.evidence.with(Option::is_some) {
        true => show(state),
        false => nothing(),
    })
}

fn show(state: State) -> AnyView {
    let about = replaced(move || {
        let address = leaving(state).map(|e| e.target.url).unwrap_or_default();
        let address = el("code", &[], kids![address]);
        p(kids![words::note("share"), " It holds the address as ", address, "."])
    });
    let link = replaced(move || state.link.with(|link| as_link(link)));
    let save = button("save-result", "quiet", "Save as a file", move || file::save(state));
    card(
        "share-title",
        "Send this to support",
        kids![about, link, classed("div", "buttons", kids![save]), fold(state)],
    )
}

/// The link, or why there is none.
fn as_link(link: &str) -> AnyView {
    if link.len() > link::LONGEST {
        return classed("p", "note", kids![words::note("too-long")]);
    }
    let attributes = [
        ("id", "result-link"),
        ("type", "text"),
        ("readonly", ""),
        ("aria-label", "Link to this result"),
        ("value", link),
    ];
    let field = el("input", &attributes, kids![]);
    classed("div", "row", kids![field, copy_button("result-link", "copy-link", "Copy link")])
}

/// What leaves, and what the user may change of it.
fn fold(state: State) -> AnyView {
    let inside =
        kids![p(kids![words::note("leaving")]), choices::choices(state), preview::preview(state),];
    let summary = el("summary", &[], kids!["See exactly what leaves this page, or change it"]);
    el("details", &[("id", "leaving"), ("class", "options")], kids![summary, inside.kid()])
}
