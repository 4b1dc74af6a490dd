//! The software that recipes are proven with. What cannot be had is said; the
//! proofs that need it are skipped, and say so again.

use super::{
    browsers::{Need, need, packages},
    npm_package,
};
use crate::{Result, command, project};

/// The commonest WebSocket library of Node.
const WS_VERSION: &str = "8.23.0";
const SOCKET_IO_VERSION: &str = "4.8.4";

/// What the apps in Python are made of.
const PYTHON: [&str; 6] = [
    "uvicorn==0.54.0",
    "fastapi==0.165.0",
    "websockets==17.4",
    "channels==4.3.2",
    "daphne==4.2.3",
    "django==5.2.19",
];

/// One group each: what one lacks, the others do without.
const GROUPS: [&[Need]; 6] = [
    &[need(&["nginx"], "nginx-light"), need(&["openssl"], "openssl")],
    &[need(&["puma"], "puma ruby-actioncable ruby-railties ruby-actionpack")],
    &[need(&["apache2"], "apache2")],
    &[need(&["haproxy"], "haproxy")],
    &[need(&["caddy"], "caddy")],
    &[need(&["squid"], "squid-openssl")],
];

/// Sets all of it up.
pub(crate) fn set_up() {
    let said = |line: String| eprintln!("not all proofs can run: {line}");
    for group in GROUPS {
        if let Err(line) = packages(&group.iter().collect::<Vec<_>>(), false) {
            said(line);
        }
    }
    for (package, version) in [("ws", WS_VERSION), ("socket.io", SOCKET_IO_VERSION)] {
        if let Err(line) = npm_package(package, version) {
            said(line);
        }
    }
    if let Err(line) = python() {
        said(line);
    }
}

/// An environment of its own below `target`, made once for these versions.
fn python() -> Result<()> {
    let folder = project::tools().join("python");
    let (wanted, made) = (PYTHON.join("\n"), folder.join("made-for.txt"));
    if crate::files::read_text(&made).is_ok_and(|text| text == wanted) {
        return Ok(());
    }
    let python = command::find("python3")
        .ok_or_else(|| "python3 is missing (Debian: apt-get install python3-venv)".to_owned())?;
    let mut venv = command::program(python);
    command::run(venv.args(["-m", "venv"]).arg(&folder), "python3 -m venv").map_err(|line| {
        format!("{line}; install what it needs (Debian: apt-get install python3-venv)")
    })?;
    let mut pip = command::program(folder.join("bin/pip"));
    command::run(pip.args(["install", "--quiet"]).args(PYTHON), "pip install")
        .map_err(|line| format!("{line}; check the network"))?;
    crate::files::write(&made, wanted)
}
