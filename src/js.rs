//! The few browser facilities that web-sys leaves awkward.

use std::pin::Pin;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use why1006_evidence::{lint::Parts, scan};

/// The window. The page runs nowhere else.
pub fn window() -> web_sys::Window {
    web_sys::window().expect("the page runs in a window")
}

/// The document of [`window`].
pub fn document() -> web_sys::Document {
    window().document().expect("a window of a page has a document")
}

/// `object[key]`, or `undefined`.
pub fn get(object: &JsValue, key: &str) -> JsValue {
    // Throws where `object` is no object; that is "missing", too.
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// `object[method](argument)`, awaited; `None` if it is missing or throws.
pub async fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    let method: Function = get(object, method).dyn_into().ok()?;
    let promise: Promise = method.call1(object, argument).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// `object[method](argument)`; `undefined` if it is missing or throws.
pub fn call_now(object: &JsValue, method: &str, argument: &str) -> JsValue {
    let method: Option<Function> = get(object, method).dyn_into().ok();
    method.and_then(|m| m.call1(object, &argument.into()).ok()).unwrap_or(JsValue::UNDEFINED)
}

/// `new window[class](argument)`; `None` if it is missing or throws. For
/// classes that web-sys does not hold stable.
pub fn construct(class: &str, argument: &str) -> Option<JsValue> {
    let class: Function = get(&window(), class).dyn_into().ok()?;
    Reflect::construct(&class, &js_sys::Array::of1(&JsValue::from_str(argument))).ok()
}

/// Runs a future on the page's one thread, from the next microtask on.
pub fn spawn_local(future: impl Future<Output = ()> + 'static) {
    // Boxed, the executor's code is there once and not once for each future.
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    wasm_bindgen_futures::spawn_local(future);
}

/// The `name` of what was thrown, for example `SecurityError`.
pub fn error_name(thrown: &JsValue) -> String {
    get(thrown, "name").as_string().unwrap_or_else(|| "unknown".into())
}

/// Reads an address with the browser's own parser, which is the one that the
/// connection will use. `None`: the browser cannot read it.
pub fn parse(address: &str) -> Option<Parts> {
    let url = web_sys::Url::new(address).ok()?;
    Some(Parts {
        href: url.href(),
        scheme: scan::trim_end(&url.protocol(), b":").to_owned(),
        host: url.hostname(),
        port: scan::number(&url.port(), 10).and_then(|port| port.try_into().ok()),
        path: url.pathname(),
        query: url.search(),
        credentials: !url.username().is_empty() || !url.password().is_empty(),
    })
}
