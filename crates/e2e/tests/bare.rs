//! The probes of a run in bare JavaScript: as in the page's own run, and what
//! the program `verdict` prints when it cannot measure.

use std::process::Command;

use why1006_e2e::{
    Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, RUN_PATIENCE, Reference, Step,
    replay, steps,
};
use why1006_evidence::{Evidence, Place, Probe};
use why1006_lab::{Lab, Options, Scratch};

async fn lab(only: &[&str]) -> Lab {
    let only = only.iter().map(|id| id.to_string()).collect();
    let options = Options { only: Some(only), ..Options::default() };
    tokio::task::spawn_blocking(|| Lab::start(options)).await.unwrap().unwrap()
}

async fn run_of(page: &Page<'_>, url: &str) -> Evidence {
    page.wait_for_host().await.unwrap();
    page.enter(url).await.unwrap();
    page.press_test().await.unwrap();
    page.wait_for_report(RUN_PATIENCE).await.unwrap().evidence
}

#[tokio::test]
async fn bare_javascript_sees_what_the_page_saw() {
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["wrong-path-404", "closes-4401", "login-elsewhere-302"]).await;
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let page = Page::open(&browser, &host.http(), "").await.unwrap();
    let script = "return fetch('why1006.json').then((file) => file.json())";
    let file = browser.script(script, vec![]).await.unwrap();
    let reference = Reference::read(&file, &host.http(), false).unwrap();
    let url = |id| lab.get(id).unwrap().url.as_str();

    for id in ["wrong-path-404", "closes-4401"] {
        let evidence = run_of(&page, url(id)).await;
        let list = steps(&evidence, Some(&reference)).unwrap();
        assert_eq!(list.len(), evidence.observations.len());
        let bare = replay(&browser, &list).await.unwrap();
        assert_eq!(bare.steps.len(), list.len());
        assert!(bare.ms > 0.0 && bare.steps.iter().sum::<f64>() <= bare.ms + 1.0, "{bare:?}");
    }

    let one = |probe, place, url: &str, outcome| Step {
        probe,
        place,
        url: url.replacen("ws", "http", 1),
        protocols: Vec::new(),
        hold: None,
        patience: None,
        outcome: Some(outcome),
    };
    let (path, away) = (url("wrong-path-404"), url("login-elsewhere-302"));
    let root = &format!("{}/", path.rsplit_once('/').unwrap().0);
    // What `observability.md`, sections 3 and 8, has for Chromium.
    let list = [
        one(Probe::StatusClass, Place::Target, path, "failed"),
        one(Probe::StatusClass, Place::Root, root, "loaded"),
        one(Probe::RedirectFrame, Place::Target, path, "answered"),
        one(Probe::RedirectFrame, Place::Target, away, "rejected"),
        one(Probe::FetchNoCors, Place::Target, away, "answered"),
        one(Probe::AddressSpace, Place::Target, path, "rejected"),
        one(Probe::FetchCors, Place::Target, path, "rejected"),
    ];
    replay(&browser, &list).await.unwrap();

    let wrong = [one(Probe::FetchNoCors, Place::Target, path, "rejected")];
    let error = replay(&browser, &wrong).await.unwrap_err().to_string();
    assert!(error.contains("rejected in the page, answered in bare JavaScript"), "{error}");
    browser.quit().await;
    host.stop().await;
}

#[test]
fn without_a_browser_there_is_one_line_and_no_figure() {
    let dist = Scratch::new().unwrap();
    std::fs::write(dist.path().join("index.html"), "<!doctype html><title>Empty</title>").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_verdict"))
        .args(["--json", "--dist"])
        .arg(dist.path())
        .env("CHROMEDRIVER", "/nowhere/chromedriver")
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("/nowhere/chromedriver"), "{words}");
    assert_eq!(words.trim().lines().count(), 1, "{words}");
    assert!(output.stdout.is_empty());
}
