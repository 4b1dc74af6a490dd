//! What is chosen beside the address, and what a report offers to choose next.

use serde_json::Value;
use why1006_diagnosis::{Verdict, diagnose};
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Result};
use why1006_evidence::{EventKind, Place, Probe};
use why1006_lab::{Lab, Options};

use crate::support::{Findings, PATIENCE, SOON, open, test, turn};

/// How long the page listens, whether it repeats, and which time is marked.
const CHOSEN: &str = "return [document.querySelector('#hold').value, \
                      document.querySelector('#repeat').checked, \
                      [...document.querySelectorAll('.times [aria-pressed=true]')] \
                          .map(e => e.textContent).join()]";

async fn click(page: &Page<'_>, selector: &str) -> Result<()> {
    let script = "document.querySelector(arguments[0]).click()";
    page.browser().script(script, vec![selector.into()]).await.map(drop)
}

async fn seen(page: &Page<'_>, script: &str) -> Value {
    page.browser().script(script, vec![]).await.unwrap()
}

#[tokio::test]
async fn a_pass_offers_what_it_left_out() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let page = open(&browser, &host.http()).await.unwrap();
    let mut findings = Findings::default();
    let at_first = seen(&page, CHOSEN).await;
    findings.check(at_first == serde_json::json!(["2", false, "2 s"]), format!("{at_first}"));
    click(&page, ".times button:nth-child(4)").await.unwrap();
    let marked = seen(&page, CHOSEN).await;
    findings.check(marked == serde_json::json!(["120", false, "2 minutes"]), format!("{marked}"));
    page.fill("#hold", "0").await.unwrap();
    let own = seen(&page, CHOSEN).await;
    findings
        .check(own == serde_json::json!(["0", false, ""]), format!("a number of one's own: {own}"));

    let address = page.address().await.unwrap();
    let report = test(&page, &address).await.unwrap();
    findings.check(report.verdict == Verdict::Works, format!("the reference {}", report.verdict));
    let by_contrast: Vec<&str> =
        diagnose(&report.evidence).by_contrast().iter().map(|cause| cause.as_str()).collect();
    let shown = "return [...document.querySelectorAll('#contrast .cause')] \
                 .map(e => e.querySelector('.owner').textContent && e.dataset.cause)";
    let shown = seen(&page, shown).await;
    findings.check(shown == serde_json::json!(by_contrast), format!("by contrast: {shown}"));
    findings.check(!by_contrast.is_empty(), "nothing is left to tell a pass and the app apart");

    for (button, chosen) in [
        ("#listen-longer", serde_json::json!(["60", false, "1 minute"])),
        ("#test-five-times", serde_json::json!(["2", true, "2 s"])),
    ] {
        click(&page, button).await.unwrap();
        page.wait_until("return document.querySelector('main').dataset.run === 'running'", SOON)
            .await
            .unwrap();
        let focus = seen(&page, "return document.activeElement.id").await;
        findings.check(focus == "headline", format!("{button}: the focus is at {focus}"));
        let now = seen(&page, CHOSEN).await;
        findings.check(now == chosen, format!("{button}: it chooses {now}"));
        page.press_stop().await.unwrap();
        page.wait_for_report(PATIENCE).await.unwrap();
    }

    // A result of somebody else offers no test but the same one.
    let (address, fragment) = report.link.split_once('#').unwrap();
    let opened = Page::open(&browser, address, fragment).await.unwrap();
    opened.wait_until("return document.querySelector('#opened') !== null", SOON).await.unwrap();
    let offers = "return document.querySelectorAll('#listen-longer, #test-five-times').length";
    findings.check(seen(&opened, offers).await == 0, "an opened link offers a longer test");
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn causes_that_look_alike_are_told_as_one_group() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let only = Some(vec!["wrong-path-404".to_owned()]);
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let page = open(&browser, &host.http()).await.unwrap();
    let report = test(&page, &lab.running()[0].url).await.unwrap();
    let d = diagnose(&report.evidence);
    let mut findings = Findings::default();
    let (remaining, untested) = (d.remaining(), d.not_tested());

    let group = seen(
        &page,
        "const card = document.querySelector('[aria-labelledby=remaining-title]'); \
         return [card.querySelector('p').textContent, \
             [...card.querySelectorAll('.cause')].map(e => e.dataset.cause), \
             [...card.querySelectorAll('#remaining .means')].map(e => e.textContent.length > 20), \
             card.querySelectorAll('#remaining > .cause').length]",
    )
    .await;
    let count = format!("{} causes fit", remaining.len());
    let says = group[0].as_str().unwrap_or_default();
    findings
        .check(says.starts_with(&count), format!("{} remain; it says: {says}", remaining.len()));
    let order: Vec<&str> = remaining.iter().map(|cause| cause.as_str()).collect();
    findings.check(group[1] == serde_json::json!(order), format!("not in order: {}", group[1]));
    let told = group[2] == serde_json::json!([true]);
    findings.check(told, format!("the likeliest alone is told unfolded: {}", group[2]));
    findings.check(group[3] == remaining.len().min(3), format!("{} are unfolded", group[3]));

    let groups = seen(
        &page,
        "return [...document.querySelectorAll('#not-tested .brief')].map(e => \
         [e.querySelector('p').textContent, \
             [...e.querySelectorAll('[data-cause]')].map(c => c.dataset.cause)])",
    )
    .await;
    let groups: Vec<(String, Vec<String>)> = serde_json::from_value(groups).unwrap();
    let mute = groups.iter().filter(|(why, _)| why.is_empty()).count();
    findings.check(mute == 0, format!("{mute} groups do not say how to test them"));
    let mut shown: Vec<&str> = groups.iter().flat_map(|(_, all)| all).map(|c| &c[..]).collect();
    let mut untested: Vec<&str> = untested.iter().map(|cause| cause.as_str()).collect();
    shown.sort_unstable();
    untested.sort_unstable();
    findings.check(shown == untested, format!("not tested: {untested:?}, shown: {shown:?}"));

    // Every experiment is in the table with its name.
    let names = "return [...document.querySelectorAll('#events tbody tr')] \
                 .map(e => e.children[1].textContent)";
    let names: Vec<String> = serde_json::from_value(seen(&page, names).await).unwrap();
    let rows = report.evidence.observations.len();
    findings.check(names.len() > rows, format!("{} rows for {rows} experiments", names.len()));
    findings.check(names.iter().all(|name| !name.is_empty()), "an experiment without a name");
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn the_deeper_test_is_firefoxs_alone() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    for (kind, expected) in [(BrowserKind::Chromium, 0), (BrowserKind::Firefox, 1)] {
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        let page = open(&browser, &host.http()).await.unwrap();
        let offered = seen(&page, "return document.querySelectorAll('#deeper').length").await;
        assert_eq!(offered, expected, "{}", kind.as_str());
        let before =
            seen(&page, "return document.querySelector('#deeper')?.checked ?? false").await;
        assert_eq!(before, false, "{}: chosen without being asked", kind.as_str());
        browser.quit().await;
    }
}

/// Its element loads a page for a good status, and fails for a bad one.
#[tokio::test]
async fn the_deeper_test_tells_a_page_from_an_error() {
    let _turn = turn().await;
    let only = Some(vec!["page-everywhere-200".to_owned(), "wrong-path-404".to_owned()]);
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let host = Host::start(HostOptions::default()).await.unwrap();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Firefox)).await.unwrap();
    for (id, seen) in
        [("page-everywhere-200", EventKind::Load), ("wrong-path-404", EventKind::Error)]
    {
        let page = open(&browser, &host.http()).await.unwrap();
        click(&page, "#deeper").await.unwrap();
        let report = test(&page, &lab.get(id).unwrap().url).await.unwrap();
        let element = report.evidence.first(Probe::StatusClass, Place::Target);
        let kinds = element.map(|o| o.events.iter().map(|e| e.kind).collect::<Vec<_>>());
        assert_eq!(kinds, Some(vec![seen]), "{id}");
    }
    browser.quit().await;
}
