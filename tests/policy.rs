//! The probes under a policy that forbids them, in a real browser.
//!
//! In a file of its own: a policy stays for as long as its page does.

#![cfg(target_arch = "wasm32")]

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use why1006::observe::{
    Around, Clock, Stop, circumstances, fetch, page_events::PageEvents, socket,
};
use why1006_diagnosis::{CauseId, Verdict, diagnose};
use why1006_evidence::{End, EventKind, Evidence, Place, Probe, VERSION, ask, lint};

wasm_bindgen_test_configure!(run_in_browser);

const SOCKET: &str = "ws://127.0.0.1:28006/reference/socket";
const HTTP: &str = "http://127.0.0.1:28006/reference/http";

#[wasm_bindgen_test]
async fn our_own_policy_is_noticed_and_voids_what_it_touches() {
    Function::new_no_args(
        "const meta = document.createElement('meta');
         meta.httpEquiv = 'Content-Security-Policy';
         meta.content = \"connect-src 'self'\";
         document.head.append(meta);",
    )
    .call0(&JsValue::NULL)
    .unwrap();

    let (clock, stop) = (Clock::start(), Stop::default());
    let watch = PageEvents::listen(clock);
    let plan = socket::Plan {
        url: SOCKET,
        place: Place::Target,
        protocols: &[],
        patience_ms: &|| Some(5_000),
        hold_ms: 0,
    };
    let seen = socket::attempt(plan, clock, &stop, &|| {}).await;
    assert!(!seen.saw(EventKind::Open) && !seen.saw(EventKind::Close), "{seen:?}");
    assert_eq!(seen.end, End::Settled);
    let around = Around { clock, stop: &stop, page_events: &watch };
    let probe = (Probe::FetchNoCors, Place::Target);
    let fetched = fetch::request(&around, &why1006::js::window(), probe, HTTP, 5_000).await;
    assert_eq!(fetched.end, End::Void, "{fetched:?}");
    let events = watch.events();
    assert!(events.iter().all(|e| e.kind == EventKind::Policy), "{events:?}");
    assert!(events.len() >= 2, "one for each probe: {events:?}");

    let ask = ask::understand(SOCKET);
    let target = lint::target(&ask, why1006::js::parse(SOCKET), &[], None);
    let evidence = Evidence {
        version: VERSION,
        build: String::new(),
        circumstances: circumstances::gather(&target, 0),
        target,
        observations: vec![seen, fetched],
        page_events: events,
        told: Vec::new(),
        elapsed: clock.now(),
        stopped: false,
        said: None,
    };
    let diagnosis = diagnose(&evidence);
    assert_eq!(diagnosis.verdict, Verdict::BrowserRefused);
    assert_eq!(diagnosis.certain(), [CauseId::CspConnectSrc]);
    assert_eq!(diagnosis.remaining(), []);
}
