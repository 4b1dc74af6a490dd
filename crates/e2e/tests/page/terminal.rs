//! Commands to copy, what they print, and where they were run.

use std::process::Command;

use serde_json::{Value, json};
use why1006_diagnosis::diagnose;
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, axe};
use why1006_evidence::{Asker, Clue, Told, Vantage, Way};

use crate::{
    access::Eyes,
    guide::{after_answer, choose, click, lab, seen},
    links::CRAFT,
    support::{Findings, SOON, is_alive, open, outside, test, turn},
};

/// The command that is shown, as it stands there.
async fn shown(page: &Page<'_>, command: &str) -> Option<String> {
    let script = format!("return document.querySelector('#{command} code')?.textContent ?? null");
    seen(page, &script).await.as_str().map(str::to_owned)
}

/// Chooses what has these words beside it.
async fn pick(page: &Page<'_>, name: &str, at: usize) {
    let script = format!("document.querySelectorAll('[name={name}]')[{at}].click()");
    seen(page, &script).await;
}

#[tokio::test]
async fn what_a_command_prints_shrinks_the_causes() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["wrong-path-404"]);
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();
    let page = open(&browser, &host.http()).await.unwrap();
    let before = test(&page, &lab.running()[0].url).await.unwrap();
    choose(&page, "run-command").await;

    // As somebody does who copies it: the text on the screen, in a real shell.
    let command = shown(&page, "upgrade").await.unwrap();
    let printed = Command::new("sh").args(["-c", &command]).output().unwrap();
    let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
    eprintln!("{command}\n{printed}");
    assert!(printed.contains("404"), "the server was not asked");
    page.fill("#paste", &printed).await.unwrap();
    click(&page, ".paste [type=submit]").await;
    let after = after_answer(&page).await.unwrap().evidence;
    let status = Told::status(Way::Terminal, 404);
    for (asker, times) in [(Asker::ThisPage, 2), (Asker::App, 3)] {
        let is_told = after.told.contains(&status.clone().by(asker).often(times));
        findings.check(is_told, format!("{asker}: told {:?}", after.told));
    }
    let left = |evidence| {
        let d = diagnose(evidence);
        d.certain().len() + d.remaining().len()
    };
    let (old, new) = (left(&before.evidence), left(&after));
    findings.check(new < old, format!("{old} causes, then {new}"));

    // The same, seen from the server.
    choose(&page, "run-command").await;
    pick(&page, "paste-vantage", 2).await;
    page.fill("#paste", &printed).await.unwrap();
    click(&page, ".paste [type=submit]").await;
    let there = after_answer(&page).await.unwrap().evidence.told;
    let is_there = there.contains(&status.at(Vantage::Server).by(Asker::ThisPage).often(2));
    findings.check(is_there, format!("told {there:?}"));
    let row = page.text(".told [data-way=terminal]").await.unwrap().unwrap_or_default();
    for words in ["A terminal", "As this page asks (On the server)", "404"] {
        findings.check(row.contains(words), format!("`{words}` is not in `{row}`"));
    }
    // What was told in another way stays.
    choose(&page, "console-line").await;
    click(&page, "[data-clue=nothing]").await;
    let both = after_answer(&page).await.unwrap().evidence.told;
    let ways: Vec<Way> = both.iter().map(|one| one.way).collect();
    let has = |way| ways.contains(&way);
    findings.check(has(Way::Terminal) && has(Way::Console), format!("{ways:?}"));
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn commands_are_for_the_system_that_is_chosen() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["wrong-path-404"]);
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let eyes = Eyes { browser: &browser, axe: axe().unwrap() };
    let mut findings = Findings::default();
    let page = open(&browser, &host.http()).await.unwrap();
    test(&page, &lab.running()[0].url).await.unwrap();
    browser.requests().await.unwrap();
    choose(&page, "run-command").await;
    let all = "return [...document.querySelectorAll('[data-command]')].map(e => e.dataset.command)";
    let here = seen(&page, all).await;
    // Without TLS there is no version of HTTP to choose.
    let posix = json!(["upgrade", "reach", "clients", "capture"]);
    findings.check(here == posix, format!("on this system: {here}"));
    let command = shown(&page, "upgrade").await.unwrap();
    let host_of = host.http();
    for part in ["curl '--http1.1'", host_of.trim_end_matches('/'), "reference/http"] {
        findings.check(command.contains(part), format!("`{part}` is not in `{command}`"));
    }
    // Allowed or not, what is copied is selected.
    click(&page, "[data-command=upgrade] button").await;
    let copied = format!(
        "const bare = (text) => text.replace(/\\s+/g, ''); \
         return bare(getSelection().toString()) === \
                bare(document.querySelector('#upgrade').textContent) && \
         /Copied|Selected/.test(document.querySelector('{}').textContent)",
        "[data-command=upgrade] [role=status]"
    );
    page.wait_until(&copied, SOON).await.unwrap();
    eyes.look("commands", &mut findings).await.unwrap();
    pick(&page, "shell", 1).await;
    let there = "return document.querySelector('#upgrade').textContent.includes('curl.exe')";
    page.wait_until(there, SOON).await.unwrap();
    let windows = seen(&page, all).await;
    let expected = json!(["upgrade", "reach", "clients"]);
    findings.check(windows == expected, format!("on Windows: {windows}"));
    eyes.look("commands for Windows", &mut findings).await.unwrap();
    let asked = outside(&browser, &host.http()).await.unwrap();
    findings.check(asked.is_empty(), format!("commands ask {asked:?}"));
    findings.check(is_alive(&browser).await.unwrap(), "the program stopped");
    browser.quit().await;
    findings.settle("");
}

/// A link that was made by anybody: its commands stay in their quotes, it says
/// what is missing, and what was told in it is told whole.
#[tokio::test]
async fn commands_of_a_link_are_harmless_and_say_what_is_missing() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["wrong-path-404"]);
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();
    let page = open(&browser, &host.http()).await.unwrap();
    let report = test(&page, &lab.running()[0].url).await.unwrap();
    let mut forged: Value = report.evidence_json;
    let address = "ws://h.example:8080/a'; touch /tmp/why1006-forged; '?token=…";
    forged["target"]["url"] = address.into();
    forged["told"] = json!([
        {
            "way": Way::Terminal.as_str(), "clue": Clue::Status.as_str(), "status": 403,
            "asker": Asker::ThisPage.as_str(), "vantage": Vantage::Elsewhere.as_str(),
        },
        { "way": Way::Terminal.as_str(), "clue": Clue::Works.as_str(), "asker": Asker::App.as_str() },
    ]);
    let crafted =
        browser.script(CRAFT, vec![forged.to_string().into(), 1.into(), "r".into()]).await.unwrap();
    let page = Page::open(&browser, &host.http(), crafted.as_str().unwrap()).await.unwrap();
    page.wait_until("return document.querySelector('#opened') !== null", SOON).await.unwrap();
    let row = page.text(".told [data-way=terminal]").await.unwrap().unwrap_or_default();
    for words in ["As this page asks (On another computer): ", "403", "As the app's page asks: "] {
        findings.check(row.contains(words), format!("`{words}` is not in `{row}`"));
    }
    choose(&page, "run-command").await;
    page.wait_until("return document.querySelector('#upgrade') !== null", SOON).await.unwrap();
    let note = page.text("[data-step=run-command] .note").await.unwrap().unwrap_or_default();
    let says = seen(&page, "return document.querySelector('#guide').textContent").await;
    let says = says.as_str().unwrap_or_default().contains("taken out of this result");
    findings.check(says, format!("nothing says that a part is missing: {note}"));
    let command = shown(&page, "upgrade").await.unwrap();
    let quoted = r"'http://h.example:8080/a'\'';%20touch%20/tmp/why1006-forged;%20'\''?token=…'";
    findings.check(command.contains(quoted), format!("`{quoted}` is not in `{command}`"));
    browser.quit().await;
    findings.settle("");
}
