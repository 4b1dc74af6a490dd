//! Firefox through geckodriver.

use std::{fs, path::Path, process::Command};

use serde_json::{Map, Value, json};
use thirtyfour::{WebDriver, extensions::addons::firefox::FirefoxTools};

use super::{Ground, Plan};
use crate::{Error, Proxy, Result, programs, trust};

pub(super) fn plan(ground: &Ground) -> Result<Plan> {
    let driver = programs::find(
        "GECKODRIVER",
        &["geckodriver"],
        "run `cargo install geckodriver`, or name it in GECKODRIVER",
    )?;
    let browser = programs::find(
        "FIREFOX",
        &["firefox", "firefox-esr"],
        "install it (Debian: `apt-get install firefox-esr`), or name it in FIREFOX",
    )?;
    let profile = ground.folder.join("profile");
    fs::create_dir_all(&profile)
        .map_err(|e| Error::new(format!("cannot make {}: {e}", profile.display())))?;
    trust::fill_database(&profile, &ground.certificates)?;

    let mut prefs = Map::new();
    // Nothing but the page's own requests may show in a test.
    prefs.insert("network.captive-portal-service.enabled".into(), json!(false));
    prefs.insert("network.connectivity-service.enabled".into(), json!(false));
    // Names are resolved as the system does.
    prefs.insert("network.trr.mode".into(), json!(5));
    if let Some(proxy) = &ground.options.proxy {
        insert_proxy(&mut prefs, proxy)?;
    }
    for (name, value) in &ground.options.prefs {
        prefs.insert(name.clone(), typed(value));
    }
    let mut args = vec![
        "-headless".to_owned(),
        "-profile".into(),
        profile.display().to_string(),
        "--width=1280".into(),
        "--height=900".into(),
    ];
    args.extend(ground.options.args.iter().cloned());

    let mut command = Command::new(driver);
    // The chrome context, where the console's lines are.
    command.args(["--port", &ground.port.to_string(), "--allow-system-access"]);
    // Otherwise a Firefox that runs already opens a tab.
    command.env("MOZ_NO_REMOTE", "1");
    let mut capabilities = Map::new();
    capabilities.insert("browserName".into(), json!("firefox"));
    capabilities.insert(
        "moz:firefoxOptions".into(),
        json!({ "binary": browser, "args": args, "prefs": prefs }),
    );
    Ok(Plan { command, capabilities })
}

/// Installs the extension in this folder until the browser ends.
pub(super) async fn install(driver: &WebDriver, folder: &Path) -> Result<()> {
    let tools = FirefoxTools::new(driver.handle().clone());
    tools.install_addon(&folder.display().to_string(), Some(true)).await?;
    Ok(())
}

fn insert_proxy(prefs: &mut Map<String, Value>, proxy: &Proxy) -> Result<()> {
    let (host, port) = proxy
        .address
        .rsplit_once(':')
        .and_then(|(host, port)| Some((host, port.parse::<u16>().ok()?)))
        .ok_or_else(|| Error::new(format!("proxy {}: give HOST:PORT", proxy.address)))?;
    prefs.insert("network.proxy.type".into(), json!(1));
    for kind in ["http", "ssl"] {
        prefs.insert(format!("network.proxy.{kind}"), json!(host));
        prefs.insert(format!("network.proxy.{kind}_port"), json!(port));
    }
    prefs.insert("network.proxy.no_proxies_on".into(), json!(""));
    prefs.insert("network.proxy.allow_hijacking_localhost".into(), json!(proxy.for_loopback));
    Ok(())
}

/// A preference as Firefox wants it: its type must fit.
fn typed(value: &str) -> Value {
    match value {
        "true" => json!(true),
        "false" => json!(false),
        _ => value.parse::<i32>().map_or_else(|_| json!(value), |number| json!(number)),
    }
}
