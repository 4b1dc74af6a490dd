//! The long words about a cause, fetched from this page's own host.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use why1006_content::page::{Block, Kind, Page, Span, Style};
use why1006_diagnosis::CauseId;
use why1006_evidence::Target;

use crate::{js, link};

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
pub(super) fn body(cause: CauseId) -> impl IntoView {
    let page = RwSignal::new(None::<Option<Page>>);
    spawn_local(async move { page.set(Some(load(cause).await)) });
    move || match page.get() {
        None => view! { <p class="hint">"Loading…"</p> }.into_any(),
        Some(None) => view! {
            <p class="hint">"The full explanation could not be loaded from this page’s host."</p>
        }
        .into_any(),
        Some(Some(page)) => view! { <div class="words">{blocks(&page.blocks)}</div> }.into_any(),
    }
}

async fn load(cause: CauseId) -> Option<Page> {
    let address = format!("content/en/{cause}.json");
    let fetched = JsFuture::from(js::window().fetch_with_str(&address))
        .await
        .ok()?;
    let response: web_sys::Response = fetched.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let text = link::text(&response).await?;
    serde_wasm_bindgen::from_value(js_sys::JSON::parse(&text).ok()?).ok()
}

fn blocks(blocks: &[Block]) -> Vec<AnyView> {
    let mut out = Vec::new();
    let mut rest = blocks;
    while let Some(first) = rest.first() {
        let run = rest.iter().take_while(|b| b.k == first.k).count();
        if first.k == Kind::Li {
            let items: Vec<_> = rest[..run]
                .iter()
                .map(|b| view! { <li>{spans(&b.t)}</li> })
                .collect();
            out.push(view! { <ul>{items}</ul> }.into_any());
            rest = &rest[run..];
            continue;
        }
        let inside = spans(&first.t);
        out.push(match first.k {
            Kind::H2 => view! { <h3>{inside}</h3> }.into_any(),
            Kind::H3 => view! { <h4>{inside}</h4> }.into_any(),
            Kind::Code => view! { <pre tabindex="0"><code>{inside}</code></pre> }.into_any(),
            _ => view! { <p>{inside}</p> }.into_any(),
        });
        rest = &rest[1..];
    }
    out
}

fn spans(spans: &[Span]) -> Vec<AnyView> {
    spans
        .iter()
        .map(|span| {
            let text = span.t.clone();
            match (span.s, span.href.as_str()) {
                (Style::Code, _) => view! { <code>{text}</code> }.into_any(),
                (Style::Strong, _) => view! { <strong>{text}</strong> }.into_any(),
                (Style::Em, _) => view! { <em>{text}</em> }.into_any(),
                // Only our own words come here, and their links are checked to
                // be https when they are built.
                (Style::Link, href) if href.starts_with("https://") => view! {
                    <a href=href.to_owned() target="_blank" rel="noopener noreferrer">{text}</a>
                }
                .into_any(),
                _ => text.into_any(),
            }
        })
        .collect()
}
