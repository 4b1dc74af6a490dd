//! Browser, page and clock at the start of a run.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;
use why1006_evidence::{
    Circumstances, Engine, PageContext, Scheme, Target, circumstances::PermissionState, host,
};

use super::fetch;
use crate::{config, js};

/// Gathers the circumstances of a run against `target`, all but those that have
/// to be asked for: [`permissions`].
pub fn gather(target: &Target, earlier_failures: u32) -> Circumstances {
    let window = js::window();
    let navigator = window.navigator();
    let location = window.location();
    let ua = navigator.user_agent().unwrap_or_default();
    let origin = location.origin().unwrap_or_default();
    let page_scheme = config::page_scheme();
    let same_origin = {
        let scheme = match target.scheme {
            Some(Scheme::Wss) => "https",
            _ => "http",
        };
        let own = web_sys::Url::new(&origin).ok();
        let target = web_sys::Url::new(&format!("{scheme}://{}:{}", target.host, target.port)).ok();
        matches!((own, target), (Some(a), Some(b)) if a.origin() == b.origin())
    };
    Circumstances {
        engine: Engine::from_user_agent(&ua),
        page: PageContext {
            scheme: page_scheme,
            host_class: host::class(&location.hostname().unwrap_or_default()),
            origin,
            same_origin,
            by_snippet: false,
        },
        started_at: Date::now(),
        utc_offset: -(Date::new_0().get_timezone_offset() as i32),
        offline: !navigator.on_line(),
        hidden: js::document().hidden(),
        earlier_failures,
        local_network: None,
        loopback_network: None,
        reference_scheme: None,
        clock_ahead: None,
        no_reference: None,
        passed_over: Vec::new(),
        network_alone: false,
    }
}

/// The states of the permissions for local addresses and for this machine's own,
/// as they are when this is first polled.
pub async fn permissions() -> [Option<PermissionState>; 2] {
    let names = ["local-network-access", "local-network", "loopback-network"];
    // Side by side: each asks another process.
    let states = fetch::together(names.into_iter().map(permission).collect()).await;
    let [either, local, loopback] = [0, 1, 2].map(|at| states.get(at).copied().flatten());
    [local.or(either), loopback.or(either)]
}

/// The state of a permission; `None` where the engine does not know it.
async fn permission(name: &str) -> Option<PermissionState> {
    let permissions = js::get(&js::window().navigator(), "permissions");
    let question = Object::new();
    Reflect::set(&question, &"name".into(), &JsValue::from_str(name)).ok()?;
    let status = js::call(&permissions, "query", &question).await?;
    let state = js::get(&status, "state").as_string()?;
    Some(PermissionState::from_tag(&state).unwrap_or(PermissionState::Other))
}
