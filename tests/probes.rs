//! The WebSocket probe of a run, against a real server, in a real browser.
//!
//! `cargo xtask test` starts the reference endpoint on port 28006 and a
//! listener that never answers on 28007; nothing listens on 28099.

#![cfg(target_arch = "wasm32")]

use std::cell::Cell;

use futures_util::future::join;
use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use why1006::observe::{Clock, Stop, socket};
use why1006_evidence::{End, EventKind, Observation, Place, Probe};

wasm_bindgen_test_configure!(run_in_browser);

const SOCKET: &str = "ws://127.0.0.1:28006/reference/socket";
const SILENT: &str = "127.0.0.1:28007";
const REFUSED: &str = "127.0.0.1:28099";

/// One attempt with 8 s of patience.
async fn attempt(url: &str, protocols: &[&str], hold_ms: u32, stop: &Stop) -> Observation {
    let protocols: Vec<String> = protocols.iter().map(|p| p.to_string()).collect();
    let plan = socket::Plan {
        url,
        place: Place::Target,
        protocols: &protocols,
        patience_ms: &|| Some(8_000),
        hold_ms,
    };
    socket::attempt(plan, Clock::start(), stop, &|| {}).await
}

/// One attempt at something silent, with the patience given.
async fn impatient(url: &str, patience_ms: &dyn Fn() -> Option<u32>, stop: &Stop) -> Observation {
    let place = Place::Target;
    let plan = socket::Plan { url, place, protocols: &[], patience_ms, hold_ms: 0 };
    socket::attempt(plan, Clock::start(), stop, &|| {}).await
}

fn kinds(o: &Observation) -> Vec<EventKind> {
    o.events.iter().map(|e| e.kind).collect()
}

fn took(o: &Observation) -> f64 {
    o.ended - o.begun
}

fn assert_in_order(o: &Observation) {
    let times: Vec<f64> = o.events.iter().map(|e| e.at).collect();
    let all: Vec<f64> = [&[o.begun], &times[..], &[o.ended]].concat();
    assert!(all.windows(2).all(|pair| pair[0] <= pair[1]), "{all:?}");
}

/// Firefox keeps further attempts at an address waiting while one is pending:
/// a socket that was left behind would hold this one up.
async fn assert_nothing_left_behind() {
    let next = attempt(SOCKET, &[], 0, &Stop::default()).await;
    assert!(next.saw(EventKind::Open), "{next:?}");
    assert!(took(&next) < 3_000.0, "{next:?}");
}

#[wasm_bindgen_test]
async fn it_opens_holds_and_says_goodbye() {
    let progress = Cell::new(0);
    let plan = socket::Plan {
        url: SOCKET,
        place: Place::Reference,
        protocols: &[],
        patience_ms: &|| Some(8_000),
        hold_ms: 300,
    };
    let tell = || progress.set(progress.get() + 1);
    let o = socket::attempt(plan, Clock::start(), &Stop::default(), &tell).await;
    use EventKind::{Close, Closing, Message, Open};
    assert_eq!(kinds(&o), [Open, Message, Closing, Close], "{o:?}");
    assert_eq!((o.probe, o.place, o.end), (Probe::WebSocket, Place::Reference, End::Settled));
    assert!(!o.with_protocols);
    assert_eq!(o.event(Open).unwrap().name, None);
    assert!(o.event(Message).unwrap().size.unwrap() > 50, "{o:?}");
    assert_eq!(o.event(Closing).unwrap().code, Some(1000));
    let close = o.event(Close).unwrap();
    assert_eq!((close.code, &close.reason, close.clean), (Some(1000), &None, Some(true)));
    let held = o.event(Closing).unwrap().at - o.event(Open).unwrap().at;
    assert!((290.0..3_000.0).contains(&held), "held for {held} ms");
    assert!(progress.get() > 0);
    assert_in_order(&o);
}

#[wasm_bindgen_test]
async fn the_chosen_subprotocol_is_recorded() {
    let o = attempt(SOCKET, &["v12.stomp", "mqtt"], 0, &Stop::default()).await;
    assert!(o.with_protocols);
    assert_eq!(o.event(EventKind::Open).unwrap().name.as_deref(), Some("v12.stomp"));
}

#[wasm_bindgen_test]
async fn a_close_by_the_server_is_recorded_word_for_word() {
    for (query, code, reason) in [
        ("close=4401&reason=nope&after=50", 4401, Some("nope")),
        ("close=4999&reason=r%C3%A9ason%20%E2%9C%93", 4999, Some("réason ✓")),
        ("close=1011&after=20", 1011, None),
        ("close=1000&reason=bye", 1000, Some("bye")),
    ] {
        let o = attempt(&format!("{SOCKET}?{query}"), &[], 6_000, &Stop::default()).await;
        use EventKind::{Close, Message, Open};
        assert_eq!(kinds(&o), [Open, Message, Close], "{query}: {o:?}");
        let close = o.event(Close).unwrap();
        assert_eq!(close.code, Some(code), "{query}");
        assert_eq!(close.reason.as_deref(), reason, "{query}");
        assert_eq!(close.clean, Some(true), "{query}");
        assert_eq!(o.end, End::Settled);
        assert!(took(&o) < 5_000.0, "it does not sit out the hold time: {o:?}");
        assert_in_order(&o);
    }
}

#[wasm_bindgen_test]
async fn a_refused_port_gives_error_then_close_1006() {
    // The second address answers, but not with an upgrade.
    for url in [format!("ws://{REFUSED}/refused"), "ws://127.0.0.1:28006/no-such-path".into()] {
        let o = attempt(&url, &[], 0, &Stop::default()).await;
        assert_eq!(kinds(&o), [EventKind::Error, EventKind::Close], "{url}: {o:?}");
        assert_eq!(o.events[0].state, Some(3), "{url}");
        let close = &o.events[1];
        assert_eq!((close.code, close.clean), (Some(1006), Some(false)), "{url}");
        assert_eq!((o.end, &close.reason), (End::Settled, &None), "{url}");
        assert_in_order(&o);
    }
}

#[wasm_bindgen_test]
async fn patience_with_silence_ends_and_may_grow() {
    let stop = Stop::default();
    let url = format!("ws://{SILENT}/patience");
    let o = impatient(&url, &|| Some(400), &stop).await;
    assert_eq!((o.end, o.events.len()), (End::GaveUp, 0), "{o:?}");
    assert!((390.0..3_000.0).contains(&took(&o)), "{o:?}");
    assert_nothing_left_behind().await;

    let asked = Cell::new(0);
    let grows = || {
        asked.set(asked.get() + 1);
        Some(if asked.get() == 1 { 200 } else { 900 })
    };
    let o = impatient(&format!("{url}/grows"), &grows, &stop).await;
    assert_eq!((o.end, o.events.len()), (End::GaveUp, 0), "{o:?}");
    assert!((890.0..4_000.0).contains(&took(&o)), "{o:?}");
    assert_nothing_left_behind().await;
}

#[wasm_bindgen_test]
async fn stop_ends_a_pending_attempt_at_once() {
    for (wait, path) in [(None, "before"), (Some(0), "with"), (Some(250), "during")] {
        let stop = Stop::default();
        let press = async {
            if let Some(ms) = wait {
                TimeoutFuture::new(ms).await;
            }
            stop.press();
        };
        let url = format!("ws://{SILENT}/stop-{path}");
        // Polled first: `before` presses before the attempt begins.
        let ((), o) = join(press, attempt(&url, &[], 0, &stop)).await;
        assert_eq!((o.end, o.events.len()), (End::Stopped, 0), "{path}: {o:?}");
        assert!(took(&o) < 2_000.0, "{path}: {o:?}");
    }
    assert_nothing_left_behind().await;
}

#[wasm_bindgen_test]
async fn stop_ends_an_open_connection_at_once() {
    let (stop, opened) = (Stop::default(), Cell::new(false));
    let press = async {
        // Firefox lets an attempt wait that follows one which failed.
        for _ in 0..80 {
            if opened.get() {
                break;
            }
            TimeoutFuture::new(100).await;
        }
        TimeoutFuture::new(200).await;
        stop.press();
    };
    let plan = socket::Plan {
        url: SOCKET,
        place: Place::Target,
        protocols: &[],
        patience_ms: &|| Some(8_000),
        hold_ms: 7_000,
    };
    let tell = || opened.set(true);
    let open = socket::attempt(plan, Clock::start(), &stop, &tell);
    let (o, ()) = join(open, press).await;
    assert!(o.saw(EventKind::Open) && o.saw(EventKind::Closing), "{o:?}");
    let open_for = o.ended - o.event(EventKind::Open).unwrap().at;
    assert!(open_for < 3_000.0, "{o:?}");
    assert_nothing_left_behind().await;
}

#[wasm_bindgen_test]
async fn what_the_constructor_throws_is_named() {
    for (url, protocols) in [
        (SOCKET, &["Bearer x"][..]),
        (SOCKET, &["a", "a"]),
        (SOCKET, &["dG9rZW4="]),
        ("ws://127.0.0.1:28006/reference/socket#here", &[]),
        ("ws://127.0.0.1:99999/", &[]),
        ("ws://", &[]),
        ("ftp://127.0.0.1/", &[]),
    ] {
        let o = attempt(url, protocols, 0, &Stop::default()).await;
        assert_eq!(kinds(&o), [EventKind::Threw], "{url} {protocols:?}: {o:?}");
        assert_eq!(o.events[0].name.as_deref(), Some("SyntaxError"), "{url} {protocols:?}");
        assert_eq!(o.end, End::Settled);
    }
}

/// Every WebSocket that is made until the guard drops runs `on_open` on opening.
fn chatty(on_open: &str) -> impl Drop {
    struct Guard(Function);
    impl Drop for Guard {
        fn drop(&mut self) {
            self.0.call0(&JsValue::NULL).unwrap();
        }
    }
    let script = format!(
        "const Real = window.WebSocket;
         window.WebSocket = class extends Real {{
           constructor(...given) {{
             super(...given);
             this.addEventListener('open', () => {{ {on_open} }});
           }}
         }};
         return () => {{ window.WebSocket = Real; }};"
    );
    Guard(Function::new_no_args(&script).call0(&JsValue::NULL).unwrap().unchecked_into())
}

#[wasm_bindgen_test]
async fn no_more_than_a_hundred_messages_are_recorded() {
    // The reference echoes each of them.
    let guard = chatty("for (let i = 0; i < 300; i++) this.send('x');");
    let o = attempt(SOCKET, &[], 2_000, &Stop::default()).await;
    drop(guard);
    let messages = kinds(&o).iter().filter(|k| **k == EventKind::Message).count();
    assert!((90..=100).contains(&messages), "{messages} messages");
    assert_eq!(kinds(&o)[messages + 1..], [EventKind::Closing, EventKind::Close]);
    assert_eq!(o.events.last().unwrap().code, Some(1000));
}

#[wasm_bindgen_test]
async fn of_a_message_only_the_size_is_kept() {
    let guard = chatty("this.send('é✓ab'); this.send(new Uint8Array(5)); this.send('');");
    let o = attempt(SOCKET, &[], 1_000, &Stop::default()).await;
    drop(guard);
    let messages: Vec<_> = o.events.iter().filter(|e| e.kind == EventKind::Message).collect();
    let sizes: Vec<_> = messages[1..].iter().map(|e| e.size).collect();
    assert_eq!(sizes, [Some(4), Some(5), Some(0)], "UTF-16 units and bytes");
    assert!(messages.iter().all(|e| e.name.is_none() && e.reason.is_none()), "{messages:?}");
}
