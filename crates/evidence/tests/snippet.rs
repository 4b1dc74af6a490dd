//! What the snippet's link holds: frozen, never trusted, and without secrets.
//!
//! Runs `WHY1006_CASES` cases of each property, 1,000 without it.

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};
use why1006_evidence::{
    EngineFamily, Evidence, Fault, PageScheme, ProblemKind, Scheme,
    lint::Parts,
    packed::{Torn, pack, unpack},
    record::Record,
    redact,
    snippet::{FORM, Snippet, call},
};

/// What is out in links. Added to, and never changed.
const V1: &str = include_str!("snippet-v1.json");

fn golden() -> Value {
    serde_json::from_str(V1).unwrap()
}

/// An address as a browser would take it apart, near enough for these tests.
fn parts(address: &str) -> Parts {
    let (scheme, rest) = address.trim().split_once("://").unwrap_or(("", address));
    let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    Parts {
        href: address.to_owned(),
        scheme: scheme.to_owned(),
        host: host.to_owned(),
        port: port.parse().ok(),
        path: path.to_owned(),
        query: query.to_owned(),
        credentials: !user.is_empty(),
    }
}

fn evidence(json: &Value) -> Option<Result<Evidence, Fault>> {
    let seen = Snippet::read(json)?;
    let (target, page) = (parts(&seen.url), parts(&seen.page));
    Some(seen.evidence(target, page, "test"))
}

fn with(pointer: &str, value: Value) -> Value {
    let mut json = golden();
    *json.pointer_mut(pointer).expect(pointer) = value;
    json
}

#[test]
fn the_golden_link_reads_and_writes_back_exactly() {
    let seen = Snippet::read(&golden()).expect("version 1 reads for ever");
    assert_eq!(seen.write::<Value>(), golden());
}

#[test]
fn it_becomes_a_run_of_the_apps_own_page() {
    let e = evidence(&golden()).unwrap().unwrap();
    let (c, t) = (&e.circumstances, &e.target);
    assert!(c.page.by_snippet && c.page.same_origin && t.app.as_ref().unwrap().here);
    assert_eq!(
        (c.page.origin.as_str(), c.page.scheme),
        ("https://app.example.com", PageScheme::Https)
    );
    assert_eq!((c.engine.family, c.engine.major), (EngineFamily::Chromium, 156));
    assert_eq!((c.reference_scheme, c.no_reference, c.clock_ahead), (None, None, None));
    assert_eq!((t.scheme, t.port, t.host.as_str()), (Some(Scheme::Wss), 443, "app.example.com"));
    assert!(t.token_in_query && t.fatal().next().is_none(), "{:?}", t.problems);
    assert_eq!(t.url, "wss://…@app.example.com/cable?token=…&v=…");
    assert_eq!(e.observations.len(), 4);
    assert_eq!(e.told, []);
    // It travels on as any run does.
    assert_eq!(Evidence::read(&e.write::<Value>()), Some(e));
}

#[test]
fn a_page_of_another_origin_is_one() {
    for page in ["http://app.example.com", "https://app.example.com:8443", "https://example.com"] {
        let e = evidence(&with("/page", json!(page))).unwrap().unwrap();
        assert!(!e.circumstances.page.same_origin, "{page}");
        assert_eq!(e.circumstances.page.origin, page);
        assert!(e.target.app.unwrap().here, "{page}");
    }
}

#[test]
fn what_the_browser_let_go_from_a_secure_page_was_upgraded() {
    let mut json = with("/url", json!("ws://app.example.com/cable"));
    let e = evidence(&json).unwrap().unwrap();
    assert_eq!(
        (e.target.scheme, e.target.url.as_str()),
        (Some(Scheme::Wss), "wss://app.example.com/cable")
    );
    assert!(e.target.problems.iter().any(|p| p.kind == ProblemKind::Upgraded));
    assert!(e.target.app.unwrap().upgrades);
    // What it refused was not.
    json["observations"][0]["events"] =
        json!([{ "at": 1, "kind": "threw", "name": "SecurityError" }]);
    let e = evidence(&json).unwrap().unwrap();
    assert_eq!((e.target.scheme, e.target.app.unwrap().upgrades), (Some(Scheme::Ws), false));
}

#[test]
fn secrets_that_a_forged_link_holds_are_taken_out() {
    let secret = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln";
    let mut json =
        with("/url", json!(format!("wss://me:hunter2@a.example/{secret}?t={secret}&{secret}")));
    json["protocols"] = json!([secret, "my-own"]);
    json["page"] = json!(format!("https://me:hunter2@a.example/{secret}"));
    json["observations"][0]["events"] = json!([
        { "at": 1, "kind": "open", "name": secret },
        { "at": 2, "kind": "close", "reason": format!("bad {secret}") },
    ]);
    let text = evidence(&json).unwrap().unwrap().write::<Value>().to_string();
    for secret in [secret, "hunter2", "my-own"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn what_no_snippet_writes_is_refused() {
    for json in
        [json!(null), json!([]), json!({}), with("/url", json!(7)), with("/elapsed", json!("1"))]
    {
        assert_eq!(evidence(&json), None, "{json}");
    }
    for (json, fault) in [
        (with("/version", json!(FORM + 1)), Fault::Newer(2)),
        (with("/version", json!(0)), Fault::NoEvidence),
        (with("/url", json!("https://app.example.com/")), Fault::NoEvidence),
        (with("/url", json!("nonsense")), Fault::NoEvidence),
        (with("/observations/0/place", json!("reference")), Fault::NoEvidence),
        (with("/observations/1/probe", json!("status-class")), Fault::NoEvidence),
        (with("/observations/1/place", json!("nowhere")), Fault::NoEvidence),
        (
            with("/observations", json!(vec![golden()["observations"][0].clone(); 65])),
            Fault::TooMuch,
        ),
        (with("/url", json!(format!("wss://a.example/{}", "x".repeat(9_000)))), Fault::TooMuch),
        (with("/protocols", json!(vec!["…"; 65])), Fault::TooMuch),
    ] {
        assert_eq!(evidence(&json), Some(Err(fault)), "{json}");
    }
}

#[test]
fn the_line_that_runs_it_can_be_read() {
    let line =
        call("wss://a.example/ws?a=1&b=2", &["mqtt".into(), "x".into()], "https://why.example/");
    let expected = "Why1006.test(\"wss://a.example/ws?a=1&b=2\", [\"mqtt\", \"x\"], \"https://why.example/\");\n";
    assert_eq!(line, expected);
    let hostile = call("\"</script>\\\u{2028}\u{2029}\n`${1}'<!--é\u{202e}", &[], "");
    assert_eq!(
        hostile,
        "Why1006.test(\"\\u0022\\u003c/script>\\u005c\\u2028\\u2029\\u000a`${1}'\\u003c!--\\u00e9\
         \\u202e\", [], \"\");\n"
    );
}

fn cases() -> ProptestConfig {
    let cases = std::env::var("WHY1006_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases.unwrap_or(1_000))
    }
}

/// All places in a value.
fn pointers(json: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match json {
        Value::Object(object) => {
            object.iter().for_each(|(key, value)| pointers(value, &format!("{at}/{key}"), found));
        }
        Value::Array(items) => {
            let all = items.iter().enumerate();
            all.for_each(|(row, value)| pointers(value, &format!("{at}/{row}"), found));
        }
        _ => {}
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        "(wss?|https?)://[a-z@:.?=&/#…\\\\é]{0,20}".prop_map(Value::from),
        prop_oneof![Just("open"), Just("close"), Just("threw"), Just("gave-up"), Just("void")]
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("at|kind|probe|place|end|events|name", inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_change_is_read_or_refused(changes in prop::collection::vec((any::<Index>(), value()), 1..5)) {
        let mut json = golden();
        for (index, value) in changes {
            let mut all = Vec::new();
            pointers(&json, "", &mut all);
            *json.pointer_mut(&all[index.index(all.len())]).unwrap() = value;
        }
        if let Some(Ok(e)) = evidence(&json) {
            prop_assert_eq!(e.check(), Ok(()));
            prop_assert_eq!(&redact::redact(&e), &e, "a second redaction finds more");
            prop_assert!(e.circumstances.page.by_snippet);
        }
    }

    #[test]
    fn any_text_is_unpacked_or_refused(text in "[1-3][dpx][0-9a-f]{0,9}\\.?[A-Za-z0-9_-]{0,40}|\\PC{0,60}") {
        let _ = unpack(&text, FORM);
    }

    #[test]
    fn bytes_come_back_whole_or_not_at_all(
        bytes in prop::collection::vec(any::<u8>(), 0..80),
        deflated in any::<bool>(),
        cut in any::<Index>(),
        byte in 0x21..0x7f_u8,
    ) {
        let text = pack(FORM, deflated, &bytes);
        prop_assert_eq!(unpack(&text, FORM), Ok((deflated, bytes.clone())));
        prop_assert_eq!(unpack(&format!("{text}>."), FORM), Ok((deflated, bytes.clone())));
        let cut = cut.index(text.len());
        prop_assert!(unpack(&text[..cut], FORM).is_err(), "{}", &text[..cut]);
        let mut changed = text.clone().into_bytes();
        changed[cut] = byte;
        let changed = String::from_utf8(changed).unwrap();
        match unpack(&changed, FORM) {
            // The form is not covered by the sum.
            Ok((_, found)) => prop_assert_eq!(found, bytes),
            Err(torn) => prop_assert!(torn != Torn::TooLong),
        }
    }

    #[test]
    fn no_address_leaves_its_quotes(
        url in "\\PC{0,40}|[\"'\\\\<>/!\u{2028}\u{2029}\u{0}-\u{1f}`$({})a-z\u{202e}\u{feff}😀]{0,40}",
        protocols in prop::collection::vec("[\"\\\\\u{2028}, a-z\n\\]]{0,9}", 0..4),
        page in "\\PC{0,20}",
    ) {
        let line = call(&url, &protocols, &page);
        let inside = line.strip_prefix("Why1006.test(").and_then(|l| l.strip_suffix(");\n")).unwrap();
        prop_assert!(inside.bytes().all(|b| (0x20..0x7f).contains(&b) && b != b'<'), "{}", line);
        // A JSON text is a JavaScript expression.
        let read: Value = serde_json::from_str(&format!("[{inside}]")).unwrap();
        prop_assert_eq!(read, json!([url, protocols, page]));
    }
}
