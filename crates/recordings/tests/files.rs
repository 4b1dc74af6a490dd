//! Recordings as files: the same bytes back, and faults in one line.

use std::{
    fs,
    path::{Path, PathBuf},
};

use why1006_evidence::{EngineFamily, Evidence, PageScheme, record::Record};
use why1006_recordings::{
    LEFT_OUT, LeftOut, Recording, Saw, Tab, Terminal, all, patient, terminals,
};

const RUN: &str = include_str!("../../evidence/tests/v1.json");

fn recording(scenario: &str, engine: EngineFamily, page: PageScheme) -> Recording {
    let json: serde_json::Value = serde_json::from_str(RUN).unwrap();
    Recording {
        scenario: scenario.to_owned(),
        engine,
        page,
        console: Some(vec!["a \"line\"".to_owned(), "another".to_owned()]),
        console_undriven: false,
        tab: None,
        evidence: Evidence::read(&json).unwrap(),
    }
}

/// A folder that ends with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn put(&self, recording: &Recording, patient: bool) -> PathBuf {
        let path = recording.path(&self.0, patient);
        recording.write(&path).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_recording_comes_back_as_the_same_bytes() {
    let bare = Recording {
        console: None,
        console_undriven: true,
        tab: Some(Tab { saw: Saw::Error, text: Some("HTTP ERROR 404".into()), status: Some(404) }),
        ..recording("healthy-echo", EngineFamily::WebKit, PageScheme::Https)
    };
    for one in [recording("refused", EngineFamily::Firefox, PageScheme::Http), bare] {
        let text = one.text();
        let again = Recording::parse(&text).unwrap();
        assert_eq!(again, one);
        assert_eq!(again.text(), text);
        assert!(text.lines().all(|line| line.len() <= 100), "{text}");
    }
}

#[test]
fn members_stand_in_one_order() {
    let text = recording("refused", EngineFamily::Chromium, PageScheme::Http).text();
    let places: Vec<usize> = [
        "\"scenario\"",
        "\"engine\"",
        "\"page\"",
        "\"console\"",
        "\"tab\"",
        "\"evidence\"",
        "\"version\"",
        "\"build\"",
        "\"target\"",
        "\"circumstances\"",
        "\"observations\"",
        "\"page_events\"",
        "\"elapsed\"",
    ]
    .iter()
    .map(|key| text.find(key).unwrap_or_else(|| panic!("{key} is missing")))
    .collect();
    assert!(places.is_sorted(), "{text}");
    assert!(text.contains("  \"tab\": null,\n"), "{text}");
}

#[test]
fn folders_are_read_in_order_and_the_patient_apart() {
    let folder = Folder::new("why1006-recordings-order");
    for (id, engine) in
        [("b", EngineFamily::WebKit), ("c", EngineFamily::Chromium), ("a", EngineFamily::WebKit)]
    {
        folder.put(&recording(id, engine, PageScheme::Http), false);
    }
    folder.put(&recording("silent", EngineFamily::Firefox, PageScheme::Https), true);
    let ids = |list: Vec<Recording>| list.into_iter().map(|r| r.scenario).collect::<Vec<_>>();
    assert_eq!(ids(all(&folder.0).unwrap()), ["c", "a", "b"]);
    assert_eq!(ids(patient(&folder.0).unwrap()), ["silent"]);
    assert_eq!(all(Path::new("/no/such/folder")).unwrap(), []);
}

#[test]
fn faults_name_the_file() {
    let folder = Folder::new("why1006-recordings-faults");
    let path = folder.put(&recording("x", EngineFamily::Chromium, PageScheme::Http), false);
    let good = fs::read_to_string(&path).unwrap();
    for (text, fault) in [
        ("{", "is no JSON"),
        ("[]", "has no text `engine`"),
        (&good.replace("\"scenario\": \"x\"", "\"scenario\": 7"), "has no text `scenario`"),
        (&good.replace("\"chromium\",\n  \"page\"", "\"opera\",\n  \"page\""), "no engine `opera`"),
        (&good.replace("\"evidence\"", "\"other\""), "has no readable evidence"),
        (&good.replace("\"version\": 1", "\"version\": 99"), "has unusable evidence"),
        (&good.replace("\"tab\": null", "\"tab\": []"), "`tab` of another shape"),
        (&good.replace("\"tab\": null", "\"error_page\": null"), "has no `tab`"),
        (&good.replace("\"scenario\": \"x\"", "\"scenario\": \"y\""), "belongs to"),
    ] {
        fs::write(&path, text).unwrap();
        let error = all(&folder.0).unwrap_err();
        assert!(error.contains("chromium/http/x.json") && error.contains(fault), "{error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn what_a_terminal_printed_comes_back() {
    let folder = Folder::new("why1006-recordings-terminal");
    assert!(terminals(&folder.0).unwrap().is_empty());
    let lines = |text: &str| Some(text.lines().map(str::to_owned).collect::<Vec<_>>());
    let one = Terminal {
        scenario: "refused".into(),
        curl: "7.88.1".into(),
        openssl: "3.0.22".into(),
        upgrade_http: lines("*   Trying 127.0.0.1:9...\n> \ncurl: (7) \"quoted\""),
        upgrade_https: None,
        tls: lines(""),
    };
    one.write(&folder.0).unwrap();
    assert_eq!(terminals(&folder.0).unwrap(), [("refused".to_owned(), one.clone())].into());
    assert_eq!(one.upgrade(PageScheme::Http).map(<[_]>::len), Some(3));
    assert_eq!(one.upgrade(PageScheme::Https), None);

    let path = Terminal::place(&folder.0, "refused");
    let good = one.text();
    for (text, fault) in [
        ("{", "is no JSON"),
        (&good.replace("\"curl\": \"7.88.1\"", "\"curl\": 7"), "has no text `curl`"),
        (&good.replace("\"tls\": []", "\"tls\": 7"), "`tls` that is no list"),
        (&good.replace("\"upgrade_https\": null,", ""), "has no `upgrade_https`"),
        (&good.replace("\"refused\"", "\"other\""), "is about `other`"),
    ] {
        fs::write(&path, text).unwrap();
        let error = terminals(&folder.0).unwrap_err();
        assert!(error.contains("terminal/refused.json") && error.contains(fault), "{error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn the_list_of_what_is_left_out_is_ordered() {
    let folder = Folder::new("why1006-recordings-left-out");
    let path = folder.0.join(LEFT_OUT);
    assert_eq!(LeftOut::read_all(&path).unwrap(), []);
    let row = |scenario: &str, engine| LeftOut {
        scenario: scenario.to_owned(),
        engine,
        page: PageScheme::Http,
        why: "It has no proxy.".to_owned(),
    };
    let (a, b) = (row("a", EngineFamily::Firefox), row("b", EngineFamily::Chromium));
    LeftOut::write_all(&[a.clone(), b.clone()], &path).unwrap();
    assert_eq!(LeftOut::read_all(&path).unwrap(), [b, a]);
    fs::write(&path, "[{}]").unwrap();
    assert!(LeftOut::read_all(&path).unwrap_err().contains("entry 0"));
}
