//! The result in other forms: what is copied, saved, handed on and printed.

use serde_json::{Value, json};
use thirtyfour::common::print::PrintParameters;
use why1006_diagnosis::diagnose;
use why1006_e2e::{
    Browser, BrowserKind, BrowserOptions, Host, HostOptions, Look, Page, Report, Result,
};
use why1006_evidence::{Evidence, code::code, record::Record, redact::redact};
use why1006_lab::{Lab, Options};
use why1006_report::{Sheet, Words, file_name, markdown, plain};

use crate::support::{Findings, SOON, open, test, turn};

/// Stands in the address.
const SECRET: &str = "hunter2-c0ffee";

/// Keeps what the page would hand to the system, and opens no dialog.
const CATCH: &str = "\
    window.caught = { printed: [] };\
    const make = URL.createObjectURL;\
    URL.createObjectURL = (blob) => { window.caught.file = blob.text(); return make.call(URL, blob) };\
    HTMLAnchorElement.prototype.click = function () { window.caught.name = this.download };\
    window.print = () => window.caught.printed.push(document.documentElement.dataset.print ?? null);\
    Object.defineProperty(navigator, 'share', { configurable: true,\
        value: (data) => { window.caught.shared = data; return Promise.resolve() } })";

/// Presses what `selector` names, folded or not.
async fn press(browser: &Browser, selector: &str) -> Result<()> {
    let script = "document.querySelector(arguments[0]).click()";
    browser.script(script, vec![selector.into()]).await.map(drop)
}

/// What the page has to write of this report, by the native program.
struct Native {
    text: String,
    markdown: String,
    admin: String,
    admin_markdown: String,
}

impl Native {
    fn of(report: &Report, is_received: bool) -> Native {
        let mut all = why1006_content::fetched();
        all.extend(why1006_content::told());
        let word = |key: &str| all.get(key).copied().unwrap_or_default().to_owned();
        let evidence = redact(&report.evidence);
        let sheet = Sheet {
            evidence: &evidence,
            diagnosis: &diagnose(&evidence),
            words: Words(&word),
            link: &report.link,
            is_received,
        };
        let (whole, admin) = (sheet.whole(), sheet.admin());
        Native {
            text: plain(&whole),
            markdown: markdown(&whole),
            admin: plain(&admin),
            admin_markdown: markdown(&admin),
        }
    }
}

async fn value(browser: &Browser, id: &str) -> Result<String> {
    let script = "return document.querySelector(arguments[0])?.value ?? ''";
    let value = browser.script(script, vec![id.into()]).await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// The page writes what the native program writes, in each form.
async fn check_forms(browser: &Browser, native: &Native, name: &str, findings: &mut Findings) {
    for (id, expected) in [
        ("#report-text", &native.text),
        ("#report-markdown", &native.markdown),
        ("#admin-text", &native.admin),
        ("#admin-markdown", &native.admin_markdown),
    ] {
        let shown = value(browser, id).await.unwrap();
        findings.check(shown == *expected, format!("{name}: {id} is\n{shown}\nnot\n{expected}"));
        findings.check(!shown.contains(SECRET), format!("{name}: {id} holds the secret"));
    }
}

#[tokio::test]
async fn every_form_holds_the_report_and_no_secret() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let only = Some(vec!["closes-4401".to_owned()]);
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let address = format!("{}?token={SECRET}", lab.running()[0].url);
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        let name = kind.as_str();
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        let page = open(&browser, &host.http()).await.unwrap();
        browser.script(CATCH, vec![]).await.unwrap();
        let report = test(&page, &address).await.unwrap();
        let was_there = report.evidence_json.to_string().contains(SECRET);
        findings.check(was_there, format!("{name}: the secret was never there"));
        let native = Native::of(&report, false);
        check_forms(&browser, &native, name, &mut findings).await;
        let shown = page.text("#short-code").await.unwrap().unwrap_or_default();
        findings.check(shown == code(&report.evidence), format!("{name}: the code is {shown}"));
        copies(&page, name, &mut findings).await;
        handed_on(&browser, &report, name, &mut findings).await;
        received(&browser, &host.http(), &report, name, &mut findings).await;
        browser.quit().await;
    }
    findings.settle("");
}

/// Each button says that it copied, and a page that may use no clipboard as well.
async fn copies(page: &Page<'_>, name: &str, findings: &mut Findings) {
    let browser = page.browser();
    for button in ["copy-text", "copy-markdown", "copy-admin", "copy-admin-markdown"] {
        press(browser, &format!("#{button}")).await.unwrap();
        let said = format!(
            "const s = document.querySelector('#{button}').nextElementSibling; \
             return s.getAttribute('role') === 'status' && /^(Copied|Selected)/.test(s.textContent)"
        );
        let said = page.wait_until(&said, SOON).await;
        findings.check(said.is_ok(), format!("{name}: {button} says nothing"));
    }
}

/// File, share and print.
async fn handed_on(browser: &Browser, report: &Report, name: &str, findings: &mut Findings) {
    for button in ["#save-result", "#share-report", "#print-report", "#print-admin"] {
        press(browser, button).await.unwrap();
    }
    let script = "return (window.caught.file ?? Promise.resolve('')).then(file => \
                  [file, window.caught.name, window.caught.shared, window.caught.printed])";
    let caught = browser.script(script, vec![]).await.unwrap();
    let file: Value = serde_json::from_str(caught[0].as_str().unwrap_or_default()).unwrap();
    let read = Evidence::read(&file);
    let says = read.as_ref().and_then(|e| e.said.as_ref()).map(|said| said.verdict.as_str());
    findings.check(says == Some(report.verdict.as_str()), format!("{name}: it says {says:?}"));
    let is_whole = read
        == Some(Evidence { said: read.clone().and_then(|e| e.said), ..redact(&report.evidence) });
    findings.check(is_whole, format!("{name}: the file is {file}"));
    let file_name = file_name(&report.evidence);
    findings.check(caught[1] == file_name, format!("{name}: saved as {}", caught[1]));
    let shared = &caught[2];
    findings.check(shared["url"] == report.link, format!("{name}: shares {shared}"));
    let text = shared["text"].as_str().unwrap_or_default();
    let is_told = text.starts_with("WebSocket test: ") && !text.contains("#r=");
    findings.check(is_told && !text.contains(SECRET), format!("{name}: shares {text}"));
    findings.check(caught[3] == json!([null, "admin"]), format!("{name}: prints {}", caught[3]));
    // The system says when it has printed.
    browser.script("dispatchEvent(new Event('afterprint'))", vec![]).await.unwrap();
    let mark = "return document.documentElement.dataset.print ?? null";
    let mark = browser.script(mark, vec![]).await.unwrap();
    findings.check(mark.is_null(), format!("{name}: still prints {mark}"));
}

/// The whole text, pasted into the first box, opens the report, with the same code, marked.
async fn received(
    browser: &Browser,
    base: &str,
    report: &Report,
    name: &str,
    findings: &mut Findings,
) {
    let text = value(browser, "#report-text").await.unwrap();
    // The whole text into the first box, which drops its line breaks and opens it.
    let page = open(browser, base).await.unwrap();
    page.enter(&text.replace('\n', "")).await.unwrap();
    page.wait_until("return document.querySelector('#opened') !== null", SOON).await.unwrap();
    let there = "return document.querySelector('#short-code') !== null";
    page.wait_until(there, SOON).await.unwrap();
    let shown = page.text("#short-code").await.unwrap().unwrap_or_default();
    findings.check(shown == code(&report.evidence), format!("{name}: it opens as {shown}"));
    let text = value(browser, "#report-text").await.unwrap();
    let marked = text.contains("A result from someone else. Not verified.");
    findings.check(marked, format!("{name}: not marked in {text}"));
}

#[tokio::test]
async fn it_prints_on_two_pages_and_the_administrators_on_one() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let only = ["origin-checked-404", "refused-tls", "healthy-echo"];
    let only = Some(only.iter().map(|id| id.to_string()).collect());
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let mut findings = Findings::default();
    for kind in [BrowserKind::Chromium, BrowserKind::Firefox] {
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        // Paper is white whatever the screen is.
        browser.look(Look { width: 1280, height: 900, dark: true }).await.unwrap();
        for running in lab.running() {
            let name = format!("{}-{}", kind.as_str(), running.scenario.id);
            let page = open(&browser, &host.http()).await.unwrap();
            browser.script(CATCH, vec![]).await.unwrap();
            test(&page, &running.url).await.unwrap();
            let whole = printed(&browser, &name).await.unwrap();
            press(&browser, "#print-admin").await.unwrap();
            let admin = printed(&browser, &format!("{name}-admin")).await.unwrap();
            eprintln!("{name}: {} pages, the administrator's {}", whole.pages, admin.pages);
            findings
                .check((1..=2).contains(&whole.pages), format!("{name}: {} pages", whole.pages));
            findings.check(admin.pages == 1, format!("{name}: {} for admins", admin.pages));
            let code = page.text("#short-code").await.unwrap().unwrap_or_default();
            for (what, paper) in [("the report", &whole), ("the admin's page", &admin)] {
                let is_told = paper.text.contains(&code) && paper.text.contains("Address");
                findings.check(is_told, format!("{name}: {what} reads {}", paper.text));
                let form = ["Copy link", "Test connection", "Everything we recorded"];
                let shows = form.iter().find(|words| paper.text.contains(**words));
                findings.check(shows.is_none(), format!("{name}: {what} shows {shows:?}"));
            }
            let apart =
                whole.text.contains("How far it got") && !admin.text.contains("How far it got");
            findings.check(apart, format!("{name}: the two are not apart"));
        }
        browser.quit().await;
    }
    findings.settle("");
}

struct Paper {
    pages: usize,
    text: String,
}

/// The page as the browser prints it on A4, read by poppler.
async fn printed(browser: &Browser, name: &str) -> Result<Paper> {
    let mut parameters = PrintParameters::default();
    (parameters.page.width, parameters.page.height) = (21.0, 29.7);
    let pdf = browser.driver().print_page(parameters).await?;
    let folder = std::env::var_os("WHY1006_PAPER").map_or_else(std::env::temp_dir, Into::into);
    let path = folder.join(format!("why1006-{}-{name}.pdf", std::process::id()));
    std::fs::write(&path, pdf).unwrap();
    let out =
        std::process::Command::new("pdftotext").args(["-layout"]).arg(&path).arg("-").output();
    let out = out.expect("pdftotext of the package poppler-utils");
    if std::env::var_os("WHY1006_PAPER").is_none() {
        std::fs::remove_file(&path).unwrap();
    }
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    // A form feed ends each page.
    Ok(Paper { pages: text.matches('\u{c}').count(), text })
}
