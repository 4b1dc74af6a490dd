//! The paste box: lines of real consoles, and everything else that people paste.

use serde_json::json;
use why1006_diagnosis::diagnose;
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Report};
use why1006_evidence::{Told, Way};

use crate::{
    guide::{after_answer, choose, click, lab, seen},
    support::{Findings, SOON, is_alive, open, outside, test, turn},
};

/// Stands in pasted texts and nowhere else.
const SECRET: &str = "hunter2-c0ffee-884c7d659a2feaa0";

async fn paste(page: &Page<'_>, text: &str) {
    page.fill("#paste", text).await.unwrap();
    click(page, ".paste [type=submit]").await;
}

/// What was counted as told, in the order of the screen.
const UNDERSTOOD: &str =
    "return [...document.querySelectorAll('#paste-read li[data-clue]')].map(e => e.dataset.clue)";

#[tokio::test]
async fn a_real_console_line_shrinks_the_causes() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["wrong-path-404"]);
    let url = &lab.running()[0].url;
    let mut findings = Findings::default();
    for kind in [BrowserKind::Chromium, BrowserKind::Firefox] {
        let name = kind.as_str();
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        let page = open(&browser, &host.http()).await.unwrap();
        browser.console().await.unwrap();
        let before = test(&page, url).await.unwrap();
        let lines = browser.console().await.unwrap().unwrap().join("\n");
        eprintln!("{name}:\n{lines}");
        choose(&page, "console-line").await;
        // Another site's line among them, with a secret.
        let foreign = format!(
            "WebSocket connection to 'wss://other.example/ws?token={SECRET}' failed: \
             Error during WebSocket handshake: Unexpected response code: 503"
        );
        paste(&page, &format!("{lines}\n{foreign}")).await;
        let after = after_answer(&page).await.unwrap();
        let (old, new) = (diagnose(&before.evidence), diagnose(&after.evidence));
        let left = |d: &why1006_diagnosis::Diagnosis| d.certain().len() + d.remaining().len();
        // Firefox prints the status of a web request alone; a server that
        // answers 404 to that may mean anything.
        let (way, narrows) = match kind {
            BrowserKind::Chromium => (Way::Console, left(&new) < left(&old)),
            _ => (Way::Request, left(&new) <= left(&old)),
        };
        findings.check(narrows, format!("{name}: {} causes, then {}", left(&old), left(&new)));
        let is_told = after.evidence.told.contains(&Told::status(way, 404));
        findings.check(is_told, format!("{name}: told {:?}", after.evidence.told));
        let understood = seen(&page, UNDERSTOOD).await;
        let all = understood.as_array().map_or(0, Vec::len);
        findings.check(all == after.evidence.told.len(), format!("{name}: shown {understood}"));
        let elsewhere = "return document.querySelector('[data-why=other-site]') !== null";
        findings.check(seen(&page, elsewhere).await == true, format!("{name}: no other site"));
        let emptied = seen(&page, "return document.querySelector('#paste')?.value ?? ''").await;
        findings.check(emptied == "", format!("{name}: the box still holds the text"));
        no_secret(&page, &after, name, &mut findings).await;
        browser.quit().await;
    }
    findings.settle("");
}

async fn no_secret(page: &Page<'_>, report: &Report, name: &str, findings: &mut Findings) {
    let whole = seen(page, "return document.documentElement.outerHTML").await.to_string();
    let kept = whole.contains(SECRET) || report.evidence_json.to_string().contains(SECRET);
    findings.check(!kept, format!("{name}: the pasted secret is still there"));
}

#[tokio::test]
async fn what_is_no_console_line_is_told_so_and_changes_nothing() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["wrong-path-404"]);
    let url = &lab.running()[0].url;
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let page = open(&browser, &host.http()).await.unwrap();
    test(&page, url).await.unwrap();
    choose(&page, "console-line").await;
    // Something is told already, and has to stay.
    let line = format!(
        "WebSocket connection to '{url}' failed: Error during WebSocket handshake: \
         Unexpected response code: 404"
    );
    paste(&page, &line).await;
    let kept = after_answer(&page).await.unwrap();
    assert_eq!(kept.evidence.told, [Told::status(Way::Console, 404)]);
    click(&page, ".told button").await;
    page.wait_until("return document.querySelector('#paste') !== null", SOON).await.unwrap();

    let mut findings = Findings::default();
    browser.requests().await.unwrap();
    let other = "WebSocket connection to 'wss://other.example/ws' failed: Error during WebSocket \
                 handshake: Unexpected response code: 503";
    let binary = "\u{89}PNG\r\n\u{1a}\n\0\0\0\rIHDR\0\0\u{1}\0\0\u{fffd}\u{fffd}\0\0".repeat(20);
    for (name, fault, text) in [
        ("nothing", "empty", "  \n ".to_owned()),
        ("a word", "not-understood", format!("please help, my password is {SECRET}")),
        ("another site", "other-site", other.to_owned()),
        ("a file's name", "file-name", "/home/me/Downloads/console.log".to_owned()),
        ("a picture", "binary", binary),
    ] {
        paste(&page, &text).await;
        let there = format!("return document.querySelector('[data-fault={fault}]') !== null");
        if page.wait_until(&there, SOON).await.is_err() {
            let said = page.text("#paste-said").await.unwrap();
            findings.check(false, format!("{name}: {said:?}"));
        }
        let said = page.text("[data-fault]").await.unwrap().unwrap_or_default();
        findings.check(said.len() > 40, format!("{name}: says `{said}`"));
        unchanged(&page, &kept, name, &mut findings).await;
    }
    // Ten times too much is refused unread. What the engine needs to lay it out
    // is not ours.
    let script = "const box = document.querySelector('#paste'); \
                  box.value = 'WebSocket connection failed. '.repeat(arguments[0]); \
                  box.offsetHeight; \
                  const began = performance.now(); \
                  document.querySelector('.paste').dispatchEvent( \
                      new Event('submit', { cancelable: true })); \
                  return [box.value.length, performance.now() - began]";
    // The best of three: what others take of the machine is not ours either.
    let quickest = async |times: u32, bar: f64| -> (u64, f64) {
        let (mut length, mut least) = (0, f64::INFINITY);
        for _ in 0..3 {
            let took = browser.script(script, vec![json!(times)]).await.unwrap();
            length = took[0].as_u64().unwrap_or_default();
            least = took[1].as_f64().unwrap_or(f64::INFINITY).min(least);
            if least < bar {
                break;
            }
        }
        eprintln!("{length} characters after {least} ms");
        (length, least)
    };
    let (length, ms) = quickest(400_000, 500.0).await;
    findings.check(length > 10 << 20, "the text is too short for this test");
    findings.check(ms < 500.0, format!("refused after {ms} ms"));
    let there = "return document.querySelector('[data-fault=too-long]') !== null";
    page.wait_until(there, SOON).await.unwrap();
    unchanged(&page, &kept, "ten times too much", &mut findings).await;
    // As much as is read at all; the bar is wide because others use the machine.
    let (_, ms) = quickest((1 << 20) / 29, 1000.0).await;
    findings.check(ms < 1000.0, format!("1 MiB takes {ms} ms"));
    unchanged(&page, &kept, "1 MiB", &mut findings).await;
    // A file that is dropped on the box does not take the page away.
    let drop = "const data = new DataTransfer(); data.items.add(new File(['x'], 'console.log')); \
                const event = new DragEvent('drop', { dataTransfer: data, cancelable: true, \
                bubbles: true }); \
                return document.querySelector('#paste').dispatchEvent(event)";
    findings.check(seen(&page, drop).await == json!(false), "a dropped file is opened");
    let there = "return document.querySelector('[data-fault=file-name]') !== null";
    page.wait_until(there, SOON).await.unwrap();
    let asked = outside(&browser, &host.http()).await.unwrap();
    findings.check(asked.is_empty(), format!("pasting asks {asked:?}"));
    browser.quit().await;
    findings.settle("");
}

async fn unchanged(page: &Page<'_>, before: &Report, name: &str, findings: &mut Findings) {
    let now = page.report().await.unwrap();
    let same = now.evidence == before.evidence && now.link == before.link;
    findings.check(same, format!("{name}: what was gathered is another"));
    findings.check(is_alive(page.browser()).await.unwrap(), format!("{name}: it stopped"));
}
