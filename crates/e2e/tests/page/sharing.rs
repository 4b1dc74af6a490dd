//! What leaves the page: seen, chosen, and opened again however it arrives.

use std::{fs, path::PathBuf};

use serde_json::Value;
use thirtyfour::By;
use why1006_diagnosis::diagnose;
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Result};
use why1006_evidence::{
    Evidence,
    record::Record,
    redact::{Hosts, Keep, Kind, redact, redact_with, removed},
    result::native,
};
use why1006_recordings::planted;

use crate::support::{Findings, SOON, is_alive, open, outside, test, turn};

#[tokio::test]
async fn what_leaves_is_shown_and_chosen_and_opens_however_it_arrives() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        let outcome = walk(&browser, &host.http(), &mut findings).await;
        findings.check(outcome.is_ok(), format!("{}: {outcome:?}", kind.as_str()));
        browser.quit().await;
    }
    findings.settle("");
}

async fn walk(browser: &Browser, base: &str, findings: &mut Findings) -> Result<()> {
    let name = browser.kind().as_str();
    let page = open(browser, base).await?;
    // The reference closes as its query says; `.localhost` is this machine.
    let address = format!(
        "{}reference/socket?close=4401&reason=session%20eyJhbGciOiJIUzI1NiJ9%20is%20over",
        base.replacen("http://127.0.0.1", "ws://secretproject.localhost", 1).replacen(
            "http://localhost",
            "ws://secretproject.localhost",
            1
        ),
    );
    let report = test(&page, &address).await?;
    let seen = &report.evidence;
    let link = native::decode(fragment(&report.link)).ok();
    findings.check(
        link.as_ref().map(without_said) == Some(redact(seen)),
        format!("{name}: the link holds {link:?}"),
    );
    let said = link.and_then(|e| e.said);
    let fits = said.as_ref().is_some_and(|s| s.verdict == report.verdict.as_str());
    findings.check(fits, format!("{name}: the label is {said:?}"));

    switches(&page, seen, &["#include-query", "#include-word"], findings).await?;
    arrivals(browser, base, &report.link, findings).await?;

    // A result from a company's network, passed on by somebody else.
    let inside = planted::hosts(&redact(seen), "qqzzxx");
    let page = Page::open(browser, base, &native::encode(&inside)).await?;
    page.wait_until("return document.querySelector('#leaving') !== null", SOON).await?;
    switches(&page, &inside, &["#hide-internal", "#hide-hosts"], findings).await?;
    let hidden = redact_with(&inside, &Keep::default().hiding(Hosts::AllHidden));
    let page = Page::open(browser, base, &native::encode(&hidden)).await?;
    opened(&page, &hidden, &format!("{name}, hosts hidden"), findings).await?;
    let again = page.text("#run-here").await?;
    findings.check(again.is_none(), format!("{name}: a hidden address cannot be tested"));
    Ok(())
}

/// Everything that was taken out, and all that leaves, follow each switch there
/// and back.
async fn switches(
    page: &Page<'_>,
    seen: &Evidence,
    switches: &[&str],
    findings: &mut Findings,
) -> Result<()> {
    let name = page.browser().kind().as_str();
    let unfold = "document.querySelectorAll('#leaving, #leaving details').forEach(d => \
                  { d.open = true }); return document.querySelector('#preview pre') !== null";
    page.wait_until(unfold, SOON).await?;
    let listed = page.text("#leaving").await?.unwrap_or_default();
    for item in removed(seen, Hosts::InternalHidden) {
        findings.check(listed.contains(&item.text), format!("{name}: {item:?} is not listed"));
    }
    let plain = redact(seen);
    let before = settled(page, &plain).await?;
    findings.check(before.is_some(), format!("{name}: the link does not hold the result"));
    for switch in switches {
        let (keep, words) = match *switch {
            "#include-query" => (Keep::default().with(Kind::Query, true), "4401 [included]"),
            "#include-word" => (Keep::default().with(Kind::Word, true), "J9 [included]"),
            "#hide-internal" => {
                (Keep::default().hiding(Hosts::InternalHidden), "hidden-1.internal [another name]")
            }
            _ => (Keep::default().hiding(Hosts::AllHidden), "hidden-1.internal [another name]"),
        };
        let preview = page.text("#preview pre").await?.unwrap_or_default();
        findings.check(!preview.contains(words), format!("{name}, {switch}: {words} too early"));
        press(page, switch).await?;
        let expected = redact_with(seen, &keep);
        let link = settled(page, &expected).await?;
        findings.check(link.is_some(), format!("{name}, {switch}: the link does not follow"));
        let same = diagnose(&expected) == diagnose(seen);
        findings.check(same, format!("{name}, {switch}: it diagnoses otherwise"));
        let preview = page.text("#preview pre").await?.unwrap_or_default();
        findings.check(preview.contains(words), format!("{name}, {switch}: it shows {preview}"));
        press(page, switch).await?;
        let back = settled(page, &plain).await?;
        findings.check(back.is_some(), format!("{name}, {switch}: it does not go back"));
    }
    Ok(())
}

/// The link in the first box, in the address bar and in a file.
async fn arrivals(
    browser: &Browser,
    base: &str,
    link: &str,
    findings: &mut Findings,
) -> Result<()> {
    let name = browser.kind().as_str();
    let evidence = native::decode(fragment(link)).expect("the page's own link");
    let json = format!("{:#}", evidence.write::<Value>());
    let encoded: String = link.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let (head, tail) = link.split_at(link.len() - 40);
    let broken = format!("{head}=\n{tail}. It fails");
    if browser.kind() == BrowserKind::Chromium {
        browser.requests().await?;
    }
    for (how, text) in [
        ("the link", link.to_owned()),
        ("a text with it", format!("Hello, see <{link}>, thanks")),
        ("a broken one", broken.clone()),
        ("a filter's", format!("https://filter.example/?url={encoded}&data=1")),
        ("a file's text", json.clone()),
    ] {
        let page = open(browser, base).await?;
        page.enter(&text).await?;
        opened(&page, &evidence, &format!("{name}, {how} in the box"), findings).await?;
    }
    let fragment = fragment(link);
    for (how, fragment) in [
        ("as it is", fragment.to_owned()),
        ("a full stop", format!("{fragment}.")),
        ("a bracket", format!("{fragment})>")),
        ("encoded", fragment.replacen('=', "%3D", 1)),
        ("a space", format!("{}%20%0A{}", &fragment[..50], &fragment[50..])),
        ("a slash", format!("/{fragment}")),
    ] {
        let page = Page::open(browser, base, &fragment).await?;
        opened(&page, &evidence, &format!("{name}, {how} in the bar"), findings).await?;
    }

    // What is cut says so, in the box as in the bar.
    let page = open(browser, base).await?;
    page.enter(&link[..link.len() - 9]).await?;
    page.wait_until("return document.querySelector('#broken-link') !== null", SOON).await?;
    let said = page.text("#broken-link p").await?.unwrap_or_default();
    findings.check(said.contains("incomplete"), format!("{name}, cut: says {said}"));

    // A file that is chosen where the message stands, and below the form.
    let file = File::new(name, &json);
    choose(browser, "#other-file", &file).await?;
    opened(&page, &evidence, &format!("{name}, a file"), findings).await?;
    let page = open(browser, base).await?;
    page.wait_until("document.querySelector('#results').open = true; return true", SOON).await?;
    let wrong = File::new(&format!("{name}-wrong"), "a text");
    choose(browser, "#result-file", &wrong).await?;
    page.wait_until("return document.querySelector('#broken-link') !== null", SOON).await?;
    let said = page.text("#broken-link p").await?.unwrap_or_default();
    findings.check(said.contains("no result"), format!("{name}, another file: says {said}"));
    choose(browser, "#result-file", &file).await?;
    opened(&page, &evidence, &format!("{name}, a file below the form"), findings).await?;
    if browser.kind() == BrowserKind::Chromium {
        let asked = outside(browser, base).await?;
        findings.check(asked.is_empty(), format!("{name}: opening asks {asked:?}"));
    }
    Ok(())
}

/// The result is open, whole, and the only thing there.
async fn opened(
    page: &Page<'_>,
    evidence: &Evidence,
    name: &str,
    findings: &mut Findings,
) -> Result<()> {
    let there = page.wait_until("return document.querySelector('#opened') !== null", SOON).await;
    if there.is_err() {
        let said = page.text("#broken-link p").await?;
        findings.check(false, format!("{name}: it does not open; {said:?}"));
        return Ok(());
    }
    let raw = "return document.querySelector('#raw-evidence')?.value ?? null";
    let raw = page.browser().script(raw, vec![]).await?;
    let read = raw.as_str().and_then(|raw| serde_json::from_str::<Value>(raw).ok());
    let read = read.as_ref().and_then(Evidence::read);
    findings.check(read.as_ref() == Some(evidence), format!("{name}: it shows {raw}"));
    let gone = page.text("#broken-link").await?.is_none();
    findings.check(gone, format!("{name}: an old message stands there"));
    findings.check(is_alive(page.browser()).await?, format!("{name}: the program stopped"));
    Ok(())
}

/// The link once it holds this; `None` if it never does.
async fn settled(page: &Page<'_>, expected: &Evidence) -> Result<Option<String>> {
    let began = std::time::Instant::now();
    while began.elapsed() < SOON {
        let link = "return document.querySelector('#result-link')?.value ?? ''";
        let link = page.browser().script(link, vec![]).await?;
        let link = link.as_str().unwrap_or_default();
        if native::decode(fragment(link)).is_ok_and(|e| without_said(&e) == *expected) {
            return Ok(Some(link.to_owned()));
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Ok(None)
}

async fn press(page: &Page<'_>, switch: &str) -> Result<()> {
    let script = "document.querySelector(arguments[0]).click()";
    page.browser().script(script, vec![switch.into()]).await.map(drop)
}

async fn choose(browser: &Browser, selector: &'static str, file: &File) -> Result<()> {
    let input = browser.find(By::Css(selector)).await?;
    Ok(input.send_keys(file.0.to_string_lossy()).await?)
}

fn without_said(e: &Evidence) -> Evidence {
    Evidence { said: None, ..e.clone() }
}

fn fragment(link: &str) -> &str {
    link.split_once('#').unwrap_or_default().1
}

/// A file that ends with the value.
struct File(PathBuf);

impl File {
    fn new(name: &str, text: &str) -> File {
        let name = format!("why1006-{name}-{}.json", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, text).unwrap();
        File(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
