//! A malformed `why1006.json`: named in the page, and the rest of it used.

use std::sync::Arc;

use why1006_diagnosis::Verdict;
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, dist};
use why1006_evidence::circumstances::NoReference;

use crate::{
    fallback::{Files, Spoil, read, spoiling},
    guide::{lab, seen},
    preset::STANDS,
    support::{Findings, SOON, is_alive, open, test, turn},
};

/// Name, the file, what the page says of it, whether the organisation's form stands.
const FILES: &[(&str, &str, &[&str], bool)] = &[
    ("whole", r#"{"version":1,"addresses":[{"url":"ADDRESS"}]}"#, &[], true),
    ("no JSON", "{\n\"version\": 1,\n}", &["it is no JSON"], false),
    ("a page", "<!doctype html><title>App</title>", &["answers with a page"], false),
    ("a list", "[]", &["object in braces"], false),
    (
        "a later version",
        r#"{"version":2,"addresses":[{"url":"ADDRESS"}]}"#,
        &["version", "reads version 1 only"],
        false,
    ),
    ("no version", r#"{"addresses":[{"url":"ADDRESS"}]}"#, &["version", "missing"], true),
    (
        "a bad contact",
        r#"{"version":1,"contact":"javascript:window.hit=1","addresses":[{"url":"ADDRESS"}]}"#,
        &["contact", "has to be one mail address", "javascript:window.hit=1"],
        true,
    ),
    (
        "a wrong type",
        r#"{"version":1,"organisation":{},"addresses":[{"url":"ADDRESS"}]}"#,
        &["organisation", "text in quotation marks"],
        true,
    ),
    (
        "no addresses",
        r#"{"version":1,"addresses":[]}"#,
        &["addresses", "nothing stands in it"],
        false,
    ),
    (
        "an unusable address",
        r#"{"version":1,"addresses":[{"url":"wss://a.[b]/"},{"url":"wss://a.test:99999/"},{"url":"ADDRESS"}]}"#,
        &["addresses[0].url", "addresses[1].url", "no browser can use it"],
        true,
    ),
    (
        "a misspelt field",
        r#"{"version":1,"organization":"<img src=x onerror='window.hit=1'>"}"#,
        &["organization", "no such field"],
        false,
    ),
    (
        "a bad reference",
        r#"{"version":1,"reference":{"socket":"http://[","http":"./h"},"addresses":[{"url":"ADDRESS"}]}"#,
        &["reference.socket", "no address that this page can use"],
        true,
    ),
];

#[tokio::test]
async fn each_mistake_is_named_and_the_page_works() {
    let _turn = turn().await;
    let lab = lab(&["healthy-echo"]);
    let address = lab.running()[0].url.clone();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();
    let built = read(&dist());
    for (name, text, says, stands) in FILES {
        let mut files = built.clone();
        files.insert("why1006.json".into(), text.replace("ADDRESS", &address).into_bytes());
        let files: Files = Arc::new(files);
        let server = spoiling(files, "why1006.json", Spoil::Nothing).await;
        let base = format!("http://{}/", server.address);
        let page = Page::open(&browser, &base, "").await.unwrap();
        let settled = match says.is_empty() {
            true => STANDS.to_owned(),
            false => "return document.querySelector('#host-file') !== null".to_owned(),
        };
        let there = page.wait_until(&settled, SOON).await.is_ok();
        let said = page.text("#host-file").await.unwrap().unwrap_or_default();
        let all = there && says.iter().all(|part| said.contains(part));
        findings.check(all, format!("{name}: says `{said}`"));
        let folded =
            seen(&page, "return document.querySelector('#host-file')?.open ?? false").await;
        findings.check(folded == false, format!("{name}: it shouts at visitors"));
        let form = seen(&page, STANDS).await;
        findings.check(form == *stands, format!("{name}: the organisation's form: {form}"));
        if *stands {
            page.press_test().await.unwrap();
        } else {
            page.enter(&address).await.unwrap();
            page.press_test().await.unwrap();
        }
        let report = page.wait_for_report(crate::support::PATIENCE).await.unwrap();
        let verdict = report.verdict;
        findings.check(verdict == Verdict::Works, format!("{name}: {verdict}"));
        let hit = seen(&page, "return typeof window.hit").await;
        findings.check(hit == "undefined", format!("{name}: a script ran"));
        findings.check(is_alive(&browser).await.unwrap(), format!("{name}: it stopped"));
    }
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn an_insecure_reference_on_an_https_page_is_named() {
    let _turn = turn().await;
    let other = Host::start(HostOptions::default()).await.unwrap();
    let reference = other.http().replacen("http", "ws", 1) + "reference/socket";
    let options = HostOptions { reference: Some(reference), ..HostOptions::default() };
    let host = Host::start(options).await.unwrap();
    let options = BrowserOptions::new(BrowserKind::Chromium).trusting(host.authority());
    let browser = Browser::start(options).await.unwrap();
    let page = Page::open(&browser, &host.https(), "").await.unwrap();
    page.wait_until("return document.querySelector('#host-file') !== null", SOON).await.unwrap();
    let said = page.text("#host-file").await.unwrap().unwrap_or_default();
    assert!(said.contains("reference.socket") && said.contains("insecure"), "it says `{said}`");
    let report = test(&page, "wss://localhost:1/").await.unwrap();
    let why = report.evidence.circumstances.no_reference;
    assert_eq!(why, Some(NoReference::MixedContent));
    let http = open(&browser, &host.http()).await.unwrap();
    assert!(http.text("#host-file").await.unwrap().is_none(), "the http page may use it");
    browser.quit().await;
}
