//! Results that somebody forged, in three engines: plain text or a kind refusal;
//! no script runs, nothing hangs, nobody else is asked for anything.

use std::{
    io::Write,
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::{Value, json};
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Result};
use why1006_evidence::{packed, result::native};

use crate::support::{Findings, SOON, is_alive, outside, turn};

/// Somebody who must never be asked for anything, and how often they were.
struct Stranger {
    place: String,
    asked: Arc<AtomicUsize>,
}

impl Stranger {
    fn start() -> Stranger {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = asked.clone();
        // Ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming() {
                count.fetch_add(1, Ordering::Relaxed);
                drop(stream);
            }
        });
        Stranger { place, asked }
    }
}

#[tokio::test]
async fn forged_results_run_nothing_and_ask_nobody() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let stranger = Stranger::start();
    let links = links(&stranger.place);
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        let wrong = walk(&browser, &host.http(), &links, &mut findings).await;
        findings.check(wrong.is_ok(), format!("{}: {wrong:?}", kind.as_str()));
        let asked = stranger.asked.swap(0, Ordering::Relaxed);
        findings
            .check(asked == 0, format!("{}: a stranger was asked {asked} times", kind.as_str()));
        browser.quit().await;
    }
    findings.settle("");
}

async fn walk(
    browser: &Browser,
    base: &str,
    links: &[(String, String, bool)],
    findings: &mut Findings,
) -> Result<()> {
    let is_chromium = browser.kind() == BrowserKind::Chromium;
    if is_chromium {
        browser.requests().await?;
    }
    for (name, fragment, opens) in links {
        let name = format!("{}, {name}", browser.kind().as_str());
        let page = Page::open(browser, base, fragment).await?;
        let shown = "return document.querySelector('#opened, #broken-link') !== null";
        let is_shown = page.wait_until(shown, SOON).await;
        findings.check(is_shown.is_ok(), format!("{name}: nothing is shown"));
        let is_open = page.is_opened_result().await?;
        findings.check(is_open == *opens, format!("{name}: opened as a result: {is_open}"));
        if is_open {
            // What is folded or drawn later shows the same texts.
            let unfold = "document.querySelectorAll('details').forEach(d => { d.open = true }); \
                          return document.querySelector('#result-link')?.value?.length > 0";
            let whole = page.wait_until(unfold, SOON).await;
            findings.check(whole.is_ok(), format!("{name}: the report is not whole"));
        } else {
            let said = page.text("#broken-link p").await?.unwrap_or_default();
            findings
                .check(said.ends_with('.') && said.len() > 40, format!("{name}: says `{said}`"));
        }
        let made = browser.script(MADE, vec![]).await?;
        findings.check(made == json!([]), format!("{name}: the page holds {made}"));
        findings.check(is_alive(browser).await?, format!("{name}: the program stopped"));
        let asked = browser.script(ASKED, vec![]).await?;
        findings.check(asked == json!([]), format!("{name}: the page asks for {asked}"));
        if is_chromium {
            let asked = outside(browser, base).await?;
            findings.check(asked.is_empty(), format!("{name}: asks {asked:?}"));
        }
    }
    Ok(())
}

/// What forged text must never become: something that ran, or an element.
const MADE: &str = "\
    const found = window.hit === undefined ? [] : ['a script that ran'];\
    const never = '#app img, #app script, #app iframe, #app object, #app embed, #app style, \
        #app link, #app base, #app form:not(#ask), #app [onerror], #app [onload], #app video';\
    for (const e of document.querySelectorAll(never)) found.push(e.outerHTML.slice(0, 80));\
    const good = ['http:', 'https:', 'mailto:', 'blob:'];\
    for (const a of document.querySelectorAll('a[href], area[href]'))\
        if (!good.includes(a.protocol)) found.push(a.outerHTML.slice(0, 80));\
    return found";

/// What was requested besides the page's own files.
const ASKED: &str = "\
    const own = new URL('.', location.href).href;\
    return performance.getEntriesByType('resource').map(e => e.name)\
        .filter(name => !name.startsWith(own) || name.startsWith(own + 'reference'))";

/// Forged links: a name, the fragment, and whether a result opens.
fn links(stranger: &str) -> Vec<(String, String, bool)> {
    let golden: Value =
        serde_json::from_str(include_str!("../../../evidence/tests/v1-later.json")).unwrap();
    let mut links = Vec::new();
    let mut add = |name: String, fragment: String, opens| links.push((name, fragment, opens));

    for (at, text) in texts(stranger).iter().enumerate() {
        add(format!("text {at} everywhere"), link(&everywhere(&golden, text)), true);
    }
    for text in ["javascript:window.hit=1", "data:text/html,<script>window.hit=1</script>"] {
        let mut run = golden.clone();
        run["target"]["url"] = text.into();
        run["target"]["app"] = json!({ "origin": text, "scheme": "https" });
        run["circumstances"]["page"]["origin"] = text.into();
        add(format!("addresses {text:.12}"), link(&run), true);
    }

    let mut run = golden.clone();
    run["a-later-member"] = json!({ "x": ["y"] });
    run["observations"][0]["events"][0]["kind"] = json!("a-later-kind");
    run["told"][0]["clue"] = json!("a-later-clue");
    add("unknown tags and members".into(), link(&run), true);
    let mut run = golden.clone();
    run["observations"][0]["events"] =
        vec![golden["observations"][0]["events"][0].clone(); 400].into();
    run["elapsed"] = json!(1e300);
    run["circumstances"]["started_at"] = json!(-1e300);
    run["circumstances"]["utc_offset"] = json!(i32::MIN);
    run["circumstances"]["earlier_failures"] = json!(u32::MAX);
    add("as much as a run holds, at impossible times".into(), link(&run), true);

    let mut run = golden.clone();
    run["observations"] = vec![golden["observations"][0].clone(); 2_000].into();
    add("huge counts".into(), link(&run), false);
    let mut run = golden.clone();
    run["told"] = vec![golden["told"][0].clone(); 60_000].into();
    add("huge counts of answers".into(), link(&run), false);
    let mut run = golden.clone();
    run["version"] = json!(2);
    add("a later version".into(), link(&run), false);
    run["version"] = json!(-1);
    add("a version that never was".into(), link(&run), false);
    run["version"] = json!("1");
    add("a version of another shape".into(), link(&run), false);

    for (name, part, times) in [
        ("a bomb of spaces", " ", 40_000_000),
        ("a bomb of brackets", "[", 40_000_000),
        ("a deep nest", "[", 500_000),
        ("a deep nest of objects", "{\"a\":", 100_000),
        ("no JSON", "{\"version\":1,", 1),
        ("nothing", "", 1),
    ] {
        add(name.into(), whole(part.repeat(times).as_bytes()), false);
    }
    let good = link(&golden);
    for keep in [14, good.len() / 3, good.len() - 1] {
        add(format!("cut to {keep}"), good[..keep].to_owned(), false);
    }
    for at in (13..good.len()).step_by(good.len() / 6) {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        add(format!("altered at {at}"), String::from_utf8(bytes).unwrap(), false);
    }
    let mut bytes = deflate(golden.to_string().as_bytes());
    let middle = bytes.len() / 2;
    bytes.truncate(middle);
    add("cut, and its sum right".into(), packed_link(&bytes), false);
    add("a later form".into(), good.replacen("r=1d", "r=3d", 1), false);
    add("markup in the link".into(), "r=<img src=x onerror=window.hit=1>".into(), false);
    assert!(native::decode(&good).is_ok());
    links
}

/// Markup, script and addresses that would ask a stranger.
fn texts(stranger: &str) -> [String; 5] {
    [
        format!(
            "<img src=http://{stranger}/a onerror=window.hit=1><script>window.hit=1</script>\
             <svg onload=window.hit=1><iframe srcdoc='<script>parent.hit=1</script>'></iframe>"
        ),
        format!("\"'><style>@import 'http://{stranger}/b'</style><base href=http://{stranger}/>"),
        format!("ws://{stranger}/<script>window.hit=1</script>?a=<b>#c"),
        "{{constructor.constructor('window.hit=1')()}}${window.hit=1}%3Cscript%3E".to_owned(),
        "\u{202e}\u{0}\u{7}\u{e000}user\u{e001}\u{feff}\u{2028}\\u003cscript\\u003e".repeat(20),
    ]
}

/// The run with a text in each of its texts.
fn everywhere(golden: &Value, text: &str) -> Value {
    let mut run = golden.clone();
    run["build"] = text.into();
    run["target"]["url"] = text.into();
    run["target"]["host"] = text.into();
    run["target"]["protocols"] = json!([text, text]);
    run["target"]["problems"] = json!([
        { "kind": "bad-app", "part": text },
        { "kind": "other", "part": text },
        { "kind": "http-scheme", "part": text },
    ]);
    run["target"]["app"] = json!({ "origin": text, "scheme": "https" });
    run["circumstances"]["engine"]["name"] = text.into();
    run["circumstances"]["page"]["origin"] = text.into();
    for observation in run["observations"].as_array_mut().unwrap() {
        for event in observation["events"].as_array_mut().unwrap() {
            event["name"] = text.into();
            event["reason"] = text.into();
        }
    }
    run["page_events"] = json!([{ "at": 1, "kind": "policy", "name": text, "reason": text }]);
    run["said"] = json!({ "build": text, "verdict": text, "cause": text, "owner": text });
    run
}

fn link(run: &Value) -> String {
    whole(run.to_string().as_bytes())
}

/// A link whose sum is right, whatever is in it.
fn whole(text: &[u8]) -> String {
    packed_link(&deflate(text))
}

fn packed_link(bytes: &[u8]) -> String {
    ["r=", &packed::pack(1, true, bytes)].concat()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
