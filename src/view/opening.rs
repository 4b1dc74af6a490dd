//! A result that is opened: from a text, or from a file that is chosen.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlInputElement;
use why1006_evidence::result::{Broken, MAX_TEXT};

use super::{
    el::{Kid, el, kids, live, on},
    received,
    state::State,
};
use crate::js::{self, spawn_local};

impl State {
    /// Opens the result in a text; not while a run goes on.
    pub(in crate::view) fn open(self, text: String) {
        spawn_local(async move {
            if !self.running.get_untracked() && self.load_rest(true).await {
                received::open(self, text).await;
            }
        });
    }
}

/// A box for the file, with its label.
pub(super) fn chooser(state: State, id: &'static str) -> AnyView {
    let attributes = [("id", id), ("type", "file"), ("accept", ".json,.txt,.eml,text/plain")];
    let file = live("input", &attributes, kids![], move |element| {
        let input: HtmlInputElement = element.clone().unchecked_into();
        on(&element, "change", move |_| {
            let file = js::get(&js::get(&input, "files"), "0");
            if !file.is_undefined() {
                spawn_local(read(state, file));
            }
            // The same file may be chosen again.
            input.set_value("");
        });
    });
    kids![el("label", &[("for", id)], kids!["A result that was saved as a file"]), file].kid()
}

/// Reads the file, unless its size alone says that it holds no result.
async fn read(state: State, file: JsValue) {
    let fits = js::get(&file, "size").as_f64().is_some_and(|size| size <= MAX_TEXT as f64);
    let text = match fits {
        true => js::call(&file, "text", &JsValue::UNDEFINED).await.and_then(|t| t.as_string()),
        false => None,
    };
    match text {
        Some(text) => state.open(text),
        None if state.load_rest(true).await => {
            let broken = if fits { Broken::NoResult } else { Broken::TooLong };
            state.broken_link.set(Some(broken));
        }
        None => {}
    }
}
