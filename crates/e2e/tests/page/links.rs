//! A result as a link: there and back, and what a broken one does.

use serde_json::{Value, json};
use why1006_diagnosis::diagnose;
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Report, Result};
use why1006_lab::{Lab, Options};

use crate::support::{Findings, SOON, is_alive, open, outside, test, turn};

/// The longest link of a typical failing run, and that of any, in characters; with
/// what was seen of the network.
const TYPICAL: usize = 1_500;
const LONGEST: usize = 2_000;

/// Each stands somewhere in the address or in the close reason.
const SECRETS: [&str; 5] = ["s3cretvalue", "hunter2", "alice", "eyJhbGciOiJIUzI1NiJ9", "9f86d081"];

/// Inflates what stands behind the dot of a link.
pub(crate) const INFLATE: &str = "\
    const data = arguments[0].replaceAll('-', '+').replaceAll('_', '/');\
    const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));\
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));\
    return new Response(stream).text()";

/// Makes the fragment of a link that holds this text, its checksum right.
pub(crate) const CRAFT: &str = "\
    const [text, times, key] = arguments;\
    const plain = new Blob([text.repeat(times)]).stream();\
    const packed = plain.pipeThrough(new CompressionStream('deflate-raw'));\
    return new Response(packed).arrayBuffer().then((buffer) => {\
        const binary = [...new Uint8Array(buffer)].map(b => String.fromCharCode(b)).join('');\
        const data = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');\
        let sum = 0x811c9dc5;\
        for (const c of data) sum = Math.imul(sum ^ c.charCodeAt(0), 0x01000193) >>> 0;\
        return key + '=1d' + sum.toString(16).padStart(8, '0') + '.' + data;\
    })";

#[tokio::test]
async fn a_result_arrives_whole_without_secrets_or_not_at_all() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let base = host.http();
    let only = ["origin-checked-404", "refused-tls", "closes-4401", "silent"];
    let only = Some(only.iter().map(|id| id.to_string()).collect());
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let mut findings = Findings::default();

    let mut lengths = Vec::new();
    for running in lab.running() {
        let page = open(&browser, &base).await.unwrap();
        let report = test(&page, &running.url).await.unwrap();
        let (id, length) = (running.scenario.id, report.link.len());
        eprintln!("{id}: the link has {length} characters");
        findings.check(length <= LONGEST, format!("{id}: the link has {length} characters"));
        lengths.push(length);
        round_trip(&browser, &base, id, &report, &mut findings).await.unwrap();
    }

    lengths.sort_unstable();
    findings.check(lengths[lengths.len() / 2] <= TYPICAL, format!("links have {lengths:?}"));

    // The reference closes as its query says.
    let address = format!(
        "{}reference/socket?close=4401&after=300&reason=session%20{}%20is%20over&token={}&{}884c7d659a2feaa0",
        base.replacen("http://", &format!("ws://{}:{}@", SECRETS[2], SECRETS[1]), 1),
        "eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
        SECRETS[0],
        SECRETS[4],
    );
    let page = open(&browser, &base).await.unwrap();
    let report = test(&page, &address).await.unwrap();
    let whole = report.evidence_json.to_string();
    let kept = [SECRETS[0], SECRETS[3]].iter().all(|secret| whole.contains(secret));
    findings.check(kept, "the raw evidence lacks what was seen");
    round_trip(&browser, &base, "secrets", &report, &mut findings).await.unwrap();

    broken_links(&browser, &base, &report, &mut findings).await.unwrap();
    browser.quit().await;
    findings.settle("");
}

/// The same verdict elsewhere, marked, without secrets, without a request.
async fn round_trip(
    browser: &Browser,
    base: &str,
    id: &str,
    report: &Report,
    findings: &mut Findings,
) -> Result<()> {
    let (page_address, fragment) = report.link.split_once('#').unwrap_or_default();
    let data = fragment.split_once('.').unwrap_or_default().1;
    let inside = browser.script(INFLATE, vec![data.into()]).await?;
    let inside = inside.as_str().unwrap_or_default();
    findings.check(inside.contains("\"observations\""), format!("{id}: the link holds {inside}"));
    for secret in SECRETS {
        findings.check(!inside.contains(secret), format!("{id}: the link holds {secret}"));
    }
    browser.requests().await?;
    let page = Page::open(browser, page_address, fragment).await?;
    page.wait_until("return document.querySelector('#opened') !== null", SOON).await?;
    let script = "return [document.querySelector('main').dataset.verdict, \
                  document.querySelector('#headline').textContent, \
                  document.querySelector('#raw-evidence').value]";
    let shown = browser.script(script, vec![]).await?;
    findings.check(
        shown[0] == report.verdict.as_str(),
        format!("{id}: {} opens as {}", report.verdict, shown[0]),
    );
    let headline = why1006_content::headline_of(&diagnose(&report.evidence));
    findings.check(shown[1] == headline, format!("{id}: the headline is {}", shown[1]));
    let evidence = serde_json::from_str::<Value>(shown[2].as_str().unwrap_or_default());
    let read = evidence.ok().and_then(|e| why1006_evidence::record::Record::read(&e));
    let (before, after) = (diagnose(&report.evidence), read.as_ref().map(diagnose));
    findings.check(after == Some(before), format!("{id}: a redacted run diagnoses otherwise"));
    let asked = outside(browser, base).await?;
    findings.check(asked.is_empty(), format!("{id}: opening the link asks {asked:?}"));
    let marked = page.text("#opened").await?.unwrap_or_default();
    findings.check(marked.contains("Not verified"), format!("{id}: the banner says {marked}"));
    Ok(())
}

async fn broken_links(
    browser: &Browser,
    base: &str,
    report: &Report,
    findings: &mut Findings,
) -> Result<()> {
    let fragment = report.link.split_once('#').unwrap_or_default().1.to_owned();
    let altered = |at: usize| {
        let mut bytes = fragment.clone().into_bytes();
        // The digits of the sum may be of either case.
        bytes[at] = if bytes[at].eq_ignore_ascii_case(&b'a') { b'B' } else { b'A' };
        String::from_utf8(bytes).unwrap_or_default()
    };
    let mut links: Vec<(String, String)> = vec![
        ("nothing behind r=".into(), "r=".into()),
        ("no data".into(), "r=1d00000000.".into()),
        ("no result at all".into(), "r=hello%20world".into()),
        ("percent signs".into(), "r=%00%FF%".into()),
        ("no ASCII".into(), "r=1d\u{e9}\u{fffd}x.\u{1F600}".into()),
        ("newer version".into(), fragment.replacen("r=1d", "r=2d", 1)),
        ("unknown form".into(), fragment.replacen("r=1d", "r=1z", 1)),
        ("wrong sum".into(), altered(5)),
        ("altered in the middle".into(), altered(fragment.len() / 2)),
        ("altered at the end".into(), altered(fragment.len() - 1)),
        ("altered at the start of the data".into(), altered(13)),
        ("huge".into(), format!("r=1d00000000.{}", "A".repeat(200_000))),
        ("nothing behind i=".into(), "i=".into()),
        ("a result as a snippet's".into(), fragment.replacen("r=", "i=", 1)),
        ("a snippet's of a newer version".into(), fragment.replacen("r=1d", "i=2d", 1)),
        ("a huge one of a snippet".into(), format!("i=1d00000000.{}", "A".repeat(200_000))),
    ];
    for keep in [1, 3, 4, 8, 12, 13, 20, fragment.len() / 2, fragment.len() - 1] {
        links.push((format!("cut to {keep}"), fragment[..keep.max(2)].to_owned()));
    }
    let mut inside: Value = report.evidence_json.clone();
    let mut craft = async |name: &str, text: String, times: usize| -> Result<()> {
        let key = if name.starts_with("snippet") { "i" } else { "r" };
        let made = browser.script(CRAFT, vec![text.into(), json!(times), key.into()]).await?;
        links.push((name.to_owned(), made.as_str().unwrap_or_default().to_owned()));
        Ok(())
    };
    for (name, text) in crate::snippet::forged() {
        craft(&name, text, 1).await?;
    }
    craft("snippet: a bomb", " ".into(), 50_000_000).await?;
    craft("snippet: evidence", inside.to_string(), 1).await?;
    craft("empty text", String::new(), 1).await?;
    craft("another object", "{}".into(), 1).await?;
    craft("a list", "[1,2]".into(), 1).await?;
    craft("no JSON", "{\"version\":1".into(), 1).await?;
    craft("deep", "[".into(), 100_000).await?;
    craft("a bomb", " ".into(), 50_000_000).await?;
    inside["version"] = json!(2);
    craft("evidence of version 2", inside.to_string(), 1).await?;
    inside["version"] = json!(1);
    inside["observations"] = json!(vec![inside["observations"][0].clone(); 1000]);
    craft("far too many observations", inside.to_string(), 1).await?;
    inside["observations"] = json!("none");
    craft("observations of another shape", inside.to_string(), 1).await?;

    browser.requests().await?;
    for (name, fragment) in links {
        let page = Page::open(browser, base, &fragment).await?;
        let shown = "return document.querySelector('#broken-link') !== null";
        let said = match page.wait_until(shown, SOON).await {
            Ok(()) => page.text("#broken-link p").await?.unwrap_or_default(),
            Err(_) => String::new(),
        };
        eprintln!("{name}: {said}");
        findings.check(said.ends_with('.') && said.len() > 40, format!("{name}: says `{said}`"));
        findings.check(!page.is_opened_result().await?, format!("{name}: it opens as a result"));
        findings.check(is_alive(browser).await?, format!("{name}: the program stopped"));
        let asked = outside(browser, base).await?;
        findings.check(asked.is_empty(), format!("{name}: asks {asked:?}"));
    }
    Ok(())
}
