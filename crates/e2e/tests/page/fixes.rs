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

async fn choose(browser: &Browser, base: &str, name: &str, findings: &mut Findings) -> Result<()> {
    open(browser, base).await?;
    let seen = go(browser, "cause/proxy-upgrade-headers").await?;
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

/// Opens a page of words of this very document, and waits for its recipes.
async fn go(browser: &Browser, fragment: &str) -> Result<Value> {
    let page = why1006_e2e::Page::adopt(browser);
    browser.script("location.hash = arguments[0]", vec![fragment.into()]).await?;
    let there = "return document.querySelector('.reading .fixes select') !== null \
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
