//! A result from somebody else: what is added to it, and a run from here beside it.

use serde_json::{Value, json};
use why1006_diagnosis::{
    Verdict,
    compare::{Circumstance, Meaning, Whose, compare},
    diagnose,
};
use why1006_e2e::{
    Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Report, Result, axe,
};
use why1006_evidence::{Clue, Evidence, Told, Vantage, Way, record::Record};

use crate::{
    access::Eyes,
    guide::{after_answer, choose, click, lab, seen},
    support::{Findings, PATIENCE, SOON, is_alive, open, outside, test, turn},
};

/// Chromium refuses what Firefox opens.
const APART: &str = "subprotocol-not-offered";

/// What stands side by side: the meaning, the sentence, what differs besides, which row
/// differs first, how many rows have both sides, and where the focus is.
const BESIDE: &str = "const at = (q) => document.querySelector('#compare ' + q); \
    const all = (q) => [...document.querySelectorAll('#compare ' + q)]; \
    return { \
        meaning: at('[data-meaning]').dataset.meaning, \
        sentence: at('[data-meaning]').textContent, \
        besides: all('[data-circumstance]').map(e => e.dataset.circumstance), \
        first: all('[data-differs=first]').map(e => e.querySelector('.what').textContent), \
        whole: all('.beside > li').every(e => e.querySelectorAll('.side').length === 2), \
        rows: all('.beside > li').length, \
        focus: document.activeElement.id, \
        status: at('[data-meaning]').getAttribute('role') }";

/// Opens a link as its receiver does.
async fn receive<'a>(browser: &'a Browser, link: &str) -> Result<Page<'a>> {
    let (address, fragment) = link.split_once('#').unwrap_or_default();
    let page = Page::open(browser, address, fragment).await?;
    page.wait_until("return document.querySelector('#opened') !== null", SOON).await?;
    page.wait_until("return document.querySelector('#raw-evidence') !== null", SOON).await?;
    Ok(page)
}

/// Runs the same test from here, and gives what is shown side by side.
async fn run_here(page: &Page<'_>) -> Result<(Report, Value)> {
    click(page, "#run-here").await;
    let ours = page.wait_for_report(PATIENCE).await?;
    page.wait_until("return document.querySelector('#compare .beside') !== null", SOON).await?;
    Ok((ours, page.browser().script(BESIDE, vec![]).await?))
}

#[tokio::test]
async fn a_run_from_here_stands_beside_theirs() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let (base, lab) = (host.http(), lab(&[APART]));
    let url = &lab.running()[0].url;
    let chromium = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let firefox = Browser::start(BrowserOptions::new(BrowserKind::Firefox)).await.unwrap();
    let mut findings = Findings::default();
    for (there, here, failing) in
        [(&chromium, &firefox, Whose::Theirs), (&firefox, &chromium, Whose::Ours)]
    {
        let name = format!("{} in {}", there.kind().as_str(), here.kind().as_str());
        let page = open(there, &base).await.unwrap();
        let theirs = test(&page, url).await.unwrap();
        // Only Chromium's driver lists requests.
        let is_heard = here.kind() == BrowserKind::Chromium;
        if is_heard {
            here.requests().await.unwrap();
        }
        let page = receive(here, &theirs.link).await.unwrap();
        if is_heard {
            let asked = outside(here, &base).await.unwrap();
            findings.check(asked.is_empty(), format!("{name}: opening asks {asked:?}"));
        }
        let made = "return ['#made-there', '#made-here']\
                    .map(q => document.querySelector(q).textContent)";
        let made = seen(&page, made).await;
        let zones = [made[0].as_str().unwrap_or_default(), made[1].as_str().unwrap_or_default()];
        let has_zones = zones[0].contains(" UTC") && zones[1].contains("GMT");
        findings.check(has_zones, format!("{name}: made {made}"));
        findings.check(page.address().await.unwrap() == *url, format!("{name}: another address"));

        let (ours, shown) = run_here(&page).await.unwrap();
        let held = compare(&theirs.evidence, &ours.evidence);
        findings.check(held.meaning == Meaning::Browser, format!("{name}: {:?}", held.meaning));
        findings.check(held.failing == Some(failing), format!("{name}: {:?}", held.failing));
        findings.check(shown["meaning"] == "browser", format!("{name}: {shown}"));
        let sentence = shown["sentence"].as_str().unwrap_or_default();
        let whose = if failing == Whose::Theirs { "their browser" } else { "your browser" };
        findings.check(sentence.contains(whose), format!("{name}: {sentence}"));
        let besides: Vec<&str> = held.circumstances.iter().map(|one| one.as_str()).collect();
        findings.check(shown["besides"] == json!(besides), format!("{name}: {shown}"));
        findings.check(
            besides.contains(&Circumstance::Engine.as_str()),
            format!("{name}: besides {besides:?}"),
        );
        let first = shown["first"].to_string();
        findings.check(first.contains("differs first"), format!("{name}: first {first}"));
        let is_whole = shown["whole"] == true && shown["rows"] == json!(14);
        findings.check(is_whole, format!("{name}: {shown}"));
        let is_told = shown["focus"] == "compare-title" && shown["status"] == "status";
        findings.check(is_told, format!("{name}: {shown}"));
        if is_heard {
            let eyes = Eyes { browser: here, axe: axe().unwrap() };
            eyes.look("side by side", &mut findings).await.unwrap();
        }
        switched(&page, [theirs.verdict, ours.verdict], &mut findings, &name).await;
        findings.check(is_alive(here).await.unwrap(), format!("{name}: the program stopped"));
    }
    chromium.quit().await;
    firefox.quit().await;
    findings.settle("");
}

/// Either is shown in full at a press, by the keyboard as well, and the two stay beside
/// each other.
async fn switched(page: &Page<'_>, verdicts: [Verdict; 2], findings: &mut Findings, name: &str) {
    for (button, verdict, is_received) in
        [("#show-theirs", verdicts[0], true), ("#show-ours", verdicts[1], false)]
    {
        click(page, button).await;
        let shown = format!(
            "const pressed = document.querySelector('{button}').getAttribute('aria-pressed'); \
             return pressed === 'true' \
                && document.querySelector('main').dataset.verdict === '{verdict}' \
                && (document.querySelector('#opened') !== null) === {is_received} \
                && document.querySelector('#compare .beside') !== null \
                && (document.querySelector('#result-link')?.value ?? '') !== ''"
        );
        let is_so = page.wait_until(&shown, SOON).await;
        findings.check(is_so.is_ok(), format!("{name}: {button}: {is_so:?}"));
    }
}

/// The rows of what was told: way, teller, and whether it can be taken back.
const TOLD: &str = "return [...document.querySelectorAll('.told > li')].map(e => [ \
    e.dataset.way, e.querySelector('.teller')?.textContent ?? null, \
    e.querySelector('button') !== null])";

#[tokio::test]
async fn who_added_what_travels_with_the_result() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let (base, lab) = (host.http(), lab(&["origin-checked-404"]));
    let url = &lab.running()[0].url;
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();

    let page = open(&browser, &base).await.unwrap();
    test(&page, url).await.unwrap();
    choose(&page, "app-works").await;
    click(&page, "#guide [data-clue=fails]").await;
    let theirs = after_answer(&page).await.unwrap();
    let own = json!([["app", null, true]]);
    findings.check(seen(&page, TOLD).await == own, "the tester's own answer");

    // Support reads the log, and passes on a line of the tester's console.
    browser.requests().await.unwrap();
    let page = receive(&browser, &theirs.link).await.unwrap();
    let app = json!(["app", "Told by who ran the test", false]);
    findings.check(seen(&page, TOLD).await == json!([app]), "what came with the link");
    choose(&page, "read-server-log").await;
    let origin = base.trim_end_matches('/');
    page.fill("#paste", &format!("Request origin not allowed: {origin}")).await.unwrap();
    click(&page, ".paste [type=submit]").await;
    after_answer(&page).await.unwrap();
    let log = json!(["server-log", "Added by you", true]);
    findings.check(seen(&page, TOLD).await == json!([app, log]), "what support added");
    let labels = "return [...document.querySelectorAll('.others [data-step] b')]\
                  .map(e => e.textContent)";
    let labels = seen(&page, labels).await.to_string();
    findings.check(labels.contains("Ask them: "), format!("offered: {labels}"));

    choose(&page, "console-line").await;
    let note = page.text("#guide").await.unwrap().unwrap_or_default();
    findings.check(note.contains("ask them"), format!("the step says {note}"));
    let line = format!(
        "WebSocket connection to '{url}' failed: Error during WebSocket handshake: \
         Unexpected response code: 404"
    );
    page.fill("#paste", &line).await.unwrap();
    click(&page, ".paste [type=submit]").await;
    let asked = "return document.querySelector('.news').textContent === 'Say first who saw it.'";
    page.wait_until(asked, SOON).await.unwrap();
    seen(&page, "document.querySelectorAll('[name=whose]')[0].click()").await;
    click(&page, ".paste [type=submit]").await;
    let there = "return document.querySelector('.told [data-way=console]') !== null \
                 && (document.querySelector('#result-link')?.value ?? '') !== ''";
    page.wait_until(there, SOON).await.unwrap();
    let added = page.report().await.unwrap();
    let console = json!(["console", "Added by you, as they told you", true]);
    findings.check(seen(&page, TOLD).await == json!([app, log, console]), "what was passed on");
    let told = Told::status(Way::Console, 404).by_receiver().at(Vantage::Browser);
    let is_told = added.evidence.told.contains(&told)
        && added.evidence.told[0] == Told::new(Way::App, Clue::Fails);
    findings.check(is_told, format!("told: {:?}", added.evidence.told));
    let asked = outside(&browser, &base).await.unwrap();
    findings.check(asked.is_empty(), format!("what is added asks {asked:?}"));

    // A third person sees who added what, and can take back none of it.
    browser.requests().await.unwrap();
    let page = receive(&browser, &added.link).await.unwrap();
    let raw = page.text("#raw-evidence").await.unwrap().unwrap_or_default();
    let raw: Value = serde_json::from_str(&raw).unwrap_or_default();
    let third = Evidence::read(&raw).unwrap();
    let expected = json!([
        app,
        ["server-log", "Added by who passed it on", false],
        ["console", "Added by who passed it on, as they were told", false],
    ]);
    let shown = seen(&page, TOLD).await;
    findings.check(shown == expected, format!("the third person sees {shown}"));
    findings.check(third.told == added.evidence.told, "another told");
    let same = diagnose(&third).judgements == diagnose(&added.evidence).judgements;
    findings.check(same, "another diagnosis");
    let asked = outside(&browser, &base).await.unwrap();
    findings.check(asked.is_empty(), format!("opening asks {asked:?}"));
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn another_result_and_another_address_are_held_beside_honestly() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let (base, lab) = (host.http(), lab(&["origin-checked-404", "healthy-echo"]));
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();
    let mut links = Vec::new();
    for id in ["origin-checked-404", "origin-checked-404", "healthy-echo"] {
        let page = open(&browser, &base).await.unwrap();
        links.push(test(&page, &lab.get(id).unwrap().url).await.unwrap().link);
    }
    let page = receive(&browser, &links[0]).await.unwrap();
    let compared = |meaning: &str| {
        format!(
            "return document.querySelector('#compare [data-meaning]')?.dataset.meaning \
             === '{meaning}'"
        )
    };
    for (link, meaning) in [(&links[1], "same-failure"), (&links[2], "other-test")] {
        // As a link that is opened in this very tab.
        let fragment = link.split_once('#').unwrap().1;
        seen(&page, &format!("location.hash = '{fragment}'")).await;
        let offered = "return document.querySelector('#compare-open') !== null \
                       && document.querySelector('#compare') === null";
        page.wait_until(offered, SOON).await.unwrap();
        click(&page, "#compare-open").await;
        let is_so = page.wait_until(&compared(meaning), SOON).await;
        findings.check(is_so.is_ok(), format!("{meaning}: {is_so:?}"));
        let text = page.text("#compare").await.unwrap().unwrap_or_default();
        findings.check(text.contains("opened now"), format!("{meaning}: {text}"));
    }
    // Of two tests nothing stands side by side.
    let rows = "return document.querySelector('#compare .beside') === null";
    findings.check(seen(&page, rows).await == true, "two tests are compared row by row");
    browser.quit().await;
    findings.settle("");
}
