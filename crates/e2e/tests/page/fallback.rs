//! The page on a host, or behind something, that spoils its files.

use std::{collections::HashMap, path::Path, sync::Arc};

use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Page, Result, dist};
use why1006_lab::{Lab, Options};

use crate::{
    servers::{Server, answer, head},
    support::{Findings, PATIENCE, SOON, test, turn},
};

/// What is done to which file.
#[derive(Clone, Copy)]
pub(crate) enum Spoil {
    Nothing,
    Status,
    WrongType,
    CutShort,
    Altered,
    WebPage,
}

pub(crate) type Files = Arc<HashMap<String, Vec<u8>>>;

/// Name of the case, the file's suffix, what is done to it, what the page says;
/// nothing where it starts as usual.
const CASES: &[(&str, &str, Spoil, Option<&str>)] = &[
    ("static host", "_bg.wasm", Spoil::Nothing, None),
    ("wasm of a wrong type", "_bg.wasm", Spoil::WrongType, None),
    ("wasm 403", "_bg.wasm", Spoil::Status, Some("status 403")),
    ("wasm cut short", "_bg.wasm", Spoil::CutShort, Some("cut short")),
    ("wasm altered", "_bg.wasm", Spoil::Altered, Some("was altered")),
    ("wasm replaced by a page", "_bg.wasm", Spoil::WebPage, Some("a web page came")),
    ("glue 403", "why1006-*.js", Spoil::Status, Some("status 403")),
    ("boot 403", "boot-*.js", Spoil::Status, Some("status 403")),
    ("boot altered", "boot-*.js", Spoil::Altered, Some("was altered")),
];

/// The same for the rest of the program, which is fetched when the form is used.
const REST: &[(&str, Spoil, Option<&str>)] = &[
    ("rest of a wrong type", Spoil::WrongType, None),
    ("rest 403", Spoil::Status, Some("status 403")),
    ("rest cut short", Spoil::CutShort, Some("cut short")),
    ("rest altered", Spoil::Altered, Some("was altered")),
    ("rest replaced by a page", Spoil::WebPage, Some("a web page came")),
];

#[tokio::test]
async fn the_page_outlives_the_loss_of_its_program() {
    let _turn = turn().await;
    let index = std::fs::read_to_string(dist().join("index.html")).unwrap();
    let silent = index.split("<noscript>").nth(1).unwrap_or_default();
    assert!(silent.contains("needs JavaScript"), "index.html says nothing with scripts off");

    let only = ["healthy-echo", "wrong-path-404"].map(str::to_owned).to_vec();
    let lab = Lab::start(Options { only: Some(only), ..Options::default() }).unwrap();
    let url = |id| lab.get(id).unwrap().url.as_str();
    let files: Files = Arc::new(read(&dist()));
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();
    for (name, file, spoil, says) in CASES {
        let server = spoiling(files.clone(), file, *spoil).await;
        let base = format!("http://{}/", server.address);
        // With an empty cache: an immutable copy of before would heal it.
        browser.devtools("Network.clearBrowserCache", serde_json::json!({})).await.unwrap();
        let wrong = match says {
            None => starts(&browser, &base, url("healthy-echo")).await,
            Some(says) => {
                let works = stands_in(&browser, &base, says, url("healthy-echo"), "stayed open");
                let mut wrong = works.await;
                if let (Ok(list), Spoil::Status) = (&mut wrong, spoil) {
                    let url = url("wrong-path-404");
                    match stands_in(&browser, &base, says, url, "something answers").await {
                        Ok(more) => list.extend(more),
                        Err(error) => list.push(error.to_string()),
                    }
                }
                wrong
            }
        };
        let wrong = wrong.unwrap_or_else(|e| vec![e.to_string()]);
        findings.0.extend(wrong.into_iter().map(|wrong| format!("{name}: {wrong}")));
    }
    for (name, spoil, says) in REST {
        let server = spoiling(files.clone(), "rest-*.wasm", *spoil).await;
        let base = format!("http://{}/", server.address);
        browser.devtools("Network.clearBrowserCache", serde_json::json!({})).await.unwrap();
        let wrong = match says {
            None => starts(&browser, &base, url("healthy-echo")).await,
            Some(says) => stands_in_later(&browser, &base, says, url("healthy-echo")).await,
        };
        let wrong = wrong.unwrap_or_else(|e| vec![e.to_string()]);
        findings.0.extend(wrong.into_iter().map(|wrong| format!("{name}: {wrong}")));
    }
    browser.quit().await;
    findings.settle("");
}

/// The form works, its rest does not come: the click brings the reason and the
/// simple test, with the address in its own form.
async fn stands_in_later(
    browser: &Browser,
    base: &str,
    says: &str,
    url: &str,
) -> Result<Vec<String>> {
    let mut wrong = Findings::default();
    browser.goto("about:blank").await?;
    let page = Page::open(browser, base, "").await?;
    page.enter(url).await?;
    page.press_test().await?;
    let there = "return document.querySelector('#fallback-address') !== null";
    page.wait_until(there, PATIENCE).await?;
    let said = page.text("#page-state").await?.unwrap_or_default();
    wrong.check(said.contains(says), format!("says `{said}`, not about `{says}`"));
    wrong.check(said.contains("still works"), format!("does not offer the simple test: `{said}`"));
    let press = "document.querySelector('#fallback form button').click()";
    browser.script(press, vec![]).await?;
    let text = "return document.querySelector('#fallback-text') !== null";
    page.wait_until(text, PATIENCE).await?;
    let script = "return document.querySelector('#fallback-text').value";
    let text = browser.script(script, vec![]).await?;
    let text = text.as_str().unwrap_or_default();
    wrong.check(text.contains("stayed open"), format!("concludes {text}"));
    Ok(wrong.0)
}

/// The program starts as usual; a static host has no reference.
async fn starts(browser: &Browser, base: &str, url: &str) -> Result<Vec<String>> {
    let mut wrong = Findings::default();
    let page = Page::open(browser, base, "").await?;
    let said = page.text("#page-state").await?.unwrap_or_default();
    wrong.check(said.is_empty(), format!("says `{said}`"));
    let report = test(&page, url).await?;
    wrong.check(report.verdict.as_str() == "works", format!("the verdict is {}", report.verdict));
    Ok(wrong.0)
}

/// The simple test stands in: it says why, and it works.
async fn stands_in(
    browser: &Browser,
    base: &str,
    says: &str,
    url: &str,
    concludes: &str,
) -> Result<Vec<String>> {
    let mut wrong = Findings::default();
    browser.goto("about:blank").await?;
    browser.goto(base).await?;
    let page = Page::adopt(browser);
    // A script that never came is noticed after 12 s at the latest.
    let there = "const panel = document.querySelector('#fallback'); \
                 return panel !== null && !panel.hidden";
    page.wait_until(there, PATIENCE).await?;
    let said = page.text("#page-state").await?.unwrap_or_default();
    wrong.check(said.contains(says), format!("says `{said}`, not about `{says}`"));
    wrong.check(said.contains("still works"), format!("does not offer the simple test: `{said}`"));

    page.enter(url).await?;
    page.press_test().await?;
    let text = "return document.querySelector('#fallback-text') !== null";
    page.wait_until(text, PATIENCE).await?;
    let script = "return document.querySelector('#fallback-text').value";
    let text = browser.script(script, vec![]).await?;
    let text = text.as_str().unwrap_or_default();
    wrong.check(text.contains(concludes), format!("concludes {text}"));
    let events = "return document.querySelectorAll('#fallback li').length";
    let events = browser.script(events, vec![]).await?.as_u64();
    wrong.check(events > Some(3), format!("shows {events:?} events"));
    wrong.check(text.contains("websocket close"), "the close event is missing");
    page.wait_until("return document.activeElement.tagName === 'H3'", SOON).await?;
    Ok(wrong.0)
}

/// Serves `files`, one of them spoilt. A `*` in its name stands for the hash.
pub(crate) async fn spoiling(files: Files, file: &'static str, spoil: Spoil) -> Server {
    Server::start(move |mut stream| {
        let files = files.clone();
        async move {
            let Some(head) = head(&mut stream).await else { return };
            let path = head.split(' ').nth(1).unwrap_or_default();
            let path = path.split('?').next().unwrap_or_default().trim_start_matches('/');
            let name = if path.is_empty() { "index.html" } else { path };
            let Some(body) = files.get(name) else {
                return answer(stream, "404 Not Found", "text/plain", b"none\n").await;
            };
            let (status, kind, body) = if is_named(name, file) {
                spoilt(spoil, kind(name), body)
            } else {
                ("200 OK", kind(name), body.clone())
            };
            answer(stream, status, kind, &body).await;
        }
    })
    .await
}

fn spoilt(spoil: Spoil, kind: &'static str, body: &[u8]) -> (&'static str, &'static str, Vec<u8>) {
    let page = b"<!doctype html><title>Sign in</title><p>Sign in to the Wi-Fi.".to_vec();
    match spoil {
        Spoil::Nothing => ("200 OK", kind, body.to_vec()),
        Spoil::Status => ("403 Forbidden", "text/html", page),
        Spoil::WrongType => ("200 OK", "text/plain", body.to_vec()),
        Spoil::CutShort => ("200 OK", kind, body[..body.len() / 2].to_vec()),
        Spoil::Altered => {
            let mut body = body.to_vec();
            let middle = body.len() / 2;
            body[middle] ^= 1;
            ("200 OK", kind, body)
        }
        Spoil::WebPage => ("200 OK", "text/html", page),
    }
}

fn is_named(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => name.starts_with(start) && name.ends_with(end),
        None => name.ends_with(pattern),
    }
}

pub(crate) fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// The files of a folder by their path below it.
pub(crate) fn read(folder: &Path) -> HashMap<String, Vec<u8>> {
    let mut files = HashMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                let name = name.to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}
