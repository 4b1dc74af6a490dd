//! Chromium through chromedriver.

use std::{path::Path, process::Command};

use serde_json::{Map, json};

use super::{Ground, Plan};
use crate::{Result, programs, trust};

pub(super) fn plan(ground: &Ground, extension: Option<&Path>) -> Result<Plan> {
    let driver = programs::find(
        "CHROMEDRIVER",
        &["chromedriver"],
        "install it (Debian: `apt-get install chromium-driver`), or name it in CHROMEDRIVER",
    )?;
    let browser = programs::find(
        "CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
        "install it (Debian: `apt-get install chromium`), or name it in CHROMIUM",
    )?;
    // Chromium on Linux trusts what stands in this database of its home.
    trust::fill_database(&ground.folder.join("home/.pki/nssdb"), &ground.certificates)?;

    let mut args = vec![
        "--headless=new".to_owned(),
        format!("--user-data-dir={}", ground.folder.join("profile").display()),
        "--window-size=1280,900".into(),
        "--no-first-run".into(),
        "--no-default-browser-check".into(),
        // Nothing but the page's own requests may show in a test.
        "--disable-background-networking".into(),
        "--disable-component-update".into(),
        "--disable-dev-shm-usage".into(),
        "--disable-gpu".into(),
        "--password-store=basic".into(),
    ];
    if is_root() {
        // Its sandbox refuses to start as root.
        args.push("--no-sandbox".into());
    }
    if let Some(proxy) = &ground.options.proxy {
        args.push(format!("--proxy-server={}", proxy.address));
        if proxy.for_loopback {
            args.push("--proxy-bypass-list=<-loopback>".into());
        }
    }
    if let Some(folder) = extension {
        args.push(format!("--load-extension={}", folder.display()));
        args.push("--disable-features=DisableLoadExtensionCommandLineSwitch".into());
    }
    args.extend(ground.options.args.iter().cloned());

    let mut command = Command::new(driver);
    command.arg(format!("--port={}", ground.port));
    let mut capabilities = Map::new();
    capabilities.insert("browserName".into(), json!("chrome"));
    // Its own first tab would ask the web for the page of a new tab, and the driver
    // would wait for that: behind a proxy without a name server 30 s.
    let prefs = json!({ "session.restore_on_startup": 4, "session.startup_urls": ["about:blank"] });
    capabilities.insert(
        "goog:chromeOptions".into(),
        json!({ "binary": browser, "args": args, "prefs": prefs }),
    );
    capabilities
        .insert("goog:loggingPrefs".into(), json!({ "browser": "ALL", "performance": "ALL" }));
    Ok(Plan { command, capabilities })
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
