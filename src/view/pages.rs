//! The long words about causes, steps and more, fetched from this page's own host.

use leptos::prelude::*;
use why1006_content::page::{Block, Kind, Page, Span, Style};
use why1006_diagnosis::{CauseId, Diagnosis, Verdict};
use why1006_evidence::scan;

use super::el::{Kid, classed, el, kids, p, replaced};
use super::reading::fixes::fixes;
use super::state::State;
use super::watched::Watched;
use crate::{js::spawn_local, json, words};

/// The words that a failing run is likely to need, so that a network that
/// breaks cannot take the explanation away.
const LIKELY: [CauseId; 4] = [
    CauseId::ProxyUpgradeHeaders,
    CauseId::OriginRejected,
    CauseId::NotWebsocketEndpoint,
    CauseId::TlsUntrusted,
];

/// Of how many causes the pages are loaded before somebody opens them: those
/// that a report does not fold.
const SHOWN: usize = 3;

/// Loads the likely pages into the browser's cache.
pub(super) fn prefetch() {
    LIKELY.into_iter().for_each(|cause| ahead(cause.as_str().to_owned()));
}

/// Loads the pages of what a report shows first, and of its first step.
pub(super) fn prefetch_shown(state: State) {
    if state.evidence.peek(|e| e.as_ref().is_none_or(|e| e.target.fatal().next().is_some())) {
        return;
    }
    state.diagnosis.peek(|d| {
        let Some(d) = d else { return };
        for cause in shown(d).into_iter().take(SHOWN) {
            ahead(cause.as_str().to_owned());
        }
        if let Some(step) = d.next_step {
            ahead(["step-", step.as_str()].concat());
        }
    });
}

/// What a report lists unfolded, in its order.
fn shown(d: &Diagnosis) -> Vec<CauseId> {
    if d.verdict == Verdict::Works {
        return d.by_contrast();
    }
    let mut all = d.certain();
    all.extend(d.remaining());
    all
}

fn ahead(name: String) {
    spawn_local(async move {
        load(&name).await;
    });
}

/// The page of a cause, or a sentence that it cannot be had.
pub(super) fn body(cause: CauseId) -> AnyView {
    let page = Watched::new(None::<Option<Page>>);
    spawn_local(async move {
        page.set(Some(load(cause.as_str()).await));
    });
    let here = ["cause/", cause.as_str()].concat();
    replaced(move || {
        page.with(|page| match page {
            Some(found) => words_of(found.as_ref(), &here, false),
            None => classed("p", "hint", kids!["Loading…"]),
        })
    })
}

/// The body of a page whose address is `#` and `here`, or a sentence that it
/// cannot be had. Its headings have ids only where it stands alone: a report can
/// show several.
pub(super) fn words_of(page: Option<&Page>, here: &str, is_alone: bool) -> AnyView {
    match page {
        Some(page) => {
            let (before, after) = page.blocks.split_at(place_of_fixes(&page.blocks));
            let mut inside = blocks(before, here, is_alone);
            inside.push(fixes(&page.fixes, here));
            inside.extend(blocks(after, here, is_alone));
            classed("div", "words", inside)
        }
        None => classed(
            "p",
            "hint",
            kids!["The full explanation could not be loaded from this page’s host."],
        ),
    }
}

/// Below what *How to fix it* says to everybody, before its parts.
fn place_of_fixes(blocks: &[Block]) -> usize {
    let Some(head) = blocks.iter().position(|block| block.id == "how-to-fix-it") else {
        return blocks.len();
    };
    let inside = blocks.iter().skip(head + 1);
    head + 1 + inside.take_while(|block| matches!(block.k, Kind::P | Kind::Li)).count()
}

/// The page with this name: the id of a cause, `step-` or `article-` and an id.
pub(super) async fn load(name: &str) -> Option<Page> {
    json::read_value(words::fetch(&format!("content/en/{name}.json")).await?)
}

/// The id of the element of a heading. Elements of the page itself have others.
pub(super) fn heading_id(anchor: &str) -> String {
    ["at-", anchor].concat()
}

pub(super) fn blocks(blocks: &[Block], here: &str, is_alone: bool) -> Vec<AnyView> {
    let heading = |tag, block: &Block| {
        let id = heading_id(&block.id);
        let attributes = [("id", id.as_str()), ("tabindex", "-1")];
        el(tag, if is_alone { &attributes } else { &[] }, spans(&block.t, here))
    };
    blocks
        .chunk_by(|a, b| a.k == Kind::Li && b.k == Kind::Li)
        .map(|run| {
            let first = &run[0];
            let inside = || spans(&first.t, here);
            match first.k {
                Kind::Li => {
                    let items = run.iter().map(|b| el("li", &[], spans(&b.t, here))).collect();
                    el("ul", &[], items)
                }
                Kind::H2 => heading("h3", first),
                Kind::H3 => heading("h4", first),
                Kind::Code => el("pre", &[("tabindex", "0")], kids![el("code", &[], inside())]),
                Kind::P => p(inside()),
            }
        })
        .collect()
}

fn spans(spans: &[Span], here: &str) -> Vec<AnyView> {
    spans
        .iter()
        .map(|span| {
            let text = || kids![span.t.clone()];
            match (span.s, inner(&span.href, here)) {
                (Style::Code, _) => el("code", &[], text()),
                (Style::Strong, _) => el("strong", &[], text()),
                (Style::Em, _) => el("em", &[], text()),
                (Style::Link, Some(inner)) => el("a", &[("href", &inner)], text()),
                // Only our own words come here, and their links are checked to
                // be https when they are built.
                (Style::Link, None) if span.href.starts_with("https://") => el(
                    "a",
                    &[("href", &span.href), ("target", "_blank"), ("rel", "noopener noreferrer")],
                    text(),
                ),
                _ => span.t.as_str().kid(),
            }
        })
        .collect()
}

/// The address of a link that stays on this page: `cause:<id>` and its like, or
/// `#heading`, which alone would be taken for an address of its own.
fn inner(href: &str, here: &str) -> Option<String> {
    if let Some(anchor) = href.strip_prefix('#') {
        return Some(["#", here, "/", anchor].concat());
    }
    let (kind, id) = scan::cut(href, b":")?;
    matches!(kind, "cause" | "step" | "article").then(|| ["#", kind, "/", id].concat())
}
