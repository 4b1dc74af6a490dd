//! The program `record`, with Chromium and two scenarios: its files can be
//! read, and a second run leaves them as they are.

use std::{fs, path::Path, process::Command};

use why1006_evidence::PageScheme;
use why1006_lab::Scratch;
use why1006_recordings::{LEFT_OUT, LeftOut, Recording, Saw, Tab, all};

fn record(out: &Path, more: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_record"));
    command.args(["--browser", "chromium", "--page", "http", "--out"]).arg(out).args(more);
    let output = command.output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = Scratch::new().unwrap();
    let out = folder.path();
    let only = ["--only", "certificate-expired,closes-4401"];
    let (good, words) = record(out, &only);
    assert!(good, "{words}");
    let recordings = all(out).unwrap();
    let [expired, closed] = &recordings[..] else { panic!("{recordings:?}") };
    assert_eq!(expired.scenario, "certificate-expired");
    assert_eq!(expired.page, PageScheme::Http);
    let text = Some("NET::ERR_CERT_DATE_INVALID".to_owned());
    assert_eq!(expired.tab, Some(Tab { saw: Saw::Error, text, status: None }));
    let lines = expired.console.as_ref().unwrap();
    let first = lines.first().map(String::as_str).unwrap_or_default();
    assert!(first.contains("WebSocket connection to 'wss://127."), "{lines:?}");
    assert_eq!(closed.scenario, "closes-4401");
    assert_eq!(closed.tab.as_ref().map(|tab| tab.saw), Some(Saw::Page));
    assert_eq!(LeftOut::read_all(&out.join(LEFT_OUT)).unwrap(), []);

    let texts = || recordings.iter().map(|r| fs::read(r.path(out, false)).unwrap());
    let before: Vec<Vec<u8>> = texts().collect();
    let (good, words) = record(out, &only);
    assert!(good, "{words}");
    assert!(texts().eq(before.clone()), "{words}");

    // What tabs show comes back, and nothing else changes.
    for recording in &recordings {
        let blank = Recording { tab: None, ..recording.clone() };
        blank.write(&blank.path(out, false)).unwrap();
    }
    let (good, words) = record(out, &["--tabs", "--only", "certificate-expired,closes-4401"]);
    assert!(good, "{words}");
    assert!(texts().eq(before), "{words}");
}

#[test]
fn what_nobody_knows_is_named_and_nothing_is_written() {
    let folder = Scratch::new().unwrap();
    let (good, words) = record(folder.path(), &["--only", "closes-440"]);
    assert!(!good && words.contains("`closes-440`; near it: closes-4401"), "{words}");
    assert_eq!(words.trim().lines().count(), 1, "{words}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
