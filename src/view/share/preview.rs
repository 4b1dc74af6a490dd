//! Exactly what leaves, with what was taken out marked.

use leptos::prelude::*;
use why1006_evidence::{
    redact::{self, INCLUDED, Kind, MARK},
    scan,
};

use super::{choices::name, with_said};
use crate::{
    link,
    view::{
        el::{Kid, el, kids, live, nothing, on, replaced},
        state::State,
    },
};

/// A fold with the data as text; written when it is opened.
pub(super) fn preview(state: State) -> AnyView {
    let open = RwSignal::new(false);
    let text = replaced(move || match open.get() {
        true => lines(state),
        false => nothing(),
    });
    let summary = el("summary", &[], kids!["All of it, as data"]);
    live("details", &[("id", "preview"), ("class", "options")], kids![summary, text], move |fold| {
        on(&fold, "toggle", move |_| {
            if !open.get_untracked() {
                open.set(true);
            }
        });
    })
}

fn lines(state: State) -> AnyView {
    let keep = state.keep.with(|keep| *keep);
    let marked = state.evidence.with(|e| e.as_ref().map(|e| redact::marked(e, &keep)));
    let Some(marked) = marked else { return nothing() };
    let text = link::readable(&with_said(state, marked));
    let attributes =
        [("tabindex", "0"), ("role", "region"), ("aria-label", "What leaves this page")];
    el("pre", &attributes, pieces(&text))
}

/// The text with its marks as elements.
fn pieces(text: &str) -> Vec<AnyView> {
    let mut kids = Vec::new();
    let mut rest = text;
    let [begin, end] = MARK.map(String::from);
    while let Some((before, tail)) = scan::split_once(rest, &begin) {
        let (mark, tail) = scan::split_once(tail, &end).unwrap_or((tail, ""));
        kids.push(before.kid());
        kids.push(self::mark(mark));
        rest = tail;
    }
    kids.push(rest.kid());
    kids
}

fn mark(mark: &str) -> AnyView {
    let (class, inside) = match (mark.strip_prefix(INCLUDED), Kind::from_tag(mark)) {
        (Some(text), _) => ("in", kids![text, " [included]"]),
        (None, Some(kind)) => ("out", kids!["[taken out: ", name(kind), "]"]),
        (None, None) => ("out", kids![mark, " [another name]"]),
    };
    el("mark", &[("class", class)], inside)
}
