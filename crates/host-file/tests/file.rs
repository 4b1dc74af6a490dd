//! The file, whole and in pieces.

use proptest::prelude::*;
use serde_json::{Value, json};
use why1006_host_file::{Fault, HostFile, Kind, read, read_preset};

fn parts(value: Value) -> (HostFile, Vec<(String, Kind)>) {
    let (file, faults) = read(&value);
    (file, faults.into_iter().map(|f| (f.field, f.kind)).collect())
}

fn faults(value: Value) -> Vec<(String, Kind)> {
    parts(value).1
}

fn one(field: &str, kind: Kind) -> Vec<(String, Kind)> {
    vec![(field.to_owned(), kind)]
}

#[test]
fn a_whole_file_is_read() {
    let (file, faults) = parts(json!({
        "version": 1,
        "_about": "ours",
        "name": "Example Corp, Paris",
        "organisation": " Example\nCorp ",
        "contact": "mailto:it@example.com",
        "addresses": [{
            "url": "wss://app.example.com/cable?a=b",
            "name": "Chat",
            "protocols": ["a", "b"],
            "app": "https://app.example.com/"
        }, { "url": "ws://10.0.0.1:8080" }],
        "reference": {
            "socket": "./reference/socket",
            "http": "./reference/http",
            "also": ["https://why.example.com:8443/", "http://[::1]:8080"],
            "http2": "https://why.example.com:8444"
        },
        "references": [{ "socket": "wss://b.example/socket", "http": "https://b.example/http" }],
        "http_page": "http://why-http.example.com/",
        "https_page": "https://why.example.com/"
    }));
    assert_eq!(faults, []);
    assert_eq!(file.preset.organisation.as_deref(), Some("Example Corp"));
    assert_eq!(file.preset.contact.as_deref(), Some("mailto:it@example.com"));
    let [chat, plain] = &file.preset.addresses[..] else { panic!("{file:?}") };
    assert_eq!((chat.name.as_deref(), chat.protocols.len()), (Some("Chat"), 2));
    assert_eq!(chat.app.as_deref(), Some("https://app.example.com/"));
    assert_eq!((plain.url.as_str(), plain.name.as_deref()), ("ws://10.0.0.1:8080", None));
    let [first, second] = &file.references[..] else { panic!("{file:?}") };
    assert_eq!(first.also, ["https://why.example.com:8443", "http://[::1]:8080"]);
    assert_eq!(first.http2.as_deref(), Some("https://why.example.com:8444"));
    assert_eq!((second.socket.as_str(), second.also.len()), ("wss://b.example/socket", 0));
    assert_eq!(file.http_page.as_deref(), Some("http://why-http.example.com/"));
}

#[test]
fn a_file_of_another_layout_gives_nothing_and_one_without_a_version_the_rest() {
    let reference = json!({ "socket": "./s", "http": "./h" });
    for (version, kind, references) in [
        (json!(2), Kind::Newer, 0),
        (json!(null), Kind::Version, 1),
        (json!("1"), Kind::Version, 1),
    ] {
        let (file, faults) = parts(json!({ "version": version, "reference": reference }));
        assert_eq!((faults, file.references.len()), (one("version", kind), references));
    }
    for other in [json!([]), json!("text"), json!(1), json!(true)] {
        assert_eq!(faults(other), one("", Kind::Object));
    }
}

#[test]
fn each_mistake_is_named_and_costs_only_its_own_part() {
    let right = json!({
        "version": 1,
        "organisation": "Example Corp",
        "contact": "https://help.example.com/",
        "addresses": [{ "url": "wss://a.example/" }],
        "reference": { "socket": "./s", "http": "./h" }
    });
    let address = |url: &str| json!([{ "url": url }, { "url": "wss://b.example/" }]);
    let reference = |more: Value| {
        let mut found = json!({ "socket": "./s", "http": "./h" });
        found.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        found
    };
    for (field, value, place, kind) in [
        ("organisation", json!(7), "organisation", Kind::Text),
        ("organisation", json!("  "), "organisation", Kind::Empty),
        ("organisation", json!("x".repeat(81)), "organisation", Kind::Long),
        ("contact", json!(["mailto:a@b.example"]), "contact", Kind::Text),
        ("contact", json!("it@example.com"), "contact", Kind::Contact),
        ("contact", json!("javascript:alert(1)"), "contact", Kind::Contact),
        ("contact", json!("http://help.example.com/"), "contact", Kind::Contact),
        ("contact", json!("tel:+33"), "contact", Kind::Contact),
        ("contact", json!("https:///x"), "contact", Kind::Contact),
        ("contact", json!("mailto:a@b.example?bcc=c@d.example"), "contact", Kind::Contact),
        ("contact", json!("mailto:a@b.example,c@d.example"), "contact", Kind::Contact),
        ("contact", json!("mailto:%0d%0aBcc:x@b.example"), "contact", Kind::Contact),
        ("addresses", json!({}), "addresses", Kind::List),
        ("addresses", json!([]), "addresses", Kind::Empty),
        ("addresses", json!(["wss://a.example/"]), "addresses[0]", Kind::Object),
        ("addresses", json!([{ "name": "Chat" }]), "addresses[0].url", Kind::Missing),
        ("addresses", address("https://a.example/"), "addresses[0].url", Kind::Socket),
        ("addresses", address("javascript:alert(1)"), "addresses[0].url", Kind::Socket),
        ("addresses", address("wss://<host>/"), "addresses[0].url", Kind::Socket),
        ("addresses", address("wss://a.example:99999/"), "addresses[0].url", Kind::Socket),
        ("addresses", address("wss://a.example/ b"), "addresses[0].url", Kind::Socket),
        ("addresses", address("wss:///x"), "addresses[0].url", Kind::Socket),
        (
            "addresses",
            json!([{ "url": "wss://a.example/", "protocols": ["a", "b c"] }]),
            "addresses[0].protocols[1]",
            Kind::Protocol,
        ),
        (
            "addresses",
            json!([{ "url": "wss://a.example/", "app": "app.example.com" }]),
            "addresses[0].app",
            Kind::App,
        ),
        (
            "addresses",
            json!([{ "url": "wss://a.example/", "label": "x" }]),
            "addresses[0].label",
            Kind::Unknown,
        ),
        ("organization", json!("Example Corp"), "organization", Kind::Unknown),
        ("reference", json!("./s"), "reference", Kind::Object),
        ("reference", json!({ "socket": "./s" }), "reference.http", Kind::Missing),
        ("reference", reference(json!({ "also": "x" })), "reference.also", Kind::List),
        (
            "reference",
            reference(json!({ "also": ["https://a.example/path"] })),
            "reference.also[0]",
            Kind::Origin,
        ),
        (
            "reference",
            reference(json!({ "http2": "http://a.example" })),
            "reference.http2",
            Kind::SecureOrigin,
        ),
        ("references", json!({}), "references", Kind::List),
        ("references", json!([1]), "references[0]", Kind::Object),
        ("http_page", json!("https://a.example/"), "http_page", Kind::HttpPage),
        ("https_page", json!("javascript:x"), "https_page", Kind::HttpsPage),
    ] {
        let mut file = right.clone();
        file[field] = value;
        let (read, found) = parts(file);
        assert_eq!(found, one(place, kind), "{field}");
        let kept = [
            ("organis", read.preset.organisation.is_some()),
            ("contact", read.preset.contact.is_some()),
            ("addresses", !read.preset.addresses.is_empty()),
            ("reference", !read.references.is_empty()),
        ];
        assert!(kept.iter().all(|(name, there)| *there || field.starts_with(name)), "{place}");
    }
}

#[test]
fn a_fault_reads_as_field_cure_and_what_stands_there() {
    let (_, faults) = read(&json!({ "version": 1, "contact": "it@example.com\u{202E}" }));
    assert_eq!(
        faults[0].to_string(),
        "contact: it has to be one mail address, mailto:it@example.com, or an https:// address. \
         (it@example.com)"
    );
    assert_eq!(
        Fault::new("", Kind::Object, "").to_string(),
        "it has to be an object in braces: { … }."
    );
}

#[test]
fn long_lists_are_cut_and_mistakes_counted() {
    let many = vec![json!({ "url": "wss://a.example/" }); 51];
    let (file, found) = parts(json!({ "version": 1, "addresses": many }));
    assert_eq!((file.preset.addresses.len(), found), (50, one("addresses", Kind::Many)));
    assert_eq!(faults(json!({ "version": 1, "addresses": vec![1; 50] })).len(), 20);
}

#[test]
fn a_preset_holds_its_three_fields_alone() {
    let (preset, faults) = read_preset(&json!({ "organisation": "Example Corp" }));
    assert_eq!((preset.organisation.as_deref(), faults.len()), (Some("Example Corp"), 0));
    let (_, faults) = read_preset(&json!({ "version": 1, "reference": {} }));
    assert_eq!((faults[0].field.as_str(), faults[0].kind), ("reference", Kind::Unknown));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "(wss?|https?|mailto|javascript)://?[a-z:/@<\\[\\]? ]{0,12}".prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "version",
        "organisation",
        "contact",
        "addresses",
        "url",
        "name",
        "protocols",
        "app",
        "reference",
        "references",
        "socket",
        "http",
        "also",
        "http2",
        "http_page",
        "é",
    ]);
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..8).prop_map(|members| {
                members.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<Value>()
            }),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_but_plain_lines_and_known_schemes_comes_out(mut value in any_json()) {
        if let Some(members) = value.as_object_mut() {
            members.insert("version".into(), 1.into());
        }
        let (file, faults) = read(&value);
        prop_assert!(faults.len() <= 20);
        let begins = |text: &str, schemes: &[&str]| {
            schemes.iter().any(|s| text.to_ascii_lowercase().starts_with(s))
        };
        prop_assert!(file.preset.contact.iter().all(|c| begins(c, &["mailto:", "https://"])));
        for address in &file.preset.addresses {
            prop_assert!(begins(&address.url, &["ws://", "wss://"]));
            prop_assert!(address.app.iter().all(|a| begins(a, &["http://", "https://"])));
        }
        prop_assert!(file.preset.organisation.iter().all(|o| !o.chars().any(char::is_control)));
    }
}
