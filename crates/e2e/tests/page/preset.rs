//! The page of an organisation: test and send, in two presses.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{By, Key};
use why1006_diagnosis::diagnose;
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, axe};
use why1006_evidence::code::code;

use crate::{
    access::{Eyes, Keyboard},
    guide::{lab, seen},
    support::{Findings, PATIENCE, SOON, open, outside, test, turn},
};

/// Whether the organisation's form stands there.
pub(crate) const STANDS: &str = "return document.querySelector('#ask').dataset.asks === 'preset'";

/// What can be seen of the form.
const SHOWN: &str = "return ['#address', '#address-hint', '#options', '#test', '#preset-title', \
    '#turn'].filter(e => document.querySelector(e)?.checkVisibility()).join(' ')";

async fn host(preset: &Value) -> Host {
    let options = HostOptions { preset: Some(preset.to_string()), ..HostOptions::default() };
    Host::start(options).await.unwrap()
}

/// The values of an address, decoded by the browser.
async fn values(page: &Page<'_>, selector: &str, keys: &[&str]) -> Vec<String> {
    let script = "const url = new URL(document.querySelector(arguments[0]).href); \
                  return [url.protocol + url.pathname, \
                          ...arguments[1].map(key => url.searchParams.get(key))]";
    let found = page.browser().script(script, vec![selector.into(), json!(keys)]).await.unwrap();
    serde_json::from_value(found).unwrap()
}

#[tokio::test]
async fn test_and_send_are_two_presses_in_every_browser() {
    let _turn = turn().await;
    let lab = lab(&["wrong-path-404"]);
    let host = host(&json!({
        "organisation": "Example Corp <b>Paris</b>",
        "contact": "mailto:it@example.com",
        "addresses": [{ "url": lab.running()[0].url, "name": "Chat" }]
    }))
    .await;
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        let name = kind.as_str();
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        let page = open(&browser, &host.http()).await.unwrap();
        page.wait_until(STANDS, SOON).await.unwrap();
        let title = page.text("#preset-title").await.unwrap().unwrap_or_default();
        let expected = "Example Corp <b>Paris</b> asks you to test this connection";
        findings.check(title == expected, format!("{name}: asks `{title}`"));
        let shown = seen(&page, SHOWN).await;
        findings.check(shown == "#test #preset-title #turn", format!("{name}: shows {shown}"));
        if kind == BrowserKind::Chromium {
            let asked = outside(&browser, &host.http()).await.unwrap();
            findings.check(asked.is_empty(), format!("asks {asked:?} before the click"));
        }

        page.press_test().await.unwrap();
        let report = page.wait_for_report(PATIENCE).await.unwrap();
        let tested = report.evidence.target.url == lab.running()[0].url;
        findings.check(tested, format!("{name}: tests {}", report.evidence.target.url));
        page.wait_until("return document.querySelector('#send') !== null", SOON).await.unwrap();
        let [to, subject, body] = &values(&page, "#send", &["subject", "body"]).await[..] else {
            panic!("three values")
        };
        findings.check(to == "mailto:it@example.com", format!("{name}: sends to {to}"));
        findings.check(subject == "Connection test: Chat", format!("{name}: subject {subject}"));
        let headline = why1006_content::headline_of(&diagnose(&report.evidence));
        let holds = body.contains("(Chat)")
            && body.contains(&format!("\r\n{headline}\r\n"))
            && body.contains(&format!("\r\n{}\r\n", report.link));
        findings.check(holds, format!("{name}: sends {body}"));
        let height = "const e = document.querySelector('#send').getBoundingClientRect(); \
                      return [e.top + scrollY, document.querySelector('#guide') === null || \
                      e.top < document.querySelector('#guide').getBoundingClientRect().top]";
        let at = seen(&page, height).await;
        findings.check(at[1] == true, format!("{name}: Send comes late: {at}"));

        // The ordinary page is one click away, and so is the way back.
        page.browser().find(By::Id("turn")).await.unwrap().click().await.unwrap();
        let empty = "const box = document.querySelector('#address'); \
                     return box.checkVisibility() && box.value === '' \
                         && document.activeElement === box";
        let there = page.wait_until(empty, SOON).await;
        findings.check(there.is_ok(), format!("{name}: no ordinary form to type into"));
        page.browser().find(By::Id("turn")).await.unwrap().click().await.unwrap();
        findings.check(page.wait_until(STANDS, SOON).await.is_ok(), format!("{name}: no way back"));
        let back = page.address().await.unwrap() == lab.running()[0].url;
        findings.check(back, format!("{name}: comes back to another address"));
        browser.quit().await;
    }
    findings.settle("");
}

#[tokio::test]
async fn the_keyboard_chooses_one_of_several_and_the_link_is_copied() {
    let _turn = turn().await;
    let lab = lab(&["wrong-path-404", "healthy-echo"]);
    let url = |id| lab.get(id).unwrap().url.clone();
    let desk = Host::start(HostOptions::default()).await.unwrap();
    let contact = desk.https();
    let host = host(&json!({
        "organisation": "Example Corp",
        "contact": contact,
        "addresses": [
            { "url": url("healthy-echo"), "name": "Chat" },
            { "url": url("wrong-path-404"), "protocols": ["mqtt"], "app": "https://app.test/" }
        ]
    }))
    .await;
    let options = BrowserOptions::new(BrowserKind::Chromium).trusting(desk.authority());
    let browser = Browser::start(options).await.unwrap();
    let page = open(&browser, &host.http()).await.unwrap();
    page.wait_until(STANDS, SOON).await.unwrap();
    let keys = Keyboard { browser: &browser };
    keys.tab_to("the choice", "e.id === 'preset-choice'", 4).await.unwrap();
    keys.press(Key::Down).await.unwrap();
    let chosen =
        format!("return document.querySelector('#address').value === '{}'", url("wrong-path-404"));
    page.wait_until(&chosen, SOON).await.unwrap();
    keys.tab_to("Test", "e.id === 'test'", 2).await.unwrap();
    keys.press(Key::Enter).await.unwrap();
    let report = page.wait_for_report(PATIENCE).await.unwrap();
    assert_eq!(report.evidence.target.protocols, ["mqtt"]);
    let app = report.evidence.target.app.as_ref().map(|app| app.origin.as_str());
    assert_eq!(app, Some("https://app.test"));

    keys.tab_to("Send", "e.id === 'send'", 12).await.unwrap();
    let label = page.text("#send").await.unwrap().unwrap_or_default();
    assert!(label.contains("open localhost"), "it says `{label}`");
    let own = browser.driver().window().await.unwrap();
    keys.press(Key::Enter).await.unwrap();
    let said = "return document.body.textContent.includes('Copied. Paste it into the page')";
    page.wait_until(said, SOON).await.unwrap();
    let began = Instant::now();
    let mut tabs = browser.driver().windows().await.unwrap();
    // The driver hears of it later than the page that opens it.
    while tabs.len() < 2 && began.elapsed() < SOON {
        tokio::time::sleep(Duration::from_millis(50)).await;
        tabs = browser.driver().windows().await.unwrap();
    }
    assert_eq!(tabs.len(), 2, "the contact's page opens in a tab of its own");
    let other = tabs.into_iter().find(|tab| *tab != own).unwrap();
    browser.driver().switch_to_window(other).await.unwrap();
    let desk_page = Page::adopt(&browser);
    let filled = "return (document.querySelector('#address')?.value ?? '') !== '' \
                  && document.documentElement.dataset.why1006 === 'running'";
    desk_page.wait_until(filled, SOON).await.unwrap();
    let at = browser.script("return [location.href, document.referrer, opener]", vec![]).await;
    assert_eq!(at.unwrap(), json!([contact, "", null]), "it tells nothing of where it came from");
    keys.tab_to("the address", "e.id === 'address'", 4).await.unwrap();
    let all = browser.action_chain().key_down(Key::Control).send_keys("a").send_keys("v");
    all.key_up(Key::Control).perform().await.unwrap();
    // What was copied is the link: the first box of that page opens it.
    desk_page.wait_until("return document.querySelector('#opened') !== null", SOON).await.unwrap();
    let there = desk_page.text("#short-code").await.unwrap().unwrap_or_default();
    assert_eq!(there, code(&report.evidence), "the link was copied");
    browser.quit().await;
}

#[tokio::test]
async fn a_page_without_a_contact_gives_the_link_and_all_of_it_is_accessible() {
    let _turn = turn().await;
    let lab = lab(&["wrong-path-404"]);
    let one = json!({
        "organisation": "Example Corp",
        "contact": "mailto:it@example.com",
        "addresses": [{ "url": lab.running()[0].url, "name": "Chat" }]
    });
    let mut by_hand = one.clone();
    by_hand.as_object_mut().unwrap().remove("contact");
    by_hand["addresses"][0].as_object_mut().unwrap().remove("name");
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let eyes = Eyes { browser: &browser, axe: axe().unwrap() };
    let mut findings = Findings::default();
    for (name, preset) in [("mail", one), ("by hand", by_hand)] {
        let host = host(&preset).await;
        let page = open(&browser, &host.http()).await.unwrap();
        page.wait_until(STANDS, SOON).await.unwrap();
        eyes.look(&format!("{name}, before"), &mut findings).await.unwrap();
        page.press_test().await.unwrap();
        let report = page.wait_for_report(PATIENCE).await.unwrap();
        page.wait_until("return document.querySelector('#send') !== null", SOON).await.unwrap();
        eyes.look(&format!("{name}, after"), &mut findings).await.unwrap();
        if name == "by hand" {
            let shown = seen(&page, "return document.querySelector('#send-link').value").await;
            findings.check(shown == report.link.as_str(), format!("the link is {shown}"));
        }
        // Somebody else's result and somebody else's wish come before the preset.
        let fragment = report.link.split_once('#').unwrap_or_default().1;
        let opened = Page::open(&browser, &host.http(), fragment).await.unwrap();
        let there = "return document.querySelector('#opened') !== null";
        opened.wait_until(there, SOON).await.unwrap();
        let shown = seen(&opened, SHOWN).await;
        let ordinary = shown.as_str().is_some_and(|s| s.starts_with("#address "));
        findings.check(ordinary, format!("{name}: a result is opened into {shown}"));
        let sends = opened.text("#send").await.unwrap();
        findings.check(sends.is_none(), format!("{name}: offers to send what was received"));
    }

    // Who comes with an address in mind tests that.
    let host = host(&json!({ "addresses": [{ "url": lab.running()[0].url }] })).await;
    let page = Page::open(&browser, &host.http(), "url=wss://other.test/").await.unwrap();
    page.wait_until("return document.querySelector('#invited') !== null", SOON).await.unwrap();
    findings.check(seen(&page, STANDS).await == false, "a link does not come before the preset");
    let report = test(&page, "ws://localhost:25/").await.unwrap();
    findings.check(report.evidence.target.port == 25, "another address is not tested");
    browser.quit().await;
    findings.settle("");
}
