//! The result as a file.

use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlElement, Url};
use why1006_report::file_name;

use super::leaving;
use crate::{
    js::{self, spawn_local},
    link,
    view::state::State,
};

/// Long enough for a browser that asks where the file shall go.
const KEPT_MS: u32 = 60_000;

/// Offers what leaves as a download.
pub(super) fn save(state: State) {
    if let Some(evidence) = untrack(|| leaving(state)) {
        let _ = download(&file_name(&evidence), &link::readable(&evidence));
    }
}

fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into()))?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlElement = js::document().create_element("a")?.unchecked_into();
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.click();
    spawn_local(async move {
        TimeoutFuture::new(KEPT_MS).await;
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}
