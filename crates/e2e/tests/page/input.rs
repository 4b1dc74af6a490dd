//! Bad input: a clear sentence, nothing connects, nothing is lost.

use why1006_diagnosis::{CauseId, Verdict, diagnose};
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Result};
use why1006_lab::{Lab, Options};

use crate::support::{Findings, PATIENCE, SOON, is_alive, open, outside, test, turn};

/// Text that cannot be tested, with a word that the sentence about it holds.
fn unusable() -> Vec<(&'static str, String, &'static str)> {
    let row = |name, text: &str, says| (name, text.to_owned(), says);
    vec![
        row("empty", "", "Nothing is typed yet"),
        row("spaces", "   \t ", "Nothing is typed yet"),
        row("only invisible", "\u{200b}\u{feff}\u{2060}", "Nothing is typed yet"),
        row("words", "it does not work", "No address was found"),
        row("another scheme", "ftp://localhost/socket", "ftp"),
        row("script", "javascript:alert(1)", "javascript"),
        row("a path", "/cable", "name is missing"),
        row("no host", "wss://", "name is missing"),
        row("no host, a path", "wss:///cable", "name is missing"),
        row("fragment", "ws://localhost:9/socket#top", "#top"),
        row("port too high", "ws://localhost:99999/socket", "99999"),
        row("port of letters", "wss://localhost:port/socket", "port"),
        row("placeholder in brackets", "wss://[mydomain]/socket", "placeholder"),
        row("placeholder in angles", "wss://<your-host>/socket", "placeholder"),
        row("a space in the host", "ws://local host/", "server's name"),
        row("host of percent signs", "ws://%zz/socket", "%zz"),
        row("control characters", "ws://localhost:9/a\u{1}b\u{7f}", "control character"),
        row("right to left", "ws://localhost:9/\u{202e}tekcos", "reading direction"),
        ("10,000 characters", format!("ws://localhost:9/{}", "a".repeat(10_000)), "too long"),
        ("5,000 characters", format!("ws://localhost:9/{}", "a".repeat(5_000)), "too long"),
        ("10,000 of another script", "\u{05d0}".repeat(10_000), "too long"),
        ("a hundred thousand", "wss://x".repeat(15_000), "too long"),
        row("curl without an address", "curl -i -N", "No address"),
    ]
}

#[tokio::test]
async fn bad_input_gets_a_sentence_and_connects_nowhere() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let base = host.http();
    let only = Some(vec!["healthy-echo".to_owned()]);
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let target = &lab.running()[0].url;
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();
    for (name, text, says) in unusable() {
        let wrong = refuses(&browser, &base, &text, says).await;
        let wrong = wrong.unwrap_or_else(|e| vec![e.to_string()]);
        findings.0.extend(wrong.iter().map(|wrong| format!("{name}: {wrong}")));
    }
    understood(&browser, &base, target, &mut findings).await.unwrap();
    links_that_fill(&browser, &base, target, &mut findings).await.unwrap();
    browser.quit().await;
    findings.settle("");
}

/// What is wrong with how the page takes `text`.
async fn refuses(browser: &Browser, base: &str, text: &str, says: &str) -> Result<Vec<String>> {
    let mut wrong = Findings::default();
    let page = open(browser, base).await?;
    browser.requests().await?;
    page.enter(text).await?;
    let typed = page.address().await?;
    page.press_test().await?;
    let report = page.wait_for_report(PATIENCE).await?;
    let said = page.text("#understood").await?.unwrap_or_default();
    wrong.check(said.contains(says), format!("says `{said}`, not about `{says}`"));
    wrong.check(said.len() < 400, format!("says {} characters", said.len()));
    wrong.check(page.address().await? == typed, "what was typed is gone");
    wrong.check(is_alive(browser).await?, "the program stopped");
    let asked = outside(browser, base).await?;
    wrong.check(asked.is_empty(), format!("asks {asked:?}"));
    let d = diagnose(&report.evidence);
    let fits = report.verdict == Verdict::BrowserRefused && d.certain() == [CauseId::UrlInvalid];
    wrong.check(fits, format!("{}, certain {:?}", report.verdict, d.certain()));
    let invalid = "return document.querySelector('#address').getAttribute('aria-invalid')";
    let invalid = browser.script(invalid, vec![]).await?;
    wrong.check(invalid == "true", "the field is not marked as invalid");
    Ok(wrong.0)
}

/// Text that holds an address in one way or another.
async fn understood(
    browser: &Browser,
    base: &str,
    target: &str,
    findings: &mut Findings,
) -> Result<()> {
    let rest = target.trim_start_matches("ws://");
    let root = rest.trim_end_matches("/socket");
    let rows = [
        ("plain", target.to_owned(), ""),
        ("spaces around", format!("  {target}\t"), ""),
        ("zero width", format!("\u{200b}{target}\u{feff}"), "invisible"),
        ("no scheme", rest.to_owned(), "scheme was missing"),
        ("a page", format!("http://{rest}"), "web address"),
        ("a page with a fragment", format!("http://{rest}#top"), "web address"),
        ("capitals", format!("WS://{rest}"), ""),
        ("a user", format!("ws://me:pw@{rest}"), "user name"),
        ("a space inside", format!("{target} and more"), "first space"),
        (
            "Chromium's console",
            format!("app.js:7 WebSocket connection to '{target}' failed: Error during handshake"),
            "This will test",
        ),
        (
            "Firefox's console",
            format!("Firefox can’t establish a connection to the server at {target}."),
            "This will test",
        ),
        (
            "curl",
            format!(
                "curl -i -N -H \"Connection: Upgrade\" -H 'Upgrade: websocket' \
                 -H \"Origin: http://app.test\" 'http://{rest}'"
            ),
            "This will test",
        ),
    ];
    for (name, text, says) in rows {
        let page = open(browser, base).await?;
        page.fill("#hold", "0").await?;
        page.enter(&text).await?;
        let said = page.text("#understood").await?.unwrap_or_default();
        findings.check(said.contains(says), format!("{name}: says `{said}`"));
        let report = test(&page, &text).await?;
        let tested = &report.evidence.target.url;
        let same = tested.ends_with(rest) && tested.contains(root);
        findings.check(same, format!("{name}: tests {tested}"));
        let works = report.verdict == Verdict::Works;
        findings.check(works, format!("{name}: {}", report.verdict));
        findings.check(is_alive(browser).await?, format!("{name}: the program stopped"));
    }
    Ok(())
}

/// `#url=` and `?url=` fill the form and start nothing.
async fn links_that_fill(
    browser: &Browser,
    base: &str,
    target: &str,
    findings: &mut Findings,
) -> Result<()> {
    let encoded = target.replace(':', "%3A").replace('/', "%2F") + "%3Ftoken%3Dx%26b%3Dc";
    let expected = format!("{target}?token=x&b=c");
    browser.requests().await?;
    for (name, query, fragment) in [
        ("#url=", String::new(), format!("url={encoded}")),
        ("?url=", format!("?url={encoded}"), String::new()),
    ] {
        let page = Page::open(browser, &format!("{base}{query}"), &fragment).await?;
        let filled = format!("return document.querySelector('#address').value === '{expected}'");
        let filled = page.wait_until(&filled, SOON).await.is_ok();
        findings.check(filled, format!("{name}: fills in {}", page.address().await?));
        // Long enough for a run that begins by itself.
        tokio::time::sleep(std::time::Duration::from_millis(800)).await;
        let run = page.run().await?;
        findings.check(run.as_deref() == Some("idle"), format!("{name}: the run is {run:?}"));
        let asked = outside(browser, base).await?;
        // The page itself was asked for with its query.
        let page_itself = |url: &&String| !url.starts_with(&format!("{base}?url="));
        let asked: Vec<&String> = asked.iter().filter(page_itself).collect();
        findings.check(asked.is_empty(), format!("{name}: asks {asked:?}"));
        let bar = browser.script("return location.search", vec![]).await?;
        findings.check(bar == "", format!("{name}: the address bar keeps {bar}"));
    }
    Ok(())
}
