//! `docs/evidence.schema.json` is what the types say.
//!
//! `WHY1006_BLESS=1 cargo test -p why1006-evidence --test schema` writes it anew.

use std::fs;

use serde_json::Value;
use why1006_evidence::schema;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/evidence.schema.json");

#[test]
fn the_schema_in_docs_is_the_one_of_the_types() {
    let schema = schema::evidence();
    if std::env::var_os("WHY1006_BLESS").is_some() {
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        fs::write(FILE, text).unwrap();
    }
    let text = fs::read_to_string(FILE).unwrap_or_default();
    let written: Value = serde_json::from_str(&text).unwrap_or_default();
    assert!(
        written == schema,
        "docs/evidence.schema.json is not what the types say. If the change keeps version 1 \
         readable, run: WHY1006_BLESS=1 cargo test -p why1006-evidence --test schema"
    );
}

#[test]
fn the_schema_is_a_schema() {
    let schema = schema::evidence();
    assert!(jsonschema::meta::is_valid(&schema));
    let defs = schema["$defs"].as_object().unwrap();
    assert_eq!(schema["$ref"], "#/$defs/Evidence");
    // Every type and member is explained to its reader.
    for (name, def) in defs {
        assert!(!def["description"].as_str().unwrap().is_empty(), "{name}");
        for (member, about) in def["properties"].as_object().into_iter().flatten() {
            assert!(!about["description"].as_str().unwrap().is_empty(), "{name}.{member}");
        }
    }
    assert_eq!(defs["Evidence"]["properties"]["version"]["const"], 1);
    assert_eq!(defs["Event"]["required"], serde_json::json!(["at", "kind"]));
}
