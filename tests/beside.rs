//! What a run does beside its socket: web requests, page events,
//! circumstances, addresses. Against a real server, in a real browser.
//!
//! Ports as in `probes.rs`: 28006 answers, 28007 is silent, 28099 refuses.

#![cfg(target_arch = "wasm32")]

use std::cell::Cell;

use futures_util::future::join;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Function};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use why1006::{
    js,
    observe::{Around, Clock, Stop, circumstances, fetch, page_events::PageEvents},
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

fn took(o: &Observation) -> f64 {
    o.ended - o.begun
}

fn kinds(o: &Observation) -> Vec<EventKind> {
    o.events.iter().map(|e| e.kind).collect()
}

fn assert_in_order(o: &Observation) {
    let times: Vec<f64> = o.events.iter().map(|e| e.at).collect();
    let all: Vec<f64> = [&[o.begun], &times[..], &[o.ended]].concat();
    assert!(all.windows(2).all(|pair| pair[0] <= pair[1]), "{all:?}");
}

/// One web request.
async fn request(probe: Probe, url: &str, patience_ms: u32, stop: &Stop) -> Observation {
    let clock = Clock::start();
    let page_events = &PageEvents::listen(clock);
    let around = Around { clock, stop, page_events };
    fetch::request(&around, &js::window(), (probe, Place::Root), url, patience_ms).await
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
    let started = Cell::new(0);
    let waits = [250, 20, 120].map(|ms| {
        let started = &started;
        async move {
            started.set(started.get() + 1);
            TimeoutFuture::new(ms).await;
            (ms, started.get())
        }
    });
    // Each of them ends when all have begun.
    assert_eq!(fetch::together(waits.into_iter().collect()).await, [(250, 3), (20, 3), (120, 3)]);
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
    script(
        "for (const name of ['blur', 'focus', 'offline', 'online']) dispatchEvent(new Event(name));",
    );
    let seen: Vec<_> = watch.events().into_iter().map(|e| (e.kind, e.name)).collect();
    let policy = (EventKind::Policy, Some("connect-src".to_owned()));
    let plain = [
        EventKind::Visible,
        EventKind::Blurred,
        EventKind::Focused,
        EventKind::Offline,
        EventKind::Online,
    ];
    assert_eq!(seen, [vec![policy], plain.map(|kind| (kind, None)).to_vec()].concat());
    script("window.realNow = Date.now; Date.now = () => window.realNow() + 9000;");
    let jumps: Vec<_> = watch.events().into_iter().skip(6).map(|e| (e.kind, e.size)).collect();
    script("Date.now = window.realNow;");
    assert!(matches!(jumps[..], [(EventKind::ClockJump, Some(8_500..=9_500))]), "{jumps:?}");
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
    let c = circumstances::gather(&target(SOCKET), 7);
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
        let states = circumstances::permissions().await;
        assert!(states.iter().all(Option::is_some), "{states:?}");
    }

    let host = location.host().unwrap();
    for (address, same) in [
        (format!("ws://{host}/any"), true),
        (format!("wss://{host}/any"), false),
        (format!("ws://localhost:{}/any", location.port().unwrap()), false),
        ("not an address".to_owned(), false),
    ] {
        let c = circumstances::gather(&target(&address), 0);
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
