//! A text with a button that copies it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use super::el::{Kid, attribute, el, kids, live, on, patched};
use crate::js::{self, spawn_local};

/// Copies the read-only field `id`.
pub(super) fn copy_button(
    id: &'static str,
    button_id: &'static str,
    label: &'static str,
) -> AnyView {
    copies(id, &[("id", button_id), ("class", ""), ("type", "button")], label)
}

/// A button with these attributes that copies what the element `id` holds; where
/// the page may not use the clipboard (http pages), it is selected for the user
/// to copy.
pub(super) fn copies(
    id: &'static str,
    attributes: &[(&'static str, &str)],
    label: &'static str,
) -> AnyView {
    let said = RwSignal::new(String::new());
    let press = move || {
        let Some(text) = select(id) else { return };
        spawn_local(async move {
            let navigator = js::window().navigator();
            let may = !js::get(&navigator, "clipboard").is_undefined();
            let done = may && JsFuture::from(navigator.clipboard().write_text(&text)).await.is_ok()
                || copy_now(id);
            let words = if done { "Copied." } else { "Selected: press Ctrl+C or ⌘C to copy." };
            said.set(words.to_owned());
        });
    };
    let button = live("button", attributes, kids![label], move |button| {
        on(&button, "click", move |_| press());
    });
    let answer =
        patched(move || el("span", &[("class", "hint"), ("role", "status")], kids![said.get()]));
    kids![button, answer].kid()
}

/// Copies what the element `id` holds before the press that asked for it is over:
/// what follows it, such as a new tab, takes the focus that the clipboard wants.
/// Also on http pages. What is folded cannot be selected, and is opened. Whether
/// it was done.
pub(super) fn copy_now(id: &str) -> bool {
    let mut fold = js::document().get_element_by_id(id);
    while let Some(element) = fold.and_then(|e| e.closest("details").ok()?) {
        attribute(&element, "open", Some(""));
        fold = element.parent_element();
    }
    select(id).is_some() && js::call_now(&js::document(), "execCommand", "copy").is_truthy()
}

/// Selects what an element holds; its text.
fn select(id: &str) -> Option<String> {
    let element = js::document().get_element_by_id(id)?;
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        field.select();
        return Some(field.value());
    }
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.select();
        return Some(area.value());
    }
    if let Ok(Some(selection)) = js::window().get_selection() {
        let _ = selection.select_all_children(&element);
    }
    element.text_content()
}
