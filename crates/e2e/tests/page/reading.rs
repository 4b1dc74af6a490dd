//! What a report says first of a certain cause, and the pages of words at their
//! own addresses.

use serde_json::{Value, json};
use why1006_content::{cause, reason, step_title, verdict};
use why1006_diagnosis::{CauseId, Step, diagnose};
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Result};
use why1006_lab::{Lab, Options};

use crate::support::{Findings, SOON, is_alive, open, outside, test, turn};

/// Scenarios whose cause the diagnosis calls certain in Chromium.
const CERTAIN: [(&str, CauseId); 3] = [
    ("redirect-elsewhere-302", CauseId::RedirectedHandshake),
    ("subprotocol-required-400", CauseId::SubprotocolMismatch),
    ("closes-4401", CauseId::PolicyClose),
];

/// One whose cause cannot be told from others.
const UNSURE: &str = "origin-checked-404";

/// One whose server greets, and works.
const GREETS: &str = "action-cable";

/// What the reader sees of a page of words.
const SEEN: &str = "\
    const shown = (e) => e !== null && e.getClientRects().length > 0;\
    const title = document.querySelector('#page-title');\
    return {\
        title: title?.textContent ?? null, tab: document.title, hash: location.hash,\
        focus: document.activeElement?.id ?? null,\
        form: shown(document.querySelector('#ask')),\
        report: shown(document.querySelector('.report')),\
        words: document.querySelectorAll('.page .words > *').length,\
        who: document.querySelector('.page .who')?.textContent ?? '',\
        run: document.querySelector('main').dataset.run,\
    }";

#[tokio::test]
async fn a_certain_cause_is_what_the_report_says_first() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let only = CERTAIN.iter().map(|(id, _)| *id).chain([UNSURE, GREETS]);
    let only = Some(only.map(str::to_owned).collect());
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();
    for (id, sure) in CERTAIN {
        let page = open(&browser, &host.http()).await.unwrap();
        let report = test(&page, &lab.get(id).unwrap().url).await.unwrap();
        let d = diagnose(&report.evidence);
        findings.check(d.the_cause() == Some(sure), format!("{id}: not certain: {d:?}"));
        let said = page.text(".verdict").await.unwrap().unwrap_or_default();
        let first = page.text("#headline").await.unwrap().unwrap_or_default();
        findings.check(first == cause(sure).title, format!("{id}: the headline is {first}"));
        // Who may be sent away by design is asked to try the app before anybody acts.
        let act = match d.next_step {
            Some(Step::AppWorks) => step_title(Step::AppWorks),
            _ => cause(sure).act,
        };
        for wanted in [cause(sure).summary, act, reason(d.judgements[0].because[0])] {
            findings.check(said.contains(wanted), format!("{id}: `{wanted}` is not in {said}"));
        }
        let words = verdict(d.verdict);
        for other in [words.headline, words.engineer] {
            findings.check(!said.contains(other), format!("{id}: `{other}` beside one cause"));
        }
    }

    let page = open(&browser, &host.http()).await.unwrap();
    let report = test(&page, &lab.get(UNSURE).unwrap().url).await.unwrap();
    let first = page.text("#headline").await.unwrap().unwrap_or_default();
    findings.check(
        first == verdict(report.verdict).headline,
        format!("{UNSURE}: the headline is {first}"),
    );

    let page = open(&browser, &host.http()).await.unwrap();
    let report = test(&page, &lab.get(GREETS).unwrap().url).await.unwrap();
    let d = diagnose(&report.evidence);
    findings.check(!d.remarks.is_empty(), format!("{GREETS}: nothing to remark: {d:?}"));
    let remarks = page.text(".remarks").await.unwrap().unwrap_or_default();
    for remark in d.remarks {
        let text = why1006_content::remark(remark);
        findings.check(remarks.contains(text), format!("{GREETS}: remarks are `{remarks}`"));
    }
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn every_page_of_words_has_an_address() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let base = host.http();
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        let name = kind.as_str();
        let outcome = addresses(&browser, &base, name, &mut findings).await;
        findings.check(outcome.is_ok(), format!("{name}: {outcome:?}"));
        browser.quit().await;
    }
    findings.settle("");
}

async fn addresses(
    browser: &Browser,
    base: &str,
    name: &str,
    findings: &mut Findings,
) -> Result<()> {
    // Only Chromium's driver lists requests.
    let lists = browser.kind() == BrowserKind::Chromium;
    if lists {
        browser.requests().await?;
    }
    let dns = cause(CauseId::Dns).title;
    let step = step_title(Step::OpenInTab);
    let none = "There is no such page here";
    for (fragment, title) in [
        ("cause/dns", dns),
        ("cause/dns/how-to-fix-it", dns),
        // An id that was merged into another.
        ("cause/cloudflare-edge", cause(CauseId::WafRule).title),
        ("step/open-in-tab", step),
        ("causes", "All causes this page knows"),
        ("cause/no-such-cause", none),
        ("step/", none),
        ("article/no-such-article", none),
        ("article/..%2F..%2Fwhy1006", none),
        ("causeway", none),
    ] {
        let page = Page::open(browser, base, fragment).await?;
        let seen = arrived(&page).await?;
        let what = format!("{name}, #{fragment}: {seen}");
        findings.check(seen["title"] == title, format!("{what}: not `{title}`"));
        findings.check(seen["tab"] == format!("{title} · Why1006"), format!("{what}: the tab"));
        findings.check(seen["form"] == false, format!("{what}: the form is in the way"));
        findings.check(seen["run"] == "idle", format!("{what}: a run"));
        let focus = if fragment.ends_with("fix-it") { "at-how-to-fix-it" } else { "page-title" };
        findings.check(seen["focus"] == focus, format!("{what}: the focus"));
        if fragment.starts_with("cause/") && title != none {
            findings.check(seen["words"].as_u64() > Some(8), format!("{what}: no words"));
            let who = seen["who"].as_str().unwrap_or_default();
            findings.check(who.contains("What to do first"), format!("{what}: who acts"));
        }
        if title == none || fragment == "causes" {
            let links = "return [...new Set([...document.querySelectorAll(\
                         '.page a[href^=\"#cause/\"]')].map(a => a.hash))].length";
            let links = browser.script(links, vec![]).await?;
            findings.check(links == CauseId::ALL.len(), format!("{what}: {links} causes"));
        }
        findings.check(is_alive(browser).await?, format!("{what}: the program stopped"));
    }
    let asked = if lists { outside(browser, base).await? } else { Vec::new() };
    findings.check(asked.is_empty(), format!("{name}: reading asks {asked:?}"));

    // From the list to a cause, along a link between causes, and to the form.
    let page = Page::open(browser, base, "causes").await?;
    arrived(&page).await?;
    for (link, lands) in [
        (".page a[href='#cause/origin-rejected']", CauseId::OriginRejected),
        (".words a[href='#cause/auth-at-handshake']", CauseId::AuthAtHandshake),
    ] {
        click(browser, link).await?;
        let title = cause(lands).title;
        let there = format!("return document.title.startsWith({})", json!(title));
        page.wait_until(&there, SOON).await?;
        let seen = browser.script(SEEN, vec![]).await?;
        findings.check(seen["focus"] == "page-title", format!("{name}: {link}: {seen}"));
    }
    click(browser, ".ways .back").await?;
    page.wait_until("return document.querySelector('.reading') === null", SOON).await?;
    let seen = browser.script(SEEN, vec![]).await?;
    let form = seen["form"] == true && seen["report"] == false && seen["hash"] == "";
    findings.check(form, format!("{name}: back at the form: {seen}"));
    let tab = seen["tab"].as_str().unwrap_or_default();
    findings.check(tab.starts_with("Why1006:"), format!("{name}: the tab says {tab}"));

    beside_a_report(browser, base, name, findings).await
}

/// A report stays while a page is read, and the browser's own way back shows it.
async fn beside_a_report(
    browser: &Browser,
    base: &str,
    name: &str,
    findings: &mut Findings,
) -> Result<()> {
    let page = open(browser, base).await?;
    // Nothing listens on port 1, and no browser would ask it.
    let report = test(&page, "ws://localhost:1/").await?;
    let mark = "const cause = document.querySelector('.cause'); cause.open = true; \
                cause.dataset.mark = 'mine'; const link = cause.querySelector('a'); \
                link.focus(); link.click(); return link.hash";
    let hash = browser.script(mark, vec![]).await?;
    let seen = arrived(&page).await?;
    let read = seen["report"] == false && seen["form"] == false && seen["hash"] == hash;
    findings.check(read, format!("{name}: reading beside a report: {seen}"));
    let who = seen["who"].as_str().unwrap_or_default();
    findings.check(who.contains("In the result"), format!("{name}: how it stands: {who}"));

    browser.script("history.back()", vec![]).await?;
    page.wait_until("return document.querySelector('.reading') === null", SOON).await?;
    let kept = "const cause = document.querySelector('.cause'); \
                return [cause.open, cause.dataset.mark, location.hash, \
                    document.activeElement.closest('.cause') === cause]";
    let kept = browser.script(kept, vec![]).await?;
    findings.check(kept == json!([true, "mine", "", true]), format!("{name}: came back to {kept}"));
    let seen = browser.script(SEEN, vec![]).await?;
    findings.check(seen["report"] == true, format!("{name}: the report is gone: {seen}"));

    // A received result is behind its page as well, by its own address.
    let (address, fragment) = report.link.split_once('#').unwrap_or_default();
    let page = Page::open(browser, address, fragment).await?;
    page.wait_until("return document.querySelector('#opened') !== null", SOON).await?;
    browser.script(mark, vec![]).await?;
    arrived(&page).await?;
    click(browser, ".ways .back").await?;
    page.wait_until("return document.querySelector('.reading') === null", SOON).await?;
    let seen = browser.script(SEEN, vec![]).await?;
    let back = seen["hash"] == format!("#{fragment}") && seen["report"] == true;
    findings.check(back, format!("{name}: back at a received result: {seen}"));
    let kept = "return document.querySelector('.cause').dataset.mark ?? null";
    let kept = browser.script(kept, vec![]).await?;
    findings.check(kept == "mine", format!("{name}: the received result was built anew"));
    Ok(())
}

/// Waits until a page of words is there and has the focus.
async fn arrived(page: &Page<'_>) -> Result<Value> {
    let there = "const title = document.querySelector('#page-title'); \
                 return title !== null && document.title.startsWith(title.textContent)";
    page.wait_until(there, SOON).await?;
    page.browser().script(SEEN, vec![]).await
}

async fn click(browser: &Browser, selector: &str) -> Result<()> {
    let script = "document.querySelector(arguments[0]).click()";
    browser.script(script, vec![selector.into()]).await.map(drop)
}
