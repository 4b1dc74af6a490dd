//! Every request of a full run: page files, what was announced before the click,
//! and nothing else.

use std::collections::BTreeSet;

use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page};
use why1006_lab::{Lab, Options};

use crate::support::{Findings, PATIENCE, announced, open, outside, test, turn};

/// The list is whole, with the places of the reference.
const LISTED: &str =
    "return /reference.stream/.test(document.querySelector('#requests').textContent)";

#[tokio::test]
async fn nothing_is_requested_that_was_not_announced() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let only = ["wrong-path-404", "healthy-echo", "login-redirect-302", "refused"];
    let only = Some(only.iter().map(|id| id.to_string()).collect());
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let base = host.http();
    let mut findings = Findings::default();
    browser.requests().await.unwrap();

    for running in lab.running() {
        let id = running.scenario.id;
        let address = format!("{}?token=s3cret&v=1", running.url);
        let page = open(&browser, &base).await.unwrap();
        page.enter(&address).await.unwrap();
        page.wait_until(LISTED, crate::support::SOON).await.unwrap();
        let promised = announced(&browser).await.unwrap();
        let before = outside(&browser, &base).await.unwrap();
        findings.check(before.is_empty(), format!("{id}: before the click: {before:?}"));

        test(&page, &address).await.unwrap();
        let report = page.wait_for_report(PATIENCE).await.unwrap();
        let seen = outside(&browser, &base).await.unwrap();
        eprintln!("{id}:\n  {}", seen.join("\n  "));
        let first = seen.first() == Some(&address);
        findings.check(first, format!("{id}: the first request is not the target: {seen:?}"));
        // Where the target redirects is the target's own doing.
        let redirects = id.contains("redirect");
        let own = |url: &&String| !(redirects && url.ends_with("/login"));
        let asked: BTreeSet<&String> = seen.iter().filter(own).collect();
        let promised: BTreeSet<&String> = promised.iter().collect();
        // What is asked after the first answers depends on them.
        let kept = asked.is_subset(&promised);
        findings.check(kept, format!("{id}: asked {asked:?}, said {promised:?}"));
        let all = promised.iter().filter(|url| !url.contains(".invalid/")).count();
        findings.check(all >= 5, format!("{id}: the list is too short: {promised:?}"));

        // What came by a link tests nothing.
        let (page_address, fragment) = report.link.split_once('#').unwrap();
        let opened = Page::open(&browser, page_address, fragment).await.unwrap();
        let shown = "return document.querySelector('#opened') !== null";
        opened.wait_until(shown, crate::support::SOON).await.unwrap();
        let seen = outside(&browser, &base).await.unwrap();
        findings.check(seen.is_empty(), format!("{id}: opening its link asks {seen:?}"));
    }

    // On the reference itself, as the first click does.
    let page = open(&browser, &base).await.unwrap();
    let address = page.address().await.unwrap();
    // Whoever reads the list has come near the form by then.
    page.enter(&address).await.unwrap();
    page.wait_until(LISTED, crate::support::SOON).await.unwrap();
    let promised: BTreeSet<String> = announced(&browser).await.unwrap().into_iter().collect();
    test(&page, &address).await.unwrap();
    page.wait_for_report(PATIENCE).await.unwrap();
    let seen: BTreeSet<String> = outside(&browser, &base).await.unwrap().into_iter().collect();
    // The root of the reference's host is a page file as well.
    let promised: BTreeSet<String> = promised.into_iter().filter(|url| *url != base).collect();
    let kept = seen.is_subset(&promised);
    findings.check(kept, format!("reference: asked {seen:?}, said {promised:?}"));
    browser.quit().await;
    findings.settle("");
}
