//! Browsers that are not as they come: a wrong clock, an extension that blocks.

use std::{fs, path::PathBuf, process::Command};

use serde_json::json;

use super::Ground;
use crate::{Blocks, Error, Result, programs};

/// What an extension may block in either browser.
const EVERYTHING: &[&str] = &[
    "main_frame",
    "sub_frame",
    "stylesheet",
    "script",
    "image",
    "font",
    "object",
    "xmlhttprequest",
    "ping",
    "media",
    "websocket",
    "other",
];

/// The driver's command, with the clock that the options want for it and all
/// that it starts.
pub(super) fn with_clock(command: Command, days_ahead: Option<u16>) -> Result<Command> {
    let Some(days) = days_ahead else { return Ok(command) };
    let faketime = programs::find(
        "FAKETIME",
        &["faketime"],
        "install it (Debian: `apt-get install faketime`), or name it in FAKETIME",
    )?;
    let mut faked = Command::new(faketime);
    faked.args(["-m", "-f", &format!("+{days}d")]);
    faked.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => faked.env(name, value),
            None => faked.env_remove(name),
        };
    }
    // Whoever waits for a while must not wait by the wrong clock.
    faked.env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    Ok(faked)
}

/// Writes the extension that the options want, and gives its folder.
pub(super) fn extension(ground: &Ground) -> Result<Option<PathBuf>> {
    let Some(Blocks { host, sockets_only }) = &ground.options.blocks else { return Ok(None) };
    let kinds = if *sockets_only { &["websocket"] } else { EVERYTHING };
    let manifest = json!({
        "manifest_version": 3,
        "name": "Blocks one host",
        "version": "1.0",
        "permissions": ["declarativeNetRequest"],
        "declarative_net_request": {
            "rule_resources": [{ "id": "one", "enabled": true, "path": "rules.json" }],
        },
        "browser_specific_settings": { "gecko": { "id": "blocks-one-host@lab.test" } },
    });
    let rules = json!([{
        "id": 1,
        "priority": 1,
        "action": { "type": "block" },
        "condition": { "urlFilter": format!("||{host}"), "resourceTypes": kinds },
    }]);
    let folder = ground.folder.join("extension");
    let fault = |e| Error::new(format!("cannot write {}: {e}", folder.display()));
    fs::create_dir_all(&folder).map_err(fault)?;
    for (name, text) in [("manifest.json", manifest), ("rules.json", rules)] {
        fs::write(folder.join(name), text.to_string()).map_err(fault)?;
    }
    Ok(Some(folder))
}
