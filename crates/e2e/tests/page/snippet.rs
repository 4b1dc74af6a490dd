//! In the app's own place: the snippet on the app's page, and a copy of this page
//! on the app's host.

use serde_json::{Value, json};
use why1006_diagnosis::{CauseId, Diagnosis, Reason, Standing, Verdict, diagnose};
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Result, axe};
use why1006_evidence::{End, Evidence, Place, Probe, record::Record};

use crate::{
    access::Eyes,
    app::App,
    guide::{choose, click, seen},
    links::INFLATE,
    support::{Findings, PATIENCE, SOON, open, outside, test, turn},
};

/// What a policy may say of the connection.
const FORBIDS: &str = "default-src 'none'; script-src 'self'; connect-src 'none'";

/// The text that the step offers, once it is there.
async fn copied(page: &Page<'_>) -> Result<String> {
    choose(page, "app-origin").await;
    click(page, "#snippet > summary").await;
    let there = "return document.querySelector('#snippet-code').value.endsWith(');\\n')";
    page.wait_until(there, SOON).await?;
    Ok(seen(page, "return document.querySelector('#snippet-code').value")
        .await
        .as_str()
        .unwrap()
        .into())
}

/// What the app's console says once the pasted code is done.
async fn said(browser: &Browser, app: &App) -> Result<String> {
    browser.goto(format!("{}/app", app.origin())).await?;
    let page = Page::adopt(browser);
    page.wait_until("return window.said?.includes('#i=') ?? false", PATIENCE).await?;
    let said = browser.script("return window.said", vec![]).await?;
    Ok(said.as_str().unwrap_or_default().to_owned())
}

fn link(said: &str) -> &str {
    said.lines().find(|line| line.contains("#i=")).unwrap_or_default()
}

/// Opens the link and gives what the page shows of it.
async fn opened(browser: &Browser, link: &str) -> Result<(Evidence, Value)> {
    let (address, fragment) = link.split_once('#').unwrap_or_default();
    let page = Page::open(browser, address, fragment).await?;
    page.wait_until("return document.querySelector('#opened') !== null", SOON).await?;
    let script = "return [document.querySelector('#raw-evidence').value, \
                  document.querySelector('main').dataset.verdict, \
                  document.querySelector('#opened').textContent, \
                  document.querySelector('.verdict').textContent]";
    let shown = browser.script(script, vec![]).await?;
    let json: Value =
        serde_json::from_str(shown[0].as_str().unwrap_or_default()).unwrap_or_default();
    Ok((Evidence::read(&json).expect("the page shows its evidence"), shown))
}

/// Links whose sum is right, and that no snippet writes: what is wrong with each,
/// and what is in it.
pub(crate) fn forged() -> Vec<(String, String)> {
    let golden = include_str!("../../../evidence/tests/snippet-v1.json");
    let golden: Value = serde_json::from_str(golden).unwrap();
    let many = vec![golden["observations"][0].clone(); 1000];
    [
        ("/version", json!(2)),
        ("/url", json!("https://app.example.com/")),
        ("/url", json!("javascript:alert(1)")),
        ("/url", json!(" ")),
        ("/page", json!("nowhere")),
        ("/agent", json!([])),
        ("/started_at", json!(null)),
        ("/observations", json!(many)),
        ("/observations", json!("none")),
        ("/observations/0/place", json!("reference")),
        ("/observations/0/events/0/at", json!({})),
    ]
    .into_iter()
    .map(|(pointer, value)| {
        let mut json = golden.clone();
        let name = format!("snippet: {pointer} {value:.20}");
        *json.pointer_mut(pointer).unwrap() = value;
        (name, json.to_string())
    })
    .collect()
}

fn stands(d: &Diagnosis, cause: CauseId) -> (Standing, Vec<Reason>) {
    let found = d.judgements.iter().find(|j| j.cause == cause);
    found.map(|j| (j.standing, j.because.clone())).expect("every cause is judged")
}

async fn walk(kind: BrowserKind, host: &Host, findings: &mut Findings) -> Result<()> {
    let name = kind.as_str();
    let upstream = ([127, 0, 0, 1], host.ports().0).into();
    let app = App::start(None, upstream).await;
    let browser = Browser::start(BrowserOptions::new(kind)).await?;
    let page = open(&browser, &host.http()).await?;

    // From here the healthy server sends a stranger away.
    let report = test(&page, &app.socket()).await?;
    let verdict = report.verdict;
    findings
        .check(verdict == Verdict::AnsweredNotUpgraded, format!("{name}: here it is {verdict}"));
    let code = copied(&page).await?;
    if kind == BrowserKind::Chromium {
        Eyes { browser: &browser, axe: axe()? }.look("the snippet", findings).await?;
    }
    findings.check(code.starts_with("// The test"), format!("{name}: not readable: {code:.80}"));
    findings.check(code.contains(&app.socket()), format!("{name}: the snippet lacks the address"));

    // From the app's page it works, and the result comes home.
    app.paste(&code);
    let printed = said(&browser, &app).await?;
    eprintln!("{name}:\n{printed}");
    findings.check(!link(&printed).is_empty(), format!("{name}: no link in {printed}"));
    browser.requests().await.ok();
    let (evidence, shown) = opened(&browser, link(&printed)).await?;
    findings.check(shown[1] == "works", format!("{name}: the link opens as {}", shown[1]));
    let banner = shown[2].as_str().unwrap_or_default();
    let marked = banner.contains("app’s own page") && banner.contains(&app.origin());
    findings.check(marked && banner.contains("Not verified"), format!("{name}: it says {banner}"));
    let caveat = shown[3].as_str().unwrap_or_default();
    let own = caveat.contains("ran on the app's own page") && !caveat.contains("not your app");
    findings.check(own, format!("{name}: the answer says {caveat}"));
    if kind == BrowserKind::Chromium {
        let asked = outside(&browser, &host.http()).await?;
        findings.check(asked.is_empty(), format!("opening the link asks {asked:?}"));
        let data = link(&printed).split_once("#i=1d").unwrap_or_default().1;
        let data = data.split_once('.').unwrap_or_default().1;
        let inside = browser.script(INFLATE, vec![data.into()]).await?.to_string();
        findings.check(inside.contains("observations"), format!("the link holds {inside}"));
        findings.check(!inside.contains("s3cretvalue"), format!("the link holds {inside}"));
    }
    let places: Vec<(Probe, Place, End)> =
        evidence.observations.iter().map(|o| (o.probe, o.place, o.end)).collect();
    let expected = [
        (Probe::WebSocket, Place::Target, End::Settled),
        (Probe::FetchNoCors, Place::Target, End::Settled),
        (Probe::FetchNoCors, Place::Root, End::Settled),
        (Probe::FetchCors, Place::Target, End::Settled),
    ];
    findings.check(places == expected, format!("{name}: {places:?}"));
    let d = diagnose(&evidence);
    let csp = stands(&d, CauseId::CspConnectSrc).0;
    findings.check(csp == Standing::RuledOut, format!("{name}: the policy is {csp}"));
    let back = Page::adopt(&browser);
    let run_here = seen(&back, "return document.querySelector('#run-here') !== null").await;
    findings.check(run_here == true, format!("{name}: it cannot be tested from here"));
    let none = seen(&back, "return document.querySelector('#snippet') === null").await;
    findings.check(none == true, format!("{name}: a received result offers code"));

    policies(&browser, name, upstream, &code, &app, findings).await?;
    if kind == BrowserKind::Chromium {
        worker(&browser, &app, findings).await?;
    }
    browser.quit().await;
    Ok(())
}

/// The policy of the app's page stops the attempt, or the web requests alone.
async fn policies(
    browser: &Browser,
    name: &str,
    upstream: std::net::SocketAddr,
    code: &str,
    first: &App,
    findings: &mut Findings,
) -> Result<()> {
    let strict = App::start(Some(FORBIDS), upstream).await;
    strict.paste(&code.replace(&first.origin()[7..], &strict.origin()[7..]));
    let printed = said(browser, &strict).await?;
    eprintln!("{name}, forbidden:\n{printed}");
    findings.check(printed.contains("security policy"), format!("{name}: it prints {printed}"));
    let (evidence, shown) = opened(browser, link(&printed)).await?;
    let found = stands(&diagnose(&evidence), CauseId::CspConnectSrc);
    let expected = (Standing::Certain, vec![Reason::AppPolicyViolation]);
    findings.check(found == expected, format!("{name}: the policy stands as {found:?}"));
    findings.check(shown[1] == "browser-refused", format!("{name}: it opens as {}", shown[1]));
    let only = evidence.observations.len() == 1;
    findings.check(only, format!("{name}: web requests after a refusal: {evidence:?}"));

    let partly = App::start(Some("script-src 'self'; connect-src ws:"), upstream).await;
    partly.paste(&code.replace(&first.origin()[7..], &partly.origin()[7..]));
    let printed = said(browser, &partly).await?;
    eprintln!("{name}, partly:\n{printed}");
    let (evidence, shown) = opened(browser, link(&printed)).await?;
    findings.check(shown[1] == "works", format!("{name}: with ws: allowed it is {}", shown[1]));
    // WebKitGTK lets web requests through where `ws:` is allowed (measured).
    let blocks = browser.kind() != BrowserKind::WebKit;
    let end = if blocks { End::Void } else { End::Settled };
    let fits = evidence.observations.iter().skip(1).all(|o| o.end == end);
    findings.check(fits, format!("{name}: blocked requests are no answers: {evidence:?}"));
    let blames = printed.contains("security policy") || !evidence.page_events.is_empty();
    findings.check(!blames, format!("{name}: web requests count as the attempt: {printed}"));
    Ok(())
}

/// A worker's answers are none of the server's.
async fn worker(browser: &Browser, app: &App, findings: &mut Findings) -> Result<()> {
    browser.goto(format!("{}/app", app.origin())).await?;
    browser.script("navigator.serviceWorker.register('/worker.js')", vec![]).await?;
    let controls = "return navigator.serviceWorker.controller !== null";
    Page::adopt(browser).wait_until(controls, SOON).await?;
    let printed = said(browser, app).await?;
    findings.check(printed.contains("service worker"), format!("with a worker it says {printed}"));
    let (evidence, shown) = opened(browser, link(&printed)).await?;
    findings.check(shown[1] == "works", format!("with a worker it opens as {}", shown[1]));
    let alone = evidence.observations.len() == 1;
    findings.check(alone, format!("the worker was asked: {:?}", evidence.observations));
    Ok(())
}

#[tokio::test]
async fn the_snippet_tests_from_the_app_and_its_result_comes_home() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        if let Err(error) = walk(kind, &host, &mut findings).await {
            findings.check(false, format!("{}: {error}", kind.as_str()));
        }
    }
    findings.settle("");
}

#[tokio::test]
async fn nobody_is_led_by_a_link_to_paste_code() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let app = App::start(None, ([127, 0, 0, 1], host.ports().0).into()).await;
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let page = Page::open(&browser, &host.http(), &format!("url={}", app.socket())).await.unwrap();
    let there = "return document.querySelector('#address').value.startsWith('ws')";
    page.wait_until(there, SOON).await.unwrap();
    page.press_test().await.unwrap();
    page.wait_for_report(PATIENCE).await.unwrap();
    // Not even to whoever says that the server is theirs.
    click(&page, "#runs-server").await;
    choose(&page, "app-origin").await;
    let offered = seen(&page, "return document.querySelector('#snippet') !== null").await;
    assert_eq!(offered, false);
    browser.quit().await;
}

#[tokio::test]
async fn a_copy_on_the_apps_host_is_no_stranger() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let app = App::start(None, ([127, 0, 0, 1], host.ports().0).into()).await;
    let copy = format!("{}/why1006/index.html", app.origin());
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        let name = kind.as_str();
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        // Logged in, as the step says.
        browser.goto(format!("{}/app", app.origin())).await.unwrap();
        let page = Page::open(&browser, &copy, "").await.unwrap();
        for (address, verdict) in [
            (app.socket(), Verdict::Works),
            (app.socket().replace("/cable", "/nothing"), Verdict::AnsweredNotUpgraded),
        ] {
            let report = test(&page, &address).await.unwrap();
            let found = report.verdict;
            findings.check(found == verdict, format!("{name}: {address} is {found}"));
            findings.check(diagnose(&report.evidence).own_origin, format!("{name}: a stranger"));
            let text = page.text(".verdict").await.unwrap().unwrap_or_default();
            let own = text.contains("runs in the app's own place");
            let stranger = text.contains("not your app") || text.contains("only this page");
            findings.check(own && !stranger, format!("{name}: the answer says {text}"));
            let all =
                "return [...document.querySelectorAll('[data-step]')].map(e => e.dataset.step)";
            let steps = seen(&page, all).await.to_string();
            findings.check(!steps.contains("\"app-origin\""), format!("{name}: offers {steps}"));
        }
        browser.quit().await;
    }
    findings.settle("");
}
