//! Evidence of version 1 stays readable for ever.
//!
//! `v1.json` and [`TAGS`] are what is out in links and files. They are added
//! to, and never changed.

mod tags;

use std::collections::BTreeSet;

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};
use why1006_evidence::{Evidence, ask, record::Record, redact, schema};

use self::tags::{TAGS, TAGS_LATER};

const V1: &str = include_str!("v1.json");

/// A run with the members that version 1 got later: readers of before ignore
/// them.
const V1_LATER: &str = include_str!("v1-later.json");

fn golden() -> Value {
    serde_json::from_str(V1).unwrap()
}

fn golden_later() -> Value {
    serde_json::from_str(V1_LATER).unwrap()
}

fn read(json: &Value) -> Option<Evidence> {
    Evidence::read(json)
}

/// The names of all members in `json`, with the path of their object.
fn members(json: &Value, path: &str, found: &mut BTreeSet<String>) {
    match json {
        Value::Object(object) => {
            for (name, value) in object {
                let path = format!("{path}/{name}");
                members(value, &path, found);
                found.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| members(item, path, found)),
        _ => {}
    }
}

#[test]
fn the_golden_run_reads_and_writes_back_exactly() {
    for golden in [golden(), golden_later()] {
        let evidence = read(&golden).expect("version 1 reads for ever");
        assert_eq!(evidence.check(), Ok(()));
        // Numbers as numbers: a whole one may be written with or without fraction.
        assert_eq!(evidence.write::<Value>(), golden);
        assert_eq!(read(&evidence.write::<Value>()), Some(evidence));
    }
}

#[test]
fn the_golden_run_uses_every_member_that_version_1_has() {
    let mut used = BTreeSet::new();
    members(&golden(), "", &mut used);
    members(&golden_later(), "", &mut used);
    let schema = schema::evidence();
    let members_of = |name: &str| -> BTreeSet<String> {
        let def = &schema["$defs"][name]["properties"];
        def.as_object().unwrap().keys().cloned().collect()
    };
    for (path, name) in [
        ("", "Evidence"),
        ("/said", "Said"),
        ("/target", "Target"),
        ("/target/problems", "Problem"),
        ("/target/app", "App"),
        ("/told", "Told"),
        ("/network", "Cell"),
        ("/network/payload", "Payload"),
        ("/network/mirror", "Mirror"),
        ("/circumstances/passed_over", "PassedOver"),
        ("/circumstances", "Circumstances"),
        ("/circumstances/engine", "Engine"),
        ("/circumstances/page", "PageContext"),
        ("/observations", "Observation"),
        ("/observations/events", "Event"),
    ] {
        for member in members_of(name) {
            let path = format!("{path}/{member}");
            assert!(used.contains(&path), "{path} is not in v1.json: add a golden run with it");
        }
    }
}

#[test]
fn every_tag_of_version_1_keeps_its_meaning() {
    let all = TAGS.iter().map(|row| (golden(), row));
    for (golden, (pointer, tags)) in all.chain(TAGS_LATER.iter().map(|row| (golden_later(), row))) {
        for tag in tags.split_whitespace() {
            let mut json = golden.clone();
            *json.pointer_mut(pointer).expect(pointer) = tag.into();
            let evidence = read(&json).unwrap_or_else(|| panic!("{pointer} {tag}"));
            let back = evidence.write::<Value>();
            assert_eq!(back.pointer(pointer), Some(&tag.into()), "{pointer}");
        }
    }
}

#[test]
fn what_a_later_version_adds_is_ignored_or_read_as_other() {
    let expected = read(&golden());
    let mut json = golden();
    for pointer in ["", "/target", "/circumstances/engine", "/observations/0", "/page_events/0"] {
        json.pointer_mut(pointer).unwrap()["later"] = json!({ "any": ["thing"] });
    }
    assert_eq!(read(&json), expected);

    for (pointer, other) in [
        ("/target/host_class", Some("public")),
        ("/target/path_shape", Some("plain")),
        ("/target/problems/0/kind", Some("other")),
        ("/circumstances/engine/family", Some("unknown")),
        ("/circumstances/page/scheme", Some("other")),
        ("/circumstances/loopback_network", Some("other")),
        ("/target/app/policy", Some("unclear")),
        ("/circumstances/no_reference", Some("other")),
        ("/observations/0/probe", Some("other")),
        ("/observations/0/place", Some("other")),
        ("/observations/0/end", Some("void")),
        ("/observations/0/events/0/kind", Some("other")),
        // A third scheme would be another kind of address: nothing fits it.
        ("/target/scheme", None),
    ] {
        let mut json = golden();
        *json.pointer_mut(pointer).expect(pointer) = "of-a-later-version".into();
        let back = read(&json).map(|e| e.write::<Value>());
        let tag = back.as_ref().and_then(|b| b.pointer(pointer)).and_then(Value::as_str);
        assert_eq!(tag, other, "{pointer}");
        assert_eq!(back.is_some(), other.is_some(), "{pointer}");
    }
}

#[test]
fn more_of_the_network_than_any_run_holds_is_refused() {
    let cell = golden_later()["network"][0].clone();
    let passed_over = golden_later()["circumstances"]["passed_over"][0].clone();
    for (pointer, value) in [
        ("/network", json!(vec![cell; 97])),
        ("/network/1/host", json!("x".repeat(9_000))),
        ("/network/0/mirror/added", json!(vec!["via"; 41])),
        ("/network/0/mirror/removed/0", json!("x".repeat(65))),
        ("/circumstances/passed_over", json!(vec![passed_over; 17])),
        ("/circumstances/passed_over/0/host", json!("x".repeat(9_000))),
    ] {
        let mut json = golden_later();
        *json.pointer_mut(pointer).expect(pointer) = value;
        assert!(read(&json).expect(pointer).check().is_err(), "{pointer}");
    }
}

#[test]
fn names_of_headers_that_look_like_secrets_are_taken_out() {
    let mut json = golden_later();
    let names = json.pointer_mut("/network/0/mirror/added").unwrap();
    *names = json!(["via", "x-9f86d081884c7d659a2f"]);
    let back = redact::redact(&read(&json).unwrap()).write::<Value>();
    assert_eq!(back["network"][0]["mirror"]["added"], json!(["via", "…"]));
}

#[test]
fn wrong_shapes_are_refused() {
    let wrong = |pointer: &str, value: Value| {
        let mut json = golden();
        *json.pointer_mut(pointer).expect(pointer) = value;
        json
    };
    for json in [
        json!(null),
        json!("evidence"),
        json!([]),
        json!({}),
        wrong("/version", json!("1")),
        wrong("/version", json!(-1)),
        wrong("/version", json!(1.5)),
        wrong("/target", json!([])),
        wrong("/target/port", json!(65_536)),
        wrong("/target/port", json!(-1)),
        wrong("/target/literal", json!("true")),
        wrong("/target/protocols", json!("mqtt")),
        wrong("/target/protocols", json!([1])),
        wrong("/target/problems/0/kind", json!(7)),
        wrong("/circumstances/started_at", json!("now")),
        wrong("/circumstances/utc_offset", json!(3_000_000_000_u32)),
        wrong("/observations", json!({})),
        wrong("/observations/0/events/0/at", json!(null)),
        wrong("/observations/0/events/4/code", json!(70_000)),
        wrong("/observations/0/events/4/clean", json!(1)),
    ] {
        assert_eq!(read(&json), None, "{json}");
    }
    for (version, fault) in [(0, "NoEvidence"), (2, "Newer(2)"), (4_000_000_000_u32, "Newer")] {
        let evidence = read(&wrong("/version", version.into())).unwrap();
        assert!(format!("{:?}", evidence.check().unwrap_err()).starts_with(fault), "{version}");
    }
}

#[test]
fn more_than_any_run_holds_is_refused() {
    let long = "x".repeat(9_000);
    let event = json!({ "at": 1, "kind": "message" });
    let observation = golden()["observations"][3].clone();
    for (pointer, value) in [
        ("/target/url", json!(long)),
        ("/target/host", json!(long)),
        ("/target/app/origin", json!(long)),
        ("/target/protocols/0", json!(long)),
        ("/target/problems/0/part", json!(long)),
        ("/build", json!(long)),
        ("/circumstances/engine/name", json!(long)),
        ("/circumstances/page/origin", json!(long)),
        ("/observations/0/events/4/reason", json!(long)),
        ("/page_events/0/name", json!(long)),
        ("/observations", json!(vec![observation; 65])),
        ("/observations/0/events", json!(vec![event.clone(); 401])),
        ("/page_events", json!(vec![event; 401])),
        ("/target/protocols", json!(vec!["a"; 65])),
    ] {
        let mut json = golden();
        *json.pointer_mut(pointer).expect(pointer) = value;
        assert!(read(&json).expect(pointer).check().is_err(), "{pointer}");
    }
}

#[test]
fn nothing_secret_survives_in_the_golden_run() {
    let redacted = redact::redact(&read(&golden()).unwrap());
    let text = redacted.write::<Value>().to_string();
    for secret in ["user", "secret", "9f86d081884c7d65"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert!(text.contains("token expired") && text.contains("EIO=…"));
    assert_eq!(redact::redact(&redacted), redacted);
}

/// Every place in `json`, itself included.
fn places(json: &Value, path: String, found: &mut Vec<String>) {
    match json {
        Value::Object(object) => {
            object.iter().for_each(|(name, v)| places(v, format!("{path}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, v)| places(v, format!("{path}/{i}"), found));
        }
        _ => {}
    }
    found.push(path);
}

/// Any JSON value without `null`, which reads as absent while a schema has no
/// word for that.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-70_000..70_000).prop_map(Value::from),
        any::<f64>().prop_map(|n| json!(n)).prop_filter("JSON has none", |n| !n.is_null()),
        ".{0,12}".prop_map(Value::from),
        Just(json!("ws")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-z]{1,8}|kind|at", inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// The golden run with some places set to anything or taken away.
fn mutated() -> impl Strategy<Value = Value> {
    prop::collection::vec((any::<Index>(), prop::option::of(anything())), 1..4).prop_map(
        |changes| {
            let mut json = golden();
            for (at, value) in changes {
                let mut all = Vec::new();
                places(&json, String::new(), &mut all);
                let place = at.get(&all).clone();
                match (value, place.rsplit_once('/')) {
                    (Some(value), _) => *json.pointer_mut(&place).unwrap() = value,
                    (None, Some((parent, name))) => match json.pointer_mut(parent).unwrap() {
                        Value::Object(object) => drop(object.remove(name)),
                        Value::Array(items) => drop(items.remove(name.parse().unwrap())),
                        _ => {}
                    },
                    (None, None) => {}
                }
            }
            json
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_schema_takes_exactly_what_is_read(json in mutated()) {
        thread_local! {
            static VALIDATOR: jsonschema::Validator =
                jsonschema::validator_for(&schema::evidence()).unwrap();
        }
        let evidence = read(&json).filter(|e| e.version == 1);
        let valid = VALIDATOR.with(|v| v.is_valid(&json));
        prop_assert_eq!(valid, evidence.is_some(), "{}", json);
        if let Some(evidence) = evidence {
            let _ = evidence.check();
            let back = evidence.write::<Value>();
            prop_assert!(VALIDATOR.with(|v| v.is_valid(&back)));
            prop_assert_eq!(read(&back), Some(evidence));
        }
    }

    #[test]
    fn absent_and_null_are_the_same(at in any::<Index>()) {
        let mut all = Vec::new();
        places(&golden(), String::new(), &mut all);
        all.retain(|place| !place.is_empty() && !place.ends_with(|c: char| c.is_ascii_digit()));
        let place = at.get(&all);
        let (parent, name) = place.rsplit_once('/').unwrap();
        let (mut null, mut absent) = (golden(), golden());
        *null.pointer_mut(place).unwrap() = Value::Null;
        absent.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
        prop_assert_eq!(read(&null), read(&absent));
    }

    #[test]
    fn what_is_redacted_stays_as_it_is(text in "\\PC{0,60}|[a-zA-Z0-9/?&=:@#. …-]{0,80}") {
        let url = redact::url(&text);
        prop_assert_eq!(redact::url(&url), url.clone());
        let sentence = redact::text(&text);
        prop_assert_eq!(redact::text(&sentence), sentence.clone());
        let _ = ask::understand(&text);
    }
}
