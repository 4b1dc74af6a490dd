//! A read-only text with a button that copies it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use super::el::{Kid, button, el, kids, patched};
use crate::js::{self, spawn_local};

/// Copies the value of the field `id`; where the page may not use the
/// clipboard (http pages), the field is selected for the user to copy.
pub(super) fn copy_button(
    id: &'static str,
    button_id: &'static str,
    label: &'static str,
) -> AnyView {
    let said = RwSignal::new(String::new());
    let press = move || {
        let found = js::document().get_element_by_id(id);
        let Some(field) = found else { return };
        match (field.dyn_ref::<HtmlInputElement>(), field.dyn_ref::<HtmlTextAreaElement>()) {
            (Some(line), _) => line.select(),
            (None, Some(area)) => area.select(),
            (None, None) => return,
        }
        let text = js::get(&field, "value").as_string().unwrap_or_default();
        spawn_local(async move {
            let navigator = js::window().navigator();
            let done = !js::get(&navigator, "clipboard").is_undefined()
                && JsFuture::from(navigator.clipboard().write_text(&text)).await.is_ok();
            let words = if done { "Copied." } else { "Selected: press Ctrl+C or ⌘C to copy." };
            said.set(words.to_owned());
        });
    };
    let answer =
        patched(move || el("span", &[("class", "hint"), ("role", "status")], kids![said.get()]));
    kids![button(button_id, "", label, press), answer].kid()
}
