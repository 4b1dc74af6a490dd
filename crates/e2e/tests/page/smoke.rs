//! The optimised page starts everywhere, and knows what it may not test.

use why1006_diagnosis::{CauseId, Verdict, diagnose};
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Result};
use why1006_evidence::Place;

use crate::support::{Findings, SOON, open, test, turn};

#[tokio::test]
async fn works_on_the_reference_in_every_browser() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        let name = kind.as_str();
        let options = BrowserOptions::new(kind).trusting(host.authority());
        let browser = Browser::start(options).await.unwrap();
        let outcomes = [
            ("http page, reference", reference(&browser, &host.http()).await),
            ("https page, reference", reference(&browser, &host.https()).await),
            ("https page, ws://", mixed(&browser, &host, "").await),
            ("https page, ws://, https app", mixed(&browser, &host, "https://app.test/").await),
            ("http page, blocked port", blocked_port(&browser, &host.http()).await),
        ];
        for (what, outcome) in outcomes {
            let wrong = outcome.unwrap_or_else(|e| Some(e.to_string()));
            findings
                .check(wrong.is_none(), format!("{name}, {what}: {}", wrong.unwrap_or_default()));
        }
        browser.quit().await;
    }
    findings.settle("");
}

/// What is wrong with a run on the address that the form starts with.
async fn reference(browser: &Browser, base: &str) -> Result<Option<String>> {
    let page = open(browser, base).await?;
    let address = page.address().await?;
    let report = test(&page, &address).await?;
    let d = diagnose(&report.evidence);
    let whole = report.verdict == Verdict::Works && d.verdict == Verdict::Works;
    let silent = d.certain().is_empty() && d.remaining().is_empty();
    let own = address.starts_with(&base.replacen("http", "ws", 1));
    // Links are deflated by the browser itself.
    let (address_of_page, fragment) = report.link.split_once('#').unwrap_or_default();
    let opened = Page::open(browser, address_of_page, fragment).await?;
    opened.wait_until("return document.querySelector('#opened') !== null", SOON).await?;
    let fits = whole && silent && own;
    Ok((!fits).then(|| format!("{address} gives {}, {:?}", report.verdict, d.remaining())))
}

/// The https page and a public `ws://` address, which no browser may open.
async fn mixed(browser: &Browser, host: &Host, app: &str) -> Result<Option<String>> {
    let page = open(browser, &host.https()).await?;
    page.fill("#app-page", app).await?;
    let report = test(&page, "ws://example.test/").await?;
    let certain = diagnose(&report.evidence).certain();
    let copy = "return document.querySelector('#http-copy')?.href ?? null";
    let copy = browser.script(copy, vec![]).await?;
    // Only its `wss://` form may be tried.
    let connected = report.evidence.observations.iter().any(|o| o.place != Place::OtherScheme);
    let expected = format!("{}#url=ws%3A%2F%2Fexample.test%2F", host.http());
    let fits = match app {
        "" => report.verdict == Verdict::NotTested && copy == *expected,
        _ => report.verdict == Verdict::BrowserRefused,
    } && certain == [CauseId::MixedContent];
    Ok((!fits || connected).then(|| {
        format!("{}, certain {certain:?}, http copy {copy}, connected {connected}", report.verdict)
    }))
}

async fn blocked_port(browser: &Browser, base: &str) -> Result<Option<String>> {
    let page = open(browser, base).await?;
    let report = test(&page, "ws://localhost:25/").await?;
    let certain = diagnose(&report.evidence).certain();
    let fits = report.verdict == Verdict::BrowserRefused && certain == [CauseId::BlockedPort];
    Ok((!fits).then(|| format!("{}, certain {certain:?}", report.verdict)))
}
