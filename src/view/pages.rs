//! The long words about a cause, fetched from this page's own host.

use leptos::prelude::*;
use why1006_content::page::{Block, Kind, Page, Span, Style};
use why1006_diagnosis::CauseId;
use why1006_evidence::Target;

use super::el::{Kid, classed, el, kids, p, replaced};
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

/// Loads the likely pages into the browser's cache.
pub(super) fn prefetch(target: &Target) {
    if target.fatal().next().is_some() {
        return;
    }
    for cause in LIKELY {
        spawn_local(async move {
            load(cause).await;
        });
    }
}

/// The page of a cause, or a sentence that it cannot be had.
pub(super) fn body(cause: CauseId) -> AnyView {
    let page = Watched::new(None::<Vec<Block>>);
    let missing = RwSignal::new(false);
    spawn_local(async move {
        match load(cause).await {
            Some(found) => page.set(Some(found.blocks)),
            None => missing.set(true),
        }
    });
    replaced(move || {
        let missing = missing.get();
        page.with(|page| match (page, missing) {
            (Some(found), _) => classed("div", "words", blocks(found)),
            (None, false) => classed("p", "hint", kids!["Loading…"]),
            (None, true) => classed(
                "p",
                "hint",
                kids!["The full explanation could not be loaded from this page’s host."],
            ),
        })
    })
}

async fn load(cause: CauseId) -> Option<Page> {
    json::read_value(words::fetch(&format!("content/en/{cause}.json")).await?)
}

fn blocks(blocks: &[Block]) -> Vec<AnyView> {
    blocks
        .chunk_by(|a, b| a.k == Kind::Li && b.k == Kind::Li)
        .map(|run| {
            let first = &run[0];
            let inside = || spans(&first.t);
            match first.k {
                Kind::Li => {
                    let items = run.iter().map(|b| el("li", &[], spans(&b.t))).collect();
                    el("ul", &[], items)
                }
                Kind::H2 => el("h3", &[], inside()),
                Kind::H3 => el("h4", &[], inside()),
                Kind::Code => el("pre", &[("tabindex", "0")], kids![el("code", &[], inside())]),
                Kind::P => p(inside()),
            }
        })
        .collect()
}

fn spans(spans: &[Span]) -> Vec<AnyView> {
    spans
        .iter()
        .map(|span| {
            let text = || kids![span.t.clone()];
            match (span.s, span.href.as_str()) {
                (Style::Code, _) => el("code", &[], text()),
                (Style::Strong, _) => el("strong", &[], text()),
                (Style::Em, _) => el("em", &[], text()),
                // Only our own words come here, and their links are checked to
                // be https when they are built.
                (Style::Link, href) if href.starts_with("https://") => el(
                    "a",
                    &[("href", href), ("target", "_blank"), ("rel", "noopener noreferrer")],
                    text(),
                ),
                _ => span.t.as_str().kid(),
            }
        })
        .collect()
}
