//! No byte of a secret leaves.

use proptest::{prelude::*, sample::Index};
use serde_json::Value;
use why1006_diagnosis::diagnose;
use why1006_evidence::{
    Evidence,
    record::Record,
    redact::{Hosts, Keep, marked, redact, redact_with},
    result::native,
    schema,
};
use why1006_recordings::planted::{self, TEXTS, survives};

use crate::everything;

/// Every text of the schema that is no tag: `Type.member`.
fn texts() -> Vec<String> {
    let schema = schema::evidence();
    let mut found = Vec::new();
    for (name, about) in schema["$defs"].as_object().unwrap() {
        for (member, about) in about["properties"].as_object().into_iter().flatten() {
            let inner = if about["type"] == "array" { &about["items"] } else { about };
            if inner["type"] == "string" {
                found.push(format!("{name}.{member}"));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn secrets_are_planted_in_every_text() {
    assert_eq!(texts(), TEXTS, "plant secrets there as well: src/planted.rs");
    let (_, evidence) = everything().swap_remove(0);
    let plain = planted::secrets(&evidence, "S3CR3Ts3cr3t99XQZJKW").write::<Value>().to_string();
    assert!(plain.matches("S3CR3Ts3cr3t99XQZJKW").count() > 100);
}

/// What looks like a token: hexadecimal, base64url, UUIDs, JSON Web Tokens.
fn secret() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9a-f]{8}-[0-9][0-9a-f]{3}-4[0-9][0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}",
        "[XQZJK]{3}[xqzjk]{3}[0-9]{3}[A-Za-z0-9_-]{12,40}",
        "eyJ[A-Za-z0-9_-]{20}\\.[A-Za-z0-9_-]{20}\\.[A-Za-z0-9_-]{20}",
        "q[0-9a-f]{15}[0-9]{16}",
        "[qxzjkQXZJK]{32,48}",
    ]
    // A tag is no secret, and what no token looks like is none.
    .prop_filter("it looks like a token", |s| why1006_evidence::redact::is_token_like(s))
}

/// As many as `WHY1006_CASES` says.
fn cases() -> ProptestConfig {
    let cases = std::env::var("WHY1006_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases.unwrap_or(300)) }
}

thread_local! {
    static ALL: Vec<(String, Evidence)> = everything();
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_byte_of_a_secret_is_in_a_link(at in any::<Index>(), secret in secret()) {
        let (name, evidence) = ALL.with(|all| at.get(all).clone());
        let planted = planted::secrets(&evidence, &secret);
        let leaving = redact(&planted);
        let back = native::decode(&native::encode(&leaving));
        let text = back.as_ref().unwrap().write::<Value>().to_string();
        prop_assert!(!survives(&secret, &text), "{name}: {secret} in {text}");
        // Nor in the preview, which shows the places alone.
        let preview = marked(&planted, &Keep::default()).write::<Value>().to_string();
        prop_assert!(!survives(&secret, &preview), "{name}: {secret} in {preview}");
        prop_assert_eq!(&redact(&leaving), &leaving);
        prop_assert_eq!(diagnose(&leaving), diagnose(&planted), "{}", name);
    }

    #[test]
    fn no_byte_of_a_hidden_host_is_in_a_link(at in any::<Index>(), label in "[qxzjk]{6,20}") {
        let (name, evidence) = ALL.with(|all| at.get(all).clone());
        let planted = planted::hosts(&evidence, &label);
        for hosts in [Hosts::InternalHidden, Hosts::AllHidden] {
            let leaving = redact_with(&planted, &Keep::default().hiding(hosts));
            let text = leaving.write::<Value>().to_string();
            prop_assert!(!survives(&label, &text), "{name}: {label} in {text}");
            prop_assert_eq!(diagnose(&leaving), diagnose(&planted), "{}", name);
        }
    }
}
