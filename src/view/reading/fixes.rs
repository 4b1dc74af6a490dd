//! How a cause is mended, by software: the reader chooses once.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use why1006_content::page::{Block, Fix, Kind};
use why1006_diagnosis::stack::{self, By};
use why1006_evidence::{Evidence, Software};

use crate::{
    view::{
        el::{attribute, classed, el, kids, live, nothing, on, p, replaced, watch},
        pages, software,
        state::State,
        watched::Watched,
    },
    words,
};

/// What the reader chose; it is forgotten with the page.
#[derive(Clone, Copy)]
struct Choice {
    state: State,
    /// The tag of the software; empty before a choice.
    chosen: Watched<String>,
}

thread_local! {
    static CHOICE: Cell<Option<Choice>> = const { Cell::new(None) };
}

/// Makes room for the choice, once.
pub(super) fn set_up(state: State) {
    CHOICE.set(Some(Choice { state, chosen: Watched::new(String::new()) }));
}

/// Chooses the software by its tag, or none, for recipes and order alike.
pub(in crate::view) fn choose(tag: String) {
    if let Some(choice) = CHOICE.get() {
        choice.choose(tag);
    }
}

impl Choice {
    /// Shows the recipes for it, and orders the result by it unless it is a browser.
    fn choose(self, tag: String) {
        let software = Software::from_tag(&tag);
        if software.is_some() || tag.is_empty() {
            software::choose(self.state, software);
        }
        self.chosen.set(tag);
    }

    /// The software whose recipes are shown, and what that rests on, if the
    /// reader did not choose it.
    fn shown(self) -> (String, Option<By>) {
        let chosen = self.chosen.with(String::clone);
        if !chosen.is_empty() {
            return (chosen, None);
        }
        let known = |e: &Option<Evidence>| {
            let e = e.as_ref()?;
            let chosen = e.software.map(|software| (software, None));
            chosen.or_else(|| stack::guess(e).map(|(software, by)| (software, Some(by))))
        };
        match self.state.evidence.with(known) {
            Some((software, by)) => (software.as_str().to_owned(), by),
            None => (chosen, None),
        }
    }
}

/// The recipes of one cause: a box to choose the software, and what is for it.
pub(in crate::view) fn fixes(fixes: &[Fix], here: &str) -> AnyView {
    let Some(choice) = CHOICE.get().filter(|_| !fixes.is_empty()) else { return nothing() };
    let stacks: Vec<&Fix> =
        fixes.chunk_by(|a, b| a.stack == b.stack).filter_map(|run| run.first()).collect();
    let names: Vec<String> = stacks.iter().map(|fix| fix.stack.clone()).collect();
    let mut options = kids![el("option", &[("value", "")], kids!["Choose…"])];
    options.extend(
        stacks.iter().map(|f| el("option", &[("value", &f.stack)], kids![f.label.clone()])),
    );
    let known = names.clone();
    let select = live("select", &[], options, move |select| {
        // All that is asked of it, it shares with an input.
        let select: HtmlInputElement = select.unchecked_into();
        let shown = select.clone();
        watch(move || {
            let (stack, _) = choice.shown();
            shown.set_value(if known.contains(&stack) { &stack } else { "" });
        });
        let chosen = select.clone();
        on(&select, "change", move |_| choice.choose(chosen.value()));
    });
    let note = replaced(move || match choice.shown() {
        (stack, None) if !stack.is_empty() && !names.contains(&stack) => hint("fix-none"),
        (stack, Some(by)) if names.contains(&stack) => match by {
            By::Path => hint("fix-by-path"),
            By::Words => hint("fix-by-words"),
        },
        _ => nothing(),
    });
    let mut inside = kids![
        el("label", &[], kids!["For which software? ", select]),
        el("div", &[("role", "status")], kids![note]),
    ];
    inside.extend(fixes.iter().map(|fix| one(choice, fix, here)));
    classed("div", "fixes", inside)
}

fn hint(key: &str) -> AnyView {
    classed("p", "hint", kids![words::note(key)])
}

/// One recipe, shown while its software is.
fn one(choice: Choice, fix: &Fix, here: &str) -> AnyView {
    let (proven, words) = match fix.proven {
        true => ("yes", words::note("fix-proven")),
        false => ("no", words::note("fix-unproven")),
    };
    let mut inside = kids![
        el("h4", &[], kids![fix.label.clone(), ": ", fix.title.clone()]),
        el("p", &[("class", "proof"), ("data-proven", proven)], kids![words]),
        p(kids![el("b", &[], kids!["Versions: "]), fix.versions.clone()]),
    ];
    for part in fix.blocks.chunk_by(|_, next| next.k != Kind::H2) {
        let (head, rest) = match part {
            [head, rest @ ..] if head.k == Kind::H2 => (Some(head), rest),
            rest => (None, rest),
        };
        inside.extend(head.map(|head| el("h5", &[], kids![text(head)])));
        inside.extend(pages::blocks(rest, here, false));
    }
    let stack = fix.stack.clone();
    let attributes = [("class", "fix"), ("data-stack", &fix.stack[..])];
    live("section", &attributes, inside, move |section| {
        watch(move || {
            let is_shown = choice.shown().0 == stack;
            attribute(&section, "hidden", (!is_shown).then_some(""));
        });
    })
}

fn text(block: &Block) -> String {
    block.t.iter().map(|span| span.t.as_str()).collect()
}
