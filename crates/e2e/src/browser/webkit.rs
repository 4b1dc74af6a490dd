//! WebKitGTK's MiniBrowser through WebKitWebDriver.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Map, json};

use super::{Ground, Plan};
use crate::{Error, Proxy, Result, programs, trust};

pub(super) fn plan(ground: &Ground) -> Result<Plan> {
    let driver = programs::find(
        "WEBKITDRIVER",
        &["WebKitWebDriver"],
        "install it (Debian: `apt-get install webkit2gtk-driver`; there is none outside Linux)",
    )?;
    let mut command = on_a_screen(driver, &ground.folder, &ground.certificates)?;
    command.arg(format!("--port={}", ground.port));

    let mut args = vec!["--automation".to_owned()];
    args.extend(ground.options.args.iter().cloned());
    let mut browser = json!({ "args": args });
    if let Some(binary) = mini_browser() {
        browser["binary"] = json!(binary);
    }
    let mut capabilities = Map::new();
    capabilities.insert("browserName".into(), json!("MiniBrowser"));
    capabilities.insert("webkitgtk:browserOptions".into(), browser);
    if let Some(proxy) = &ground.options.proxy {
        let mut wanted = json!({
            "proxyType": "manual",
            "httpProxy": proxy.address,
            "sslProxy": proxy.address,
        });
        if !proxy.for_loopback {
            wanted["noProxy"] = json!(["localhost", "127.0.0.0/8", "[::1]"]);
        }
        capabilities.insert("proxy".into(), wanted);
    }
    Ok(Plan { command, capabilities })
}

/// The command that browses without a driver and prints the console's lines on
/// standard error.
pub(super) fn undriven(
    folder: &Path,
    certificates: &[String],
    proxy: Option<&Proxy>,
    url: &str,
) -> Result<Command> {
    let browser = mini_browser().ok_or_else(|| {
        Error::new(
            "MiniBrowser is missing: install it (Debian: `apt-get install webkit2gtk-driver`)",
        )
    })?;
    let mut command = on_a_screen(browser, folder, certificates)?;
    command.arg("--enable-write-console-messages-to-stdout=true");
    if let Some(proxy) = proxy {
        command.arg(format!("--proxy=http://{}", proxy.address));
    }
    command.arg(url);
    Ok(command)
}

/// `program` with a screen and a bus, trusting these certificates.
fn on_a_screen(program: PathBuf, folder: &Path, certificates: &[String]) -> Result<Command> {
    // From the outside in: trust, screen, bus, program.
    let mut words: Vec<OsString> = Vec::new();
    if env::var_os("DISPLAY").is_none() {
        let cure = "WebKit needs a screen (Debian: `apt-get install xvfb xauth dbus`)";
        words.push(programs::find("XVFB_RUN", &["xvfb-run"], cure)?.into());
        words.extend(["-a", "-s", "-screen 0 1400x1000x24"].map(Into::into));
        words.push(programs::find("DBUS_RUN_SESSION", &["dbus-run-session"], cure)?.into());
        words.push("--".into());
    }
    words.push(program.into());
    let mut command = match trust::with_own_bundle(folder, certificates)? {
        Some(command) => command,
        None => Command::new(words.remove(0)),
    };
    command.args(words);
    // Its sandbox does not start as root or in a container, and there is no
    // graphics card.
    command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1").env("LIBGL_ALWAYS_SOFTWARE", "1");
    Ok(command)
}

/// The browser that comes with the library; distributions hide it.
fn mini_browser() -> Option<PathBuf> {
    let below = |folder: &str| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    };
    let mut folders = below("/usr/lib");
    folders.push("/usr/libexec".into());
    folders.push("/usr/lib".into());
    ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"]
        .into_iter()
        .flat_map(|version| folders.iter().map(move |f| f.join(version).join("MiniBrowser")))
        .find(|file| file.is_file())
}
