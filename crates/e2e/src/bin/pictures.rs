//! `pictures OUT`: the page's outcomes as PNG, 390 and 1280 pixels wide, light
//! and dark, from real runs against the lab in Chromium.

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

/// An address that the browser itself refuses.
const INVALID: &str = "wss://postfacto.[mydomain]/cable";

/// The page of an organisation.
const PRESET: &str = r#"{
    "organisation": "Example Corp",
    "contact": "mailto:it@example.com",
    "addresses": [{ "url": "URL", "name": "Chat" }]
}"#;

fn main() -> ExitCode {
    let Some(out) = std::env::args().nth(1) else {
        eprintln!("usage: pictures OUT   (a folder, for example docs/pictures)");
        return ExitCode::from(2);
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("error: no runtime: {e}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(take_all(Path::new(&out))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("error: {e}");
            ExitCode::FAILURE
        }
    }
}

async fn take_all(out: &Path) -> Result<()> {
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
    for (name, scenario) in OUTCOMES {
        let url = scenario.and_then(|id| lab.get(id)).map(|s| s.url.clone());
        let base = if name == "network" { stripped.http() } else { host.http() };
        take(&browser, &base, name, url.as_deref(), out).await?;
    }
    take(&browser, &host.http(), "invalid", Some(INVALID), out).await?;
    let url = lab.get("origin-checked-404").map(|s| s.url.clone()).unwrap_or_default();
    let preset = PRESET.replace("URL", &url);
    let host = Host::start(HostOptions { preset: Some(preset), ..HostOptions::default() }).await?;
    take(&browser, &host.http(), "preset", None, out).await?;
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
        shoot(browser, &format!("{name}-before"), 420, out).await?;
    }
    page.press_test().await?;
    page.wait_for_report(Duration::from_secs(20)).await?;
    // Tall enough for the answer, the ladder and the next step.
    shoot(browser, name, 1250, out).await
}

/// The page as it is now, narrow and wide, light and dark.
async fn shoot(browser: &Browser, name: &str, height: u32, out: &Path) -> Result<()> {
    for (width, dark) in [(390, false), (390, true), (1280, false), (1280, true)] {
        let scheme = if dark { "dark" } else { "light" };
        let look = Look { width, height: if width < 500 { height + 250 } else { height }, dark };
        browser.look(look).await?;
        browser.script("scrollTo(0, 0)", vec![]).await?;
        let picture = browser.driver().screenshot_as_png().await?;
        let file = out.join(format!("{name}-{width}-{scheme}.png"));
        fs::write(&file, picture).map_err(|e| Error::new(format!("{}: {e}", file.display())))?;
        eprintln!("{}", file.display());
    }
    Ok(())
}
