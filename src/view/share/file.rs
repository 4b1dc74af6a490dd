//! The result as a file.

use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlElement, Url};

use super::leaving;
use crate::{
    js::{self, spawn_local},
    link,
    view::state::State,
};

/// What the file is called.
const NAME: &str = "why1006-result.json";

/// Long enough for a browser that asks where the file shall go.
const KEPT_MS: u32 = 60_000;

/// Offers what leaves as a download.
pub(super) fn save(state: State) {
    if let Some(evidence) = untrack(|| leaving(state)) {
        let _ = download(&link::readable(&evidence));
    }
}

fn download(text: &str) -> Result<(), JsValue> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into()))?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlElement = js::document().create_element("a")?.unchecked_into();
    link.set_attribute("href", &address)?;
    link.set_attribute("download", NAME)?;
    link.click();
    spawn_local(async move {
        TimeoutFuture::new(KEPT_MS).await;
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}
