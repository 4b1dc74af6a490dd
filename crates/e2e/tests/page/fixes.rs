//! The recipes on the page of a cause: the software is chosen once.

use serde_json::{Value, json};
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Result};
use why1006_lab::{Lab, Options};

use crate::support::{Findings, SOON, open, test, turn};

/// A server that greets as Action Cable does, and one at its path.
const GREETS: &str = "action-cable";
const AT_CABLE: &str = "origin-checked-404";

/// What the reader sees of the recipes.
const SEEN: &str = "\
    const shown = (e) => e.getClientRects().length > 0;\
    const fixes = [...document.querySelectorAll('.fix')].filter(shown);\
    return {\
        choice: document.querySelector('.fixes select')?.value ?? null,\
        stacks: fixes.map((e) => e.dataset.stack),\
        proven: fixes.map((e) => e.querySelector('.proof').dataset.proven),\
        lines: fixes.map((e) => e.querySelectorAll('pre').length > 0),\
        note: document.querySelector('.fixes [role=status]')?.textContent ?? '',\
        asked: performance.getEntriesByType('resource')\
            .filter((e) => e.name.includes('proxy-upgrade-headers')).length,\
    }";

#[tokio::test]
async fn the_software_is_chosen_once_or_guessed() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let only = Some(vec![GREETS.to_owned(), AT_CABLE.to_owned()]);
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let mut findings = Findings::default();
    for kind in [BrowserKind::Chromium, BrowserKind::Firefox] {
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        let outcome = choose(&browser, &host.http(), kind.as_str(), &mut findings).await;
        findings.check(outcome.is_ok(), format!("{}: {outcome:?}", kind.as_str()));
        for (id, guess) in [(GREETS, "spoke"), (AT_CABLE, "path")] {
            let page = open(&browser, &host.http()).await.unwrap();
            test(&page, &lab.get(id).unwrap().url).await.unwrap();
            let seen = go(&browser, "cause/origin-rejected").await.unwrap();
            let note = seen["note"].as_str().unwrap_or_default();
            let is_so = seen["choice"] == "action-cable"
                && seen["stacks"] == json!(["action-cable"])
                && note.starts_with("That is a guess")
                && note.contains(guess);
            findings.check(is_so, format!("{} {id}: {seen}", kind.as_str()));
        }
        browser.quit().await;
    }
    findings.settle("");
}

/// The order of the causes, and the box that asks for the software.
const ORDER: &str = "\
    const select = document.querySelector('#software');\
    const box = document.querySelector('[data-region=software]');\
    const all = [...document.querySelectorAll('#remaining .cause, #more .cause')];\
    return {\
        shown: box !== null && box.getClientRects().length > 0,\
        choice: select?.value ?? null,\
        focused: document.activeElement === select,\
        causes: all.map((e) => e.dataset.cause),\
        said: box?.textContent ?? '',\
        link: document.querySelector('#result-link')?.value ?? '',\
    }";

/// The choice orders what remains, at once, in the link and for whoever opens it; it
/// takes nothing away.
#[tokio::test]
async fn the_chosen_software_orders_what_remains() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let only = Some(vec![AT_CABLE.to_owned(), GREETS.to_owned()]);
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let mut findings = Findings::default();
    for kind in [BrowserKind::Chromium, BrowserKind::Firefox] {
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        let name = kind.as_str();
        let page = open(&browser, &host.http()).await.unwrap();
        test(&page, &lab.get(AT_CABLE).unwrap().url).await.unwrap();
        let before = order(&browser, "").await.unwrap();
        let is_so = before["shown"] == true && before["choice"] == "";
        findings.check(is_so, format!("{name}: nothing is asked: {before}"));

        let script = "const select = document.querySelector('#software'); \
                      select.focus(); select.value = 'node-ws'; \
                      select.dispatchEvent(new Event('change', { bubbles: true }))";
        browser.script(script, vec![]).await.unwrap();
        let link = before["link"].as_str().unwrap_or_default();
        let now = order(&browser, link).await.unwrap();
        let causes = |seen: &Value| -> Vec<String> {
            let all = seen["causes"].as_array().into_iter().flatten();
            all.map(|cause| cause.as_str().unwrap_or_default().to_owned()).collect()
        };
        let (old, new) = (causes(&before), causes(&now));
        let first = ["proxy-upgrade-headers", "not-websocket-endpoint", "auth-at-handshake"];
        findings.check(
            old.first().is_some_and(|cause| cause == "origin-rejected")
                && new.iter().take(3).eq(&first),
            format!("{name}: the order was {old:?} and is {new:?}"),
        );
        let sorted = |mut all: Vec<String>| {
            all.sort();
            all
        };
        findings.check(sorted(old) == sorted(new.clone()), format!("{name}: {before} and {now}"));
        findings.check(now["focused"] == true, format!("{name}: the focus is lost: {now}"));
        let said = now["said"].as_str().unwrap_or_default();
        findings.check(said.contains("rules nothing out"), format!("{name}: it says {said}"));

        // Whoever opens the link sees the same order and the choice.
        // Each way there is waited for: of two navigations asked for at once, either may win.
        let link = now["link"].as_str().unwrap_or_default();
        let (address, fragment) = link.split_once('#').unwrap_or_default();
        let page = why1006_e2e::Page::open(&browser, address, fragment).await.unwrap();
        page.wait_until("return document.querySelector('#remaining') !== null", SOON)
            .await
            .unwrap();
        let there = order(&browser, "").await.unwrap();
        findings.check(
            causes(&there) == new && there["choice"] == "node-ws",
            format!("{name}: from the link it is {there}"),
        );

        // What works asks for nothing.
        let page = open(&browser, &host.http()).await.unwrap();
        test(&page, &lab.get(GREETS).unwrap().url).await.unwrap();
        let seen = browser.script(ORDER, vec![]).await.unwrap();
        findings.check(seen["shown"] == false, format!("{name}: it works, and asks: {seen}"));
        browser.quit().await;
    }
    findings.settle("");
}

/// What is shown once the link is another than before.
async fn order(browser: &Browser, before: &str) -> Result<Value> {
    let page = why1006_e2e::Page::adopt(browser);
    let is_new = format!(
        "const link = document.querySelector('#result-link')?.value ?? ''; \
         return link !== '' && link !== {}",
        json!(before)
    );
    page.wait_until(&is_new, SOON).await?;
    browser.script(ORDER, vec![]).await
}

async fn choose(browser: &Browser, base: &str, name: &str, findings: &mut Findings) -> Result<()> {
    open(browser, base).await?;
    go(browser, "cause/proxy-upgrade-headers").await?;
    // An engine may note a request a moment after the page has its answer.
    let page = why1006_e2e::Page::adopt(browser);
    let noted = "return performance.getEntriesByType('resource')\
                 .some((e) => e.name.includes('proxy-upgrade-headers'))";
    page.wait_until(noted, SOON).await?;
    let seen = browser.script(SEEN, vec![]).await?;
    findings.check(
        seen["choice"] == "" && seen["stacks"] == json!([]) && seen["note"] == "",
        format!("{name}: something is chosen before anybody chose: {seen}"),
    );
    findings.check(seen["asked"] == 1, format!("{name}: not one request for it: {seen}"));
    pick(browser, "nginx").await?;
    let seen = browser.script(SEEN, vec![]).await?;
    findings.check(
        seen["stacks"] == json!(["nginx"])
            && seen["proven"] == json!(["yes"])
            && seen["lines"] == json!([true]),
        format!("{name}: nginx is chosen, and shown is {seen}"),
    );
    // Another cause: the choice stands.
    let seen = go(browser, "cause/idle-timeout-proxy").await?;
    findings.check(
        seen["choice"] == "nginx" && seen["stacks"] == json!(["nginx"]) && seen["note"] == "",
        format!("{name}: the choice is forgotten: {seen}"),
    );
    // A cause without a recipe for it says so.
    let seen = go(browser, "cause/auth-at-handshake").await?;
    let note = seen["note"].as_str().unwrap_or_default();
    findings.check(
        seen["choice"] == "" && seen["stacks"] == json!([]) && note.contains("nothing here"),
        format!("{name}: nothing is there for nginx, and it says {seen}"),
    );
    Ok(())
}

/// Opens a page of words of this very document, and waits for its recipes. The page
/// hears of its new address later: one that is read until then is marked.
async fn go(browser: &Browser, fragment: &str) -> Result<Value> {
    let page = why1006_e2e::Page::adopt(browser);
    let leave = "document.querySelector('.reading')?.setAttribute('data-left', ''); \
                 location.hash = arguments[0]";
    browser.script(leave, vec![fragment.into()]).await?;
    let there = "return document.querySelector('.reading:not([data-left]) .fixes select') !== null \
                 && document.title.includes(document.querySelector('#page-title')?.textContent)";
    page.wait_until(there, SOON).await?;
    browser.script(SEEN, vec![]).await
}

async fn pick(browser: &Browser, stack: &str) -> Result<()> {
    let script = "const select = document.querySelector('.fixes select'); \
                  select.value = arguments[0]; \
                  select.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.script(script, vec![stack.into()]).await.map(drop)
}
