//! The organisation's part of `why1006.json`.

#[path = "support/server.rs"]
mod support;

use std::{path::PathBuf, process::Command};

use serde_json::json;
use support::*;
use why1006_server::Preset;

const WHOLE: &str = r#"{
  "version": 1,
  "organisation": "Example Corp",
  "contact": "mailto:it@example.com",
  "addresses": [{ "url": "wss://app.example.com/cable", "name": "Chat" }]
}"#;

fn file(name: &str, text: &str) -> (Folder, PathBuf) {
    let folder = Folder::new(&format!("preset-{name}"), &[("preset.json", text)]);
    let path = folder.0.join("preset.json");
    (folder, path)
}

#[tokio::test]
async fn the_preset_stands_in_the_file_beside_the_reference() {
    let (_folder, path) = file("whole", WHOLE);
    let preset = Preset::from_file(&path).unwrap();
    let server = server(|config| {
        config.reference.preset = Some(preset);
        config.reference.also = vec!["https://why.example.com:8443".into()];
        config.reference.http2 = Some("https://why.example.com:8444".into());
    })
    .await;
    let answer = request(server.http_addr(), "GET /why1006.json", &[]).await;
    let expected = json!({
        "version": 1,
        "name": null,
        "organisation": "Example Corp",
        "contact": "mailto:it@example.com",
        "addresses": [{ "url": "wss://app.example.com/cable", "name": "Chat" }],
        "reference": {
            "socket": "./reference/socket",
            "http": "./reference/http",
            "also": ["https://why.example.com:8443"],
            "http2": "https://why.example.com:8444"
        },
        "http_page": null,
        "https_page": null
    });
    assert_eq!(answer.json(), expected);
    // The page reads it without a word.
    assert_eq!(why1006_host_file::read(&answer.json()).1, []);
}

#[test]
fn a_bad_preset_stops_the_start_and_names_file_field_and_cure() {
    let page = Folder::new("preset-page", &[("index.html", "<p>the page")]);
    for (name, text, says) in [
        ("no-json", "{\n\"a\": }", ": no JSON: expected value at line 2 column 6"),
        ("list", "[]", ": it has to be an object in braces"),
        ("contact", r#"{"contact":"it@example.com"}"#, ": contact: it has to be one mail address"),
        ("spelling", r#"{"organization":"x"}"#, ": organization: there is no such field"),
        ("reference", r#"{"reference":{}}"#, ": reference: there is no such field"),
        ("newer", r#"{"version":2}"#, ": version: this page reads version 1 only"),
        (
            "two",
            r#"{"organisation":1,"addresses":[{"url":"https://a.example/"}]}"#,
            ": organisation: it has to be a text in quotation marks.; addresses[0].url: no browser",
        ),
    ] {
        let (_folder, path) = file(name, text);
        let output = Command::new(env!("CARGO_BIN_EXE_why1006-server"))
            .args(["--listen", "127.0.0.1:0", "--dist"])
            .args([page.0.as_os_str(), "--preset".as_ref(), path.as_os_str()])
            .output()
            .unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}: {error}");
        assert!(error.contains(&format!("preset.json{says}")), "{name}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}
