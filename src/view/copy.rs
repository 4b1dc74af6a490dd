//! A read-only text with a button that copies it.

use leptos::{html, prelude::*};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::js;

/// Copies `text`; where the page may not use the clipboard (http pages), the
/// field is selected for the user to copy.
pub(super) fn button(
    label: &'static str,
    text: impl Fn() -> String + Copy + 'static,
    field: NodeRef<html::Input>,
) -> impl IntoView {
    let said = RwSignal::new("");
    let copy = move |_| {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        let value = text();
        spawn_local(async move {
            let clipboard = js::get(&js::window().navigator(), "clipboard");
            let done = if clipboard.is_undefined() {
                false
            } else {
                JsFuture::from(js::window().navigator().clipboard().write_text(&value))
                    .await
                    .is_ok()
            };
            said.set(if done {
                "Copied."
            } else {
                "Selected: press Ctrl+C or ⌘C to copy."
            });
        });
    };
    view! {
        <button type="button" on:click=copy>{label}</button>
        <span class="hint" role="status">{said}</span>
    }
}
