//! A test that somebody asks for by a link, and the link maker.

use serde_json::json;
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, axe};

use crate::{
    access::{Eyes, Keyboard},
    guide::{click, seen},
    phone::{PIXELS, read},
    support::{Findings, PATIENCE, SOON, is_alive, open, turn},
};

/// Text as a value of a link.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// What the page shows of the wish.
const INVITED: &str = "const e = document.querySelector('#invited'); \
    const words = e?.querySelector('#their-words'); \
    return [e?.textContent ?? null, words?.textContent ?? null, \
            words?.children.length ?? 0, typeof window.hit, \
            document.querySelector('main')?.dataset.run ?? null]";

#[tokio::test]
async fn hostile_values_are_plain_text_in_every_browser() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let base = host.http();
    let html = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
    let long = "x".repeat(5_000);
    let cut = format!("{}…", "x".repeat(300));
    let huge = "u".repeat(100_000);
    // Name, fragment, the words that are shown as the sender's, what is said.
    let rows = [
        (
            "plain",
            format!("url=wss://a.test/&note={}", encoded("Hello, it is Ann.")),
            Some("Hello, it is Ann."),
            "Somebody asks you to test this address",
        ),
        ("HTML", format!("url=wss://a.test/&note={}", encoded(html)), Some(html), "wss://a.test/"),
        ("long", format!("url=wss://a.test/&note={long}"), Some(cut.as_str()), "wss://a.test/"),
        (
            "turned",
            format!("url=wss://a.test/&note={}", encoded("a\u{202E}b\u{0}c\nd")),
            Some("abc d"),
            "not ours",
        ),
        ("script address", "url=javascript:window.hit=1".to_owned(), None, "cannot be tested"),
        ("HTML address", format!("url={}", encoded(html)), None, "cannot be tested"),
        ("data app", "url=wss://a.test/&app=data:text/html,x".to_owned(), None, "wss://a.test/"),
        (
            "bad subprotocol",
            format!("url=wss://a.test/&protocols={}", encoded("a,<b>")),
            None,
            "cannot be tested",
        ),
        ("long subprotocols", format!("url=wss://a.test/&protocols={long}"), None, "far too long"),
        ("long address", format!("url=wss://a.test/{}", &huge[..20_000]), None, "far too long"),
        ("huge", format!("url=wss://a.test/&note={huge}"), None, "far too long"),
        ("nothing", "url=".to_owned(), None, "cannot be tested"),
    ];
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        for (name, fragment, words, says) in &rows {
            let name = format!("{}, {name}", kind.as_str());
            let page = Page::open(&browser, &base, fragment).await.unwrap();
            let there = "return document.querySelector('#invited') !== null";
            let there = page.wait_until(there, SOON).await.is_ok();
            let found = seen(&page, INVITED).await;
            let text = found[0].as_str().unwrap_or_default();
            findings.check(there && text.contains(says), format!("{name}: says `{text}`"));
            findings.check(found[1].as_str() == *words, format!("{name}: quotes {}", found[1]));
            findings.check(found[2] == 0, format!("{name}: the words became elements"));
            findings.check(found[3] == "undefined", format!("{name}: a script ran"));
            findings.check(found[4] == "idle", format!("{name}: the run is {}", found[4]));
            findings.check(is_alive(&browser).await.unwrap(), format!("{name}: it stopped"));
        }
        // What cannot be tested is refused at the click, too.
        let page = Page::open(&browser, &base, "url=javascript:window.hit=1").await.unwrap();
        page.wait_until("return document.querySelector('#invited') !== null", SOON).await.unwrap();
        page.press_test().await.unwrap();
        let report = page.wait_for_report(PATIENCE).await.unwrap();
        let verdict = report.verdict.as_str();
        findings.check(report.evidence.observations.is_empty(), format!("it tried: {verdict}"));
        browser.quit().await;
    }
    findings.settle("");
}

#[tokio::test]
async fn a_made_link_asks_for_the_same_and_starts_nothing() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let base = host.http();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let eyes = Eyes { browser: &browser, axe: axe().unwrap() };
    let keys = Keyboard { browser: &browser };
    let mut findings = Findings::default();

    let page = open(&browser, &base).await.unwrap();
    keys.tab_to("the link maker", "e.id === 'make'", 12).await.unwrap();
    keys.press(thirtyfour::Key::Enter).await.unwrap();
    page.wait_until("return document.activeElement.id === 'make-url'", SOON).await.unwrap();
    let prefilled = seen(&page, "return document.querySelector('#make-url').value").await;
    findings.check(prefilled == "", format!("it starts with our own {prefilled}"));
    eyes.look("link maker, empty", &mut findings).await.unwrap();

    let url = "wss://app.example.com/cable?room=1";
    let note = "Hi! It's Ann (IT) & co: please press *Test*. é ✓";
    for (field, text) in [
        ("#make-url", url),
        ("#make-protocols", "mqtt, graphql-ws"),
        ("#make-app", "https://app.example.com/chat"),
        ("#make-note", note),
    ] {
        page.fill(field, text).await.unwrap();
    }
    let link = "return document.querySelector('#made-link')?.value ?? ''";
    let whole = "return document.querySelector('#made-link')?.value.includes('note=') === true";
    page.wait_until(whole, SOON).await.unwrap();
    let count = page.text("#make-count").await.unwrap().unwrap_or_default();
    let length = note.chars().count();
    findings.check(count == format!("{length} of 300 characters"), format!("counts `{count}`"));
    let warns = page.text("#make-warning").await.unwrap();
    findings.check(warns.is_none(), format!("warns of nothing: {warns:?}"));
    let made = seen(&page, link).await.as_str().unwrap_or_default().to_owned();
    findings.check(!made.contains(['(', ')', '\'', '!', '*', ' ']), format!("breaks: {made}"));
    let mail = seen(
        &page,
        "return [document.querySelector('#made-text').value, \
        new URL(document.querySelector('#made-mail').href).searchParams.get('body')]",
    )
    .await;
    for text in [&mail[0], &mail[1]] {
        let holds = text.as_str().is_some_and(|text| text.contains(&made));
        findings.check(holds, format!("the mail lacks the link: {text}"));
    }
    click(&page, "#made-code > summary").await;
    page.wait_until("return document.querySelector('.qr svg') !== null", SOON).await.unwrap();
    let rows: Vec<String> = serde_json::from_value(seen(&page, PIXELS).await).unwrap();
    findings.check(read(&rows).as_deref() == Some(&made), "the code says something else");
    eyes.look("link maker, filled in", &mut findings).await.unwrap();

    let (at, fragment) = made.split_once('#').unwrap();
    findings.check(at == base, format!("it leads to {at}"));
    let page = Page::open(&browser, at, fragment).await.unwrap();
    page.wait_until("return document.querySelector('#their-words') !== null", SOON).await.unwrap();
    let form = seen(
        &page,
        "return ['#address', '#protocols', '#app-page'] \
        .map(e => document.querySelector(e).value).concat( \
        document.querySelector('#their-words').textContent, \
        document.querySelector('main').dataset.run)",
    )
    .await;
    let expected = json!([url, "mqtt, graphql-ws", "https://app.example.com/chat", note, "idle"]);
    findings.check(form == expected, format!("it asks for {form}"));
    eyes.look("asked by a link", &mut findings).await.unwrap();

    // What looks secret is named, and what is too long.
    let page = Page::open(&browser, &base, "ask").await.unwrap();
    page.wait_until("return document.activeElement.id === 'make-url'", SOON).await.unwrap();
    for (field, text, says) in [
        ("#make-url", "wss://ann:pw@app.test/", "the address"),
        ("#make-url", "wss://app.test/?token=eyJhbGciOiJIUzI1NiJ9", "the address"),
        ("#make-url", "wss://app.test/9f86d081884c7d659a2feaa0c55ad015", "the address"),
        ("#make-note", "Log in with password: hunter2", "the address and in your words"),
    ] {
        page.fill(field, text).await.unwrap();
        let there = "return document.querySelector('#make-warning') !== null";
        page.wait_until(there, SOON).await.unwrap();
        let warns = page.text("#make-warning").await.unwrap().unwrap_or_default();
        findings.check(warns.contains(says), format!("{text}: warns `{warns}`"));
    }
    page.fill("#make-note", &"x".repeat(301)).await.unwrap();
    let cut = "return document.querySelector('#make-count').textContent.includes('cut off')";
    findings.check(page.wait_until(cut, SOON).await.is_ok(), "too many characters are not named");
    page.fill("#make-url", "javascript:alert(1)").await.unwrap();
    let none = "return document.querySelector('#made-link') === null \
                && document.querySelector('#maker .note.bad') !== null";
    findings.check(page.wait_until(none, SOON).await.is_ok(), "there is a link to no address");
    click(&page, "#make-close").await;
    let closed = "return document.querySelector('#maker') === null";
    findings.check(page.wait_until(closed, SOON).await.is_ok(), "it does not close");
    browser.quit().await;
    findings.settle("");
}
