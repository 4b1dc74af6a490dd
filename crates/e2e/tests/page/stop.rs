//! *Stop* leaves nothing behind, and two WebSockets never connect at once.

use std::time::{Duration, Instant};

use why1006_diagnosis::Verdict;
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Result};
use why1006_evidence::{Place, Probe};

use crate::{
    servers::{Count, relay, silent, slow},
    support::{Findings, PATIENCE, SOON, open, test, turn},
};

#[tokio::test]
async fn stop_leaves_no_socket_behind() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let base = host.http();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();

    // While the first attempt is alone, with web requests beside it, and open.
    let port = base.trim_end_matches('/').rsplit(':').next().unwrap().parse::<u16>().unwrap();
    let (held, open_sockets) = (Count::default(), Count::default());
    let dumb = silent(held.clone()).await;
    let passing = relay(([127, 0, 0, 1], port).into(), open_sockets.clone()).await;
    let dumb_url = format!("ws://{}/x", dumb.address);
    let good_url = format!("ws://{}/reference/socket", passing.address);
    for (url, after, count) in [
        (&dumb_url, 0, &held),
        (&dumb_url, 300, &held),
        (&dumb_url, 2_000, &held),
        (&good_url, 700, &open_sockets),
    ] {
        let name = format!("stopped {after} ms after it connected to {url}");
        let wrong = stopped(&browser, &base, url, after, count).await;
        let wrong = wrong.unwrap_or_else(|e| vec![e.to_string()]);
        findings.0.extend(wrong.into_iter().map(|wrong| format!("{name}: {wrong}")));
    }
    browser.quit().await;
    findings.settle("");
}

async fn stopped(
    browser: &Browser,
    base: &str,
    url: &str,
    after: u64,
    count: &Count,
) -> Result<Vec<String>> {
    let mut wrong = Findings::default();
    let page = open(browser, base).await?;
    page.fill("#hold", "20").await?;
    page.enter(url).await?;
    let before = count.in_all();
    page.press_test().await?;
    // Counted from there: the first run has to fetch its program.
    until(|| count.in_all() > before).await;
    tokio::time::sleep(Duration::from_millis(after)).await;
    wrong.check(count.now() > 0, "nothing was connected");
    page.press_stop().await?;
    let report = page.wait_for_report(PATIENCE).await?;
    wrong.check(report.evidence.stopped, "the report does not say that it was stopped");
    let fits = match report.verdict {
        Verdict::NotConclusive => true,
        // It had opened by then.
        Verdict::Works => url.ends_with("/reference/socket"),
        _ => false,
    };
    wrong.check(fits, format!("the verdict is {}", report.verdict));
    until(|| count.now() == 0).await;
    wrong.check(count.now() == 0, format!("{} connections stay open", count.now()));
    let asked = count.in_all() - before;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let later = count.in_all() - before;
    wrong.check(asked == later, "it connects again after it was stopped");

    // The same page once more, on an address that works.
    page.fill("#hold", "0").await?;
    let good = base.replacen("http", "ws", 1) + "reference/socket";
    let report = test(&page, &good).await?;
    wrong.check(report.verdict == Verdict::Works, format!("then: {}", report.verdict));
    wrong.check(!report.evidence.stopped, "then: it is still called stopped");
    let url = &report.evidence.target.url;
    wrong.check(*url == good, format!("then: it tests {url}"));
    let early = report.evidence.observations.iter().any(|o| o.begun < 0.0);
    wrong.check(!early, "then: it shows observations of the run before");
    Ok(wrong.0)
}

/// Waits until it is so, or for so long that it never will be.
async fn until(is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() && began.elapsed() < SOON {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn two_websockets_never_connect_at_once() {
    let _turn = turn().await;
    let mut findings = Findings::default();
    for delay in [700, 6_500] {
        let waiting = Count::default();
        let server = slow(Duration::from_millis(delay), waiting.clone()).await;
        let reference = Some(format!("ws://{}/reference/socket", server.address));
        let host = Host::start(HostOptions { reference, ..Default::default() }).await.unwrap();
        let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
        let page = open(&browser, &host.http()).await.unwrap();
        let report = test(&page, &format!("ws://{}/x", server.address)).await.unwrap();
        let (at_once, in_all) = (waiting.at_once(), waiting.in_all());
        eprintln!("{delay} ms: {in_all} attempts, {at_once} at once, {}", report.verdict);
        findings.check(at_once == 1, format!("{delay} ms: {at_once} at once"));
        // What comes after these is the test of the network.
        let probes = report.evidence.observations.iter().filter(|o| o.probe == Probe::WebSocket);
        let places: Vec<Place> = probes.map(|o| o.place).collect();
        findings.check(
            places == [Place::Target, Place::Reference],
            format!("{delay} ms: not target and reference, but {places:?}"),
        );
        browser.quit().await;
        host.stop().await;
    }
    findings.settle("");
}
