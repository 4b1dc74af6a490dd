//! What the reference says it saw of a request.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use why1006_evidence::{
    Engine,
    network::{HttpVersion, Mirror, Sent},
};

use crate::js;

/// Reads what the reference `said` about the request to `url`; `None` if these
/// are not its words: somebody else answered.
pub fn read(said: &JsValue, url: &str, is_socket: bool) -> Option<Mirror> {
    js::get(said, "why1006").as_f64()?;
    let version = HttpVersion::of(&js::get(said, "http_version").as_string()?);
    let tls = js::get(said, "tls").as_bool();
    let list: Array = js::get(said, "headers").dyn_into().ok()?;
    let header = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    let arrived: Vec<(String, String)> = list.iter().filter_map(header).collect();
    let window = js::window();
    let url = web_sys::Url::new(url).ok()?;
    let page = window.location().origin().unwrap_or_default();
    let user_agent = window.navigator().user_agent().unwrap_or_default();
    let sent = Sent {
        user_agent: &user_agent,
        engine: Engine::from_user_agent(&user_agent).family,
        host: &url.host(),
        // A request to the page's own origin names none.
        origin: (is_socket || url.origin() != page).then_some(&page),
        is_socket,
    };
    Some(Mirror::compare(version, tls, &arrived, &sent))
}

/// The same of text, such as the first message of the reference's WebSocket.
pub fn read_text(said: &str, url: &str, is_socket: bool) -> Option<Mirror> {
    read(&js_sys::JSON::parse(said).ok()?, url, is_socket)
}
