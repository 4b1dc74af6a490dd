//! The probes of a run, against a real server, in a real browser.
//!
//! `cargo xtask test` starts the reference endpoint on port 28006 and a
//! listener that never answers on 28007; nothing listens on 28099.

#![cfg(target_arch = "wasm32")]

use std::cell::Cell;

use futures_util::future::join;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Function};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use why1006::{
    js,
    observe::{Clock, Stop, circumstances, fetch, page_events::PageEvents, socket},
    run,
};
use why1006_evidence::{
    End, EngineFamily, EventKind, Observation, PageScheme, Place, Probe, ask, host::HostClass, lint,
};

wasm_bindgen_test_configure!(run_in_browser);

const SOCKET: &str = "ws://127.0.0.1:28006/reference/socket";
const HTTP: &str = "http://127.0.0.1:28006/reference/http";
const NO_CORS_HEADERS: &str = "http://127.0.0.1:28006/";
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
    let stop = Stop::default();
    let press = async {
        TimeoutFuture::new(700).await;
        stop.press();
    };
    let (o, ()) = join(attempt(SOCKET, &[], 7_000, &stop), press).await;
    assert!(o.saw(EventKind::Open) && o.saw(EventKind::Closing), "{o:?}");
    assert!(took(&o) < 3_000.0, "{o:?}");
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

/// One web request.
async fn request(probe: Probe, url: &str, patience_ms: u32, stop: &Stop) -> Observation {
    let clock = Clock::start();
    let watch = PageEvents::listen(clock);
    fetch::request((probe, Place::Root), url, patience_ms, clock, stop, &watch).await
}

#[wasm_bindgen_test]
async fn web_requests_resolve_or_reject() {
    let refused = format!("http://{REFUSED}/fetch");
    let status_426 = "http://127.0.0.1:28006/reference/socket";
    for (probe, url, kind, name, status) in [
        (Probe::FetchNoCors, HTTP, EventKind::Resolved, "opaque", None),
        (Probe::FetchCors, HTTP, EventKind::Resolved, "cors", Some(200)),
        (Probe::FetchCors, status_426, EventKind::Resolved, "cors", Some(426)),
        (Probe::FetchNoCors, NO_CORS_HEADERS, EventKind::Resolved, "opaque", None),
        (Probe::FetchCors, NO_CORS_HEADERS, EventKind::Rejected, "TypeError", None),
        (Probe::FetchNoCors, &refused, EventKind::Rejected, "TypeError", None),
        (Probe::FetchCors, &refused, EventKind::Rejected, "TypeError", None),
    ] {
        let o = request(probe, url, 8_000, &Stop::default()).await;
        assert_eq!((o.probe, o.place, o.end), (probe, Place::Root, End::Settled), "{url}");
        assert_eq!(kinds(&o), [kind], "{probe} {url}: {o:?}");
        assert_eq!(o.events[0].name.as_deref(), Some(name), "{probe} {url}");
        assert_eq!(o.events[0].status, status, "{probe} {url}");
        assert_in_order(&o);
    }
}

#[wasm_bindgen_test]
async fn a_silent_web_request_is_given_up_or_stopped() {
    let url = format!("http://{SILENT}/fetch");
    for probe in [Probe::FetchNoCors, Probe::FetchCors] {
        let o = request(probe, &url, 300, &Stop::default()).await;
        assert_eq!((o.end, o.events.len()), (End::GaveUp, 0), "{o:?}");
        assert!((290.0..3_000.0).contains(&took(&o)), "{o:?}");

        let stop = Stop::default();
        let press = async {
            TimeoutFuture::new(100).await;
            stop.press();
        };
        let (o, ()) = join(request(probe, &url, 8_000, &stop), press).await;
        assert_eq!((o.end, o.events.len()), (End::Stopped, 0), "{o:?}");
        assert!(took(&o) < 3_000.0, "{o:?}");
    }
}

#[wasm_bindgen_test]
async fn requests_run_side_by_side_and_come_back_in_order() {
    let began = Clock::start();
    let waits = [250, 20, 120].map(|ms| async move {
        TimeoutFuture::new(ms).await;
        ms
    });
    assert_eq!(fetch::together(waits.into_iter().collect()).await, [250, 20, 120]);
    assert!((240.0..385.0).contains(&began.now()), "one after the other: {}", began.now());
}

/// Runs a script in the page.
fn script(text: &str) {
    Function::new_no_args(text).call0(&JsValue::NULL).unwrap();
}

#[wasm_bindgen_test]
async fn violations_and_visibility_are_heard_until_the_end_of_the_run() {
    let violation = |directive: &str, uri: &str| {
        script(&format!(
            "document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', {{
               documentURI: location.href, violatedDirective: '{directive}',
               effectiveDirective: '{directive}', originalPolicy: '', disposition: 'enforce',
               blockedURI: '{uri}', statusCode: 200,
             }}));"
        ));
    };
    script("window.faults = 0; window.addEventListener('error', () => { window.faults++; });");
    let watch = PageEvents::listen(Clock::start());
    assert_eq!(watch.events(), []);
    violation("connect-src", "ws://h.example:81/a");
    violation("img-src", "http://h.example:81/a");
    script("document.dispatchEvent(new Event('visibilitychange'));");
    let seen: Vec<_> = watch.events().into_iter().map(|e| (e.kind, e.name)).collect();
    let policy = (EventKind::Policy, Some("connect-src".to_owned()));
    assert_eq!(seen, [policy, (EventKind::Visible, None)]);
    assert_eq!(watch.violations_of("ws://h.example:81/b"), 1);
    assert_eq!(watch.violations_of("ws://h.example:82/a"), 0);
    assert_eq!(watch.violations_of("no address"), 0);
    drop(watch);
    violation("connect-src", "ws://h.example:81/a");
    assert_eq!(js::get(&js::window(), "faults").as_f64(), Some(0.0), "the listener is gone");
}

fn target(address: &str) -> why1006_evidence::Target {
    let ask = ask::understand(address);
    let parts = js::parse(&ask.address);
    lint::target(&ask, parts, &[], None)
}

#[wasm_bindgen_test]
async fn the_circumstances_are_those_of_this_browser() {
    let location = js::window().location();
    let c = circumstances::gather(&target(SOCKET), 7).await;
    assert!(matches!(c.engine.family, EngineFamily::Chromium | EngineFamily::Firefox), "{c:?}");
    assert!(c.engine.major > 100, "{c:?}");
    assert_eq!(c.page.scheme, PageScheme::Http);
    assert_eq!(c.page.origin, location.origin().unwrap());
    assert_eq!(c.page.host_class, HostClass::Loopback);
    assert!(!c.page.same_origin, "the reference has another port");
    assert_eq!(c.earlier_failures, 7);
    assert!((Date::now() - c.started_at).abs() < 10_000.0);
    assert_eq!(f64::from(c.utc_offset), -Date::new_0().get_timezone_offset());
    assert_eq!(c.hidden, js::document().hidden());
    assert_eq!((c.reference_scheme, c.no_reference), (None, None));
    if c.engine.family == EngineFamily::Chromium {
        assert!(c.local_network.is_some() && c.loopback_network.is_some(), "{c:?}");
    }

    let host = location.host().unwrap();
    for (address, same) in [
        (format!("ws://{host}/any"), true),
        (format!("wss://{host}/any"), false),
        (format!("ws://localhost:{}/any", location.port().unwrap()), false),
        ("not an address".to_owned(), false),
    ] {
        let c = circumstances::gather(&target(&address), 0).await;
        assert_eq!(c.page.same_origin, same, "{address}");
    }
}

#[wasm_bindgen_test]
fn odd_addresses_are_read_as_the_browser_reads_them() {
    let long = "a".repeat(10_000);
    for (given, scheme, host, port, path, query) in [
        ("wss://a.example/x?y=1#z", "wss", "a.example", None, "/x", "?y=1"),
        ("WS://EXAMPLE.com:80", "ws", "example.com", None, "/", ""),
        ("wss://h:8443/?", "wss", "h", Some(8443), "/", ""),
        ("ws://h:443/", "ws", "h", Some(443), "/", ""),
        ("ws://[::1]:8080/", "ws", "[::1]", Some(8080), "/", ""),
        ("ws://[::ffff:127.0.0.1]/", "ws", "[::ffff:7f00:1]", None, "/", ""),
        ("ws://127.1/", "ws", "127.0.0.1", None, "/", ""),
        ("ws://0x7f000001/", "ws", "127.0.0.1", None, "/", ""),
        ("ws://bücher.example/", "ws", "xn--bcher-kva.example", None, "/", ""),
        ("ws:h/p", "ws", "h", None, "/p", ""),
        ("ws:\\\\h\\p", "ws", "h", None, "/p", ""),
        ("  ws://h/a b\n", "ws", "h", None, "/a%20b", ""),
        ("ws://ho\nst/", "ws", "host", None, "/", ""),
        ("ws://h\u{200b}ost/", "ws", "host", None, "/", ""),
        ("ws://h./", "ws", "h.", None, "/", ""),
        ("ws://h/a/../b/./c", "ws", "h", None, "/b/c", ""),
        (&format!("ws://h/{long}"), "ws", "h", None, &format!("/{long}"), ""),
        ("http://h/", "http", "h", None, "/", ""),
        ("good.test:21000/ws", "good.test", "", None, "21000/ws", ""),
    ] {
        let parts = js::parse(given).unwrap_or_else(|| panic!("{given:?} is no address"));
        assert_eq!(parts.scheme, scheme, "{given:?}");
        assert_eq!(parts.host, host, "{given:?}");
        assert_eq!(parts.port, port, "{given:?}");
        assert_eq!(parts.path, path, "{given:?}");
        assert_eq!(parts.query, query, "{given:?}");
        assert!(!parts.credentials, "{given:?}");
        assert_eq!(js::parse(&parts.href), Some(parts), "{given:?} reads back");
    }
    for given in ["ws://me@h/", "ws://me:pw@h/", "ws://:pw@h/"] {
        assert!(js::parse(given).unwrap().credentials, "{given}");
    }
    for given in [
        "",
        " ",
        "/ws",
        "//h/ws",
        "undefined",
        "ws://",
        "wss:///",
        "ws://h:99999/",
        "ws://h:port/",
        "ws://h:-1/",
        "ws://256.256.256.256/",
        "ws://1.2.3.4.5/",
        "ws://[::1/",
        "ws://[fe80::1%25eth0]/",
        "ws://%zz/",
        "\u{202e}",
    ] {
        assert_eq!(js::parse(given), None, "{given:?}");
    }
}

#[wasm_bindgen_test]
fn web_addresses_stand_beside_the_socket() {
    let both = |url| run::http_addresses(url);
    assert_eq!(
        both("wss://me:pw@h.example:8443/a/b?c=d"),
        Some(("https://h.example:8443/a/b?c=d".into(), "https://h.example:8443/".into()))
    );
    assert_eq!(both("ws://[::1]/x"), Some(("http://[::1]/x".into(), "http://[::1]/".into())));
    assert_eq!(both("nonsense"), None);
}
