//! `pictures OUT [NAME]`: the page's outcomes as PNG, 390 and 1280 pixels wide, light
//! and dark, from real runs against the lab in Chromium; and one of them opened in
//! Firefox, with a run from there beside it. With a name, that one alone.

use std::{fs, path::Path, process::ExitCode, time::Duration};

use why1006_e2e::{
    Browser, BrowserKind, BrowserOptions, Error, Host, HostOptions, Look, Page, Result,
};
use why1006_lab::{Lab, Options};

/// Name of the picture, scenario of the lab; without one, our own reference.
const OUTCOMES: [(&str, Option<&str>); 11] = [
    ("works", None),
    ("answered", Some("origin-checked-404")),
    ("nothing", Some("certificate-unknown-root")),
    ("silent", Some("silent")),
    ("closed", Some("closes-4401")),
    ("cut", Some("cut-after-open")),
    ("network", Some("middlebox-strips-upgrade")),
    ("swallowed", Some("upgrade-swallowed")),
    ("redirected", Some("redirect-elsewhere-302")),
    ("subprotocol", Some("subprotocol-required-400")),
    ("wants-wss", Some("tls-on-ws")),
];

/// What Chromium refuses and Firefox opens, side by side.
const BESIDE: (&str, &str) = ("side-by-side", "subprotocol-not-offered");

/// An address that the browser itself refuses.
const INVALID: &str = "wss://postfacto.[mydomain]/cable";

/// The page of an organisation.
const PRESET: &str = r#"{
    "organisation": "Example Corp",
    "contact": "mailto:it@example.com",
    "addresses": [{ "url": "URL", "name": "Chat" }]
}"#;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(out) = arguments.next() else {
        eprintln!("usage: pictures OUT [NAME]   (a folder, for example docs/pictures)");
        return ExitCode::from(2);
    };
    let only = arguments.next();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("error: no runtime: {e}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(take_all(Path::new(&out), only.as_deref())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("error: {e}");
            ExitCode::FAILURE
        }
    }
}

async fn take_all(out: &Path, only: Option<&str>) -> Result<()> {
    fs::create_dir_all(out).map_err(|e| Error::new(format!("{}: {e}", out.display())))?;
    let host = Host::start(HostOptions::default()).await?;
    let upstream = host.http().replace("http://", "").trim_end_matches('/').to_owned();
    let options = Options { reference_upstream: Some(upstream), ..Options::default() };
    let lab = tokio::task::spawn_blocking(|| Lab::start(options))
        .await
        .map_err(|e| Error::new(e.to_string()))?
        .map_err(|e| Error::new(e.to_string()))?;
    let behind = lab.get("middlebox-strips-upgrade").and_then(|s| s.reference.clone());
    let stripped = Host::start(HostOptions { reference: behind, ..HostOptions::default() }).await?;
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await?;
    let is_wanted = |name: &str| only.is_none_or(|only| only == name);
    for (name, scenario) in OUTCOMES.into_iter().filter(|(name, _)| is_wanted(name)) {
        let url = scenario.and_then(|id| lab.get(id)).map(|s| s.url.clone());
        let base = if name == "network" { stripped.http() } else { host.http() };
        take(&browser, &base, name, url.as_deref(), out).await?;
    }
    if is_wanted("invalid") {
        take(&browser, &host.http(), "invalid", Some(INVALID), out).await?;
    }
    if is_wanted("preset") {
        let url = lab.get("origin-checked-404").map(|s| s.url.clone()).unwrap_or_default();
        let preset = Some(PRESET.replace("URL", &url));
        let host = Host::start(HostOptions { preset, ..HostOptions::default() }).await?;
        take(&browser, &host.http(), "preset", None, out).await?;
    }
    if let Some(running) = lab.get(BESIDE.1).filter(|_| is_wanted(BESIDE.0)) {
        beside(&browser, &host.http(), &running.url, out).await?;
    }
    browser.quit().await;
    Ok(())
}

async fn take(
    browser: &Browser,
    base: &str,
    name: &str,
    url: Option<&str>,
    out: &Path,
) -> Result<()> {
    let page = Page::open(browser, base, "").await?;
    if let Some(url) = url {
        page.enter(url).await?;
    } else {
        let filled = "return document.querySelector('#address').value !== ''";
        page.wait_until(filled, Duration::from_secs(5)).await?;
    }
    if name == "preset" {
        let asks = "return document.querySelector('#ask').dataset.asks === 'preset'";
        page.wait_until(asks, Duration::from_secs(5)).await?;
        pictures(browser, &format!("{name}-before"), "body", [670, 420], out).await?;
    }
    page.press_test().await?;
    page.wait_for_report(Duration::from_secs(20)).await?;
    // Tall enough for the answer, the ladder and the next step.
    pictures(browser, name, "body", [1500, 1250], out).await
}

/// A result of this browser, opened in Firefox, and a run from there beside it.
async fn beside(browser: &Browser, base: &str, url: &str, out: &Path) -> Result<()> {
    let page = Page::open(browser, base, "").await?;
    page.enter(url).await?;
    page.press_test().await?;
    let theirs = page.wait_for_report(Duration::from_secs(20)).await?;
    let (address, fragment) = theirs.link.split_once('#').unwrap_or_default();
    let other = Browser::start(BrowserOptions::new(BrowserKind::Firefox)).await?;
    let page = Page::open(&other, address, fragment).await?;
    let there = "return document.querySelector('#run-here')?.click() === undefined \
                 && document.querySelector('#run-here') !== null";
    page.wait_until(there, Duration::from_secs(10)).await?;
    page.wait_for_report(Duration::from_secs(20)).await?;
    let shown = "return document.querySelector('#compare .beside') !== null";
    page.wait_until(shown, Duration::from_secs(5)).await?;
    // Firefox shows no window as narrow as a phone's.
    let wide = pictures(&other, BESIDE.0, "#compare", [0, 1130], out).await;
    other.quit().await;
    wide
}

/// Takes the page from `from` on in each width and scheme; the heights are those of a
/// phone and of a wide screen, 0 for none.
async fn pictures(
    browser: &Browser,
    name: &str,
    from: &str,
    heights: [u32; 2],
    out: &Path,
) -> Result<()> {
    for (width, dark) in [(390, false), (390, true), (1280, false), (1280, true)] {
        let scheme = if dark { "dark" } else { "light" };
        let height = heights[usize::from(width > 500)];
        if height == 0 {
            continue;
        }
        browser.look(Look { width, height, dark }).await?;
        let scroll = "document.activeElement.blur(); \
                      document.querySelector(arguments[0]).scrollIntoView()";
        browser.script(scroll, vec![from.into()]).await?;
        let picture = browser.driver().screenshot_as_png().await?;
        let file = out.join(format!("{name}-{width}-{scheme}.png"));
        fs::write(&file, picture).map_err(|e| Error::new(format!("{}: {e}", file.display())))?;
        eprintln!("{}", file.display());
    }
    Ok(())
}
