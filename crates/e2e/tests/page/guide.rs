//! The checklist: its steps, the answers to them, and what follows.

use serde_json::{Value, json};
use thirtyfour::Key;
use why1006_diagnosis::{CauseId, diagnose};
use why1006_e2e::{
    Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Report, Result, axe,
};
use why1006_evidence::{Clue, Told, Way};
use why1006_lab::{Lab, Options};

use crate::{
    access::{Eyes, Keyboard},
    support::{Findings, PATIENCE, SOON, is_alive, open, outside, test, turn},
};

pub(crate) fn lab(ids: &[&str]) -> Lab {
    let only = Some(ids.iter().map(|id| (*id).to_owned()).collect());
    Lab::start(Options { only, ..Options::default() }).unwrap()
}

pub(crate) async fn seen(page: &Page<'_>, script: &str) -> Value {
    page.browser().script(script, vec![]).await.unwrap()
}

pub(crate) async fn click(page: &Page<'_>, selector: &str) {
    let there = format!("return document.querySelector('{selector}') !== null");
    page.wait_until(&there, SOON).await.unwrap();
    let script = format!("document.querySelector('{selector}').click()");
    page.browser().script(&script, vec![]).await.unwrap();
}

/// Goes to a step, offered first or among the others.
pub(crate) async fn choose(page: &Page<'_>, step: &str) {
    let at = "return document.querySelector('#guide').dataset.step";
    if seen(page, at).await != step {
        let all = "return [...document.querySelectorAll('[data-step]')].map(e => e.dataset.step)";
        let all = seen(page, all).await;
        assert!(all.to_string().contains(&format!("\"{step}\"")), "only {all} are offered");
        click(page, &format!("#other-ways [data-step={step}]")).await;
    }
    let there = format!("{at} === '{step}'");
    page.wait_until(&there, SOON).await.unwrap();
}

/// What the page holds as told, once it says what the answer changed and has
/// written the link anew.
pub(crate) async fn after_answer(page: &Page<'_>) -> Result<Report> {
    let said = "return document.querySelector('.news').textContent.endsWith('.') \
                && (document.querySelector('#result-link')?.value ?? '') !== ''";
    page.wait_until(said, SOON).await?;
    page.report().await
}

/// The causes on the screen that remain.
async fn shown(page: &Page<'_>) -> Vec<String> {
    let script = "return [...document.querySelectorAll(\
                  '[aria-labelledby=remaining-title] .cause')].map(e => e.dataset.cause)";
    serde_json::from_value(seen(page, script).await).unwrap()
}

/// From the first box to an answer, and to the end that is always there.
async fn walk(kind: BrowserKind, host: &Host, url: &str, findings: &mut Findings) -> Result<()> {
    let name = kind.as_str();
    let browser = Browser::start(BrowserOptions::new(kind)).await?;
    let page = open(&browser, &host.http()).await?;
    let keys = Keyboard { browser: &browser };
    keys.tab_to("the address", "e.id === 'address'", 5).await?;
    let all = browser.action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control);
    all.perform().await?;
    keys.press(url).await?;
    keys.press(Key::Enter).await?;
    let before = page.wait_for_report(PATIENCE).await?;
    let step = seen(&page, "return document.querySelector('#guide').dataset.step").await;
    findings.check(step == "open-in-tab", format!("{name}: the first step is {step}"));
    let all_before = shown(&page).await;

    keys.tab_to("the link", "e.id === 'open-tab'", 30).await?;
    let group = "e.matches('[data-group=no-connection] > summary')";
    keys.tab_to("the group", group, 10).await?;
    keys.opens(Key::Enter).await?;
    keys.tab_to("the choice", "e.dataset.clue === 'refused'", 10).await?;
    keys.press(Key::Space).await?;
    let after = after_answer(&page).await?;
    let told = vec![Told::new(Way::Tab, Clue::Refused)];
    findings.check(after.evidence.told == told, format!("{name}: {:?}", after.evidence.told));
    findings.check(after.link != before.link, format!("{name}: the link is the old one"));
    let d = diagnose(&after.evidence);
    let (now, expected) = (shown(&page).await, [d.certain(), d.remaining()].concat());
    let expected: Vec<&str> = expected.iter().map(|cause| cause.as_str()).collect();
    findings.check(now == expected, format!("{name}: {now:?} are shown, {expected:?} remain"));
    let fewer = now.len() < all_before.len();
    findings.check(fewer, format!("{name}: {} causes, then {}", all_before.len(), now.len()));
    let truth = CauseId::Refused.as_str();
    findings.check(now.iter().any(|cause| cause == truth), format!("{name}: {now:?}"));
    keys.tab_to("the next step", "e.id === 'step-title'", 0).await?;

    // The good ending is in reach, and so is what was told.
    keys.tab_to("support", "e.id === 'to-support'", 40).await?;
    keys.press(Key::Enter).await?;
    // An engine may scroll a moment later.
    let there = "const r = document.querySelector('#result-link').getBoundingClientRect(); \
                 return document.activeElement.id === 'result-link' && r.top < innerHeight";
    page.wait_until(there, SOON).await?;
    keys.tab_to("the link to the result", "e.id === 'result-link'", 0).await?;

    let (address, fragment) = after.link.split_once('#').unwrap_or_default();
    let opened = Page::open(&browser, address, fragment).await?;
    opened.wait_until("return document.querySelector('#opened') !== null", SOON).await?;
    let rows = "return [...document.querySelectorAll('.told > li')].map(e => e.dataset.way)";
    let rows = seen(&opened, rows).await;
    findings.check(rows == json!(["tab"]), format!("{name}: the link shows {rows}"));
    findings.check(shown(&opened).await == now, format!("{name}: the link diagnoses otherwise"));
    // Whoever got it may answer, too; what came with it is not theirs to take back.
    let buttons = "return document.querySelector('.told button') === null";
    findings.check(seen(&opened, buttons).await == true, format!("{name}: it can be removed"));
    browser.quit().await;
    Ok(())
}

#[tokio::test]
async fn the_checklist_needs_no_mouse() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["refused-tls"]);
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        let url = &lab.running()[0].url;
        if let Err(error) = walk(kind, &host, url, &mut findings).await {
            findings.check(false, format!("{}: {error}", kind.as_str()));
        }
    }
    findings.settle("");
}

#[tokio::test]
async fn an_answer_asks_nobody() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["refused-tls"]);
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let page = open(&browser, &host.http()).await.unwrap();
    test(&page, &lab.running()[0].url).await.unwrap();
    let mut findings = Findings::default();
    browser.requests().await.unwrap();
    click(&page, "[data-group=certificate] [data-clue=cert-date]").await;
    after_answer(&page).await.unwrap();
    click(&page, ".told button").await;
    let back = "return document.querySelector('#guide').dataset.step === 'open-in-tab'";
    page.wait_until(back, SOON).await.unwrap();
    // The answer takes the place of the earlier one.
    page.fill("#code", "net::err_cert_common").await.unwrap();
    click(&page, "[data-group=code] [data-clue=cert-name]").await;
    page.wait_until(
        "return /another name|other name/.test(document.querySelector('.told').textContent)",
        SOON,
    )
    .await
    .unwrap();
    let report = after_answer(&page).await.unwrap();
    let told = vec![Told::new(Way::Tab, Clue::CertName)];
    findings.check(report.evidence.told == told, format!("{:?}", report.evidence.told));
    let asked = outside(&browser, &host.http()).await.unwrap();
    findings.check(asked.is_empty(), format!("answers ask {asked:?}"));
    findings.check(is_alive(&browser).await.unwrap(), "the program stopped");

    // What was told holds for another test of the same address, and for no other.
    let again = test(&page, &lab.running()[0].url).await.unwrap();
    findings.check(again.evidence.told == told, format!("{:?}", again.evidence.told));
    let other = format!("{}-2", lab.running()[0].url);
    let again = test(&page, &other).await.unwrap();
    findings.check(again.evidence.told.is_empty(), format!("{:?}", again.evidence.told));
    findings.check(page.text(".told").await.unwrap().is_none(), "the old answers are shown");
    let link = "const a = document.querySelector('#open-tab'); return [a.href, a.target, a.rel]";
    let link = seen(&page, link).await;
    let address = other.replacen("wss:", "https:", 1);
    let expected = json!([address, "_blank", "noopener noreferrer"]);
    findings.check(link == expected, format!("the tab's link is {link}"));
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn who_was_invited_is_shown_no_step_at_the_server() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["closes-4401"]);
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();
    let step = "return document.querySelector('#guide').dataset.step ?? null";
    let offered = "return [...document.querySelectorAll('.others [data-step]')]\
                          .map(e => e.dataset.step)";
    let url = &lab.running()[0].url;

    let page = open(&browser, &host.http()).await.unwrap();
    test(&page, url).await.unwrap();
    let own = seen(&page, offered).await;
    let shown = own.to_string().contains("read-close-code");
    findings.check(shown, format!("of one's own accord: {own} are offered"));

    let ask = format!("url={url}");
    let page = Page::open(&browser, &host.http(), &ask).await.unwrap();
    page.wait_until("return document.querySelector('#address').value !== ''", SOON).await.unwrap();
    page.press_test().await.unwrap();
    page.wait_for_report(PATIENCE).await.unwrap();
    let invited = seen(&page, step).await;
    findings.check(invited != "read-close-code", format!("invited: {invited}"));
    let all = seen(&page, offered).await;
    let hidden = !all.to_string().contains("read-close-code");
    findings.check(hidden, format!("invited: {all} are offered"));
    let support = seen(&page, "return document.querySelector('#to-support') !== null").await;
    findings.check(support == true, "invited: no way to support");
    // One who runs the server says so.
    click(&page, "#runs-server").await;
    let there = "return document.querySelector('#guide').dataset.step === 'read-close-code' \
                 || document.querySelector('.others [data-step=read-close-code]') !== null";
    page.wait_until(there, SOON).await.unwrap();
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn every_state_of_it_is_fit_for_everybody() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["refused-tls", "wrong-path-404"]);
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let eyes = Eyes { browser: &browser, axe: axe().unwrap() };
    let mut findings = Findings::default();
    let page = open(&browser, &host.http()).await.unwrap();
    test(&page, &lab.get("refused-tls").unwrap().url).await.unwrap();
    for group in ["page", "code"] {
        click(&page, &format!("[data-group={group}] > summary")).await;
        eyes.look_once(&format!("the group {group}"), true, &mut findings).await.unwrap();
        eyes.narrow(&format!("the group {group}"), &mut findings).await.unwrap();
    }
    page.fill("#code", "err_").await.unwrap();
    page.fill("#tab-status", "four").await.unwrap();
    click(&page, "[data-group=page] [type=submit]").await;
    eyes.look("a code is typed", &mut findings).await.unwrap();
    click(&page, "[data-group=certificate] [data-clue=cert-date]").await;
    after_answer(&page).await.unwrap();
    eyes.look("after an answer", &mut findings).await.unwrap();

    let page = open(&browser, &host.http()).await.unwrap();
    let url = &lab.get("wrong-path-404").unwrap().url;
    test(&page, url).await.unwrap();
    eyes.look("with other ways", &mut findings).await.unwrap();
    choose(&page, "console-line").await;
    page.fill("#paste", "what is this").await.unwrap();
    click(&page, ".paste [type=submit]").await;
    page.wait_until("return document.querySelector('[data-fault]') !== null", SOON).await.unwrap();
    eyes.look("nothing understood", &mut findings).await.unwrap();
    let lines = format!(
        "WebSocket connection to '{url}' failed: Error during WebSocket handshake: \
         Unexpected response code: 404\n\
         WebSocket connection to 'wss://other.example/a/long/path/without/any/break' failed: \
         Error during WebSocket handshake: Unexpected response code: 503"
    );
    page.fill("#paste", &lines).await.unwrap();
    click(&page, ".paste [type=submit]").await;
    after_answer(&page).await.unwrap();
    eyes.look("lines understood", &mut findings).await.unwrap();
    browser.quit().await;
    findings.settle("");
}
