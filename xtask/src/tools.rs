//! Sets up what a command needs and does not find.
//!
//! - [`page`](mod@page): wasm target, Trunk, wasm-bindgen, wasm-opt
//! - [`browsers`]: browsers, drivers and what the tests start beside them
//! - [`stacks`]: the software that recipes are proven with

pub(crate) mod browsers;
pub(crate) mod networks;
pub(crate) mod page;
pub(crate) mod stacks;

use std::{env, path::PathBuf, process::Command};

use crate::{Result, command, project};

/// axe-core of the accessibility tests.
const AXE_VERSION: &str = "4.14.1";

/// Folders of tools in the versions this project wants, before PATH.
pub(crate) struct Toolbox {
    folders: Vec<PathBuf>,
    /// All versions in one line: another one means another page.
    pub(crate) versions: String,
}

impl Toolbox {
    /// Lets `command` find these tools first.
    pub(crate) fn equip<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let path = env::var_os("PATH").unwrap_or_default();
        let all = self.folders.iter().cloned().chain(env::split_paths(&path));
        match env::join_paths(all) {
            Ok(path) => command.env("PATH", path),
            // A folder with a separator in its name cannot stand in PATH.
            Err(_) => command,
        }
    }
}

/// The folder that holds `program` of exactly `version`, installed by cargo
/// from the package `package` if it is not there.
///
/// Another version that the user has stays untouched: ours then goes below
/// `target/tools`.
fn cargo_tool(program: &str, package: &str, version: &str) -> Result<PathBuf> {
    let own = project::tools().join(format!("{package}-{version}"));
    let on_path = command::find(program);
    let candidates = on_path
        .iter()
        .cloned()
        .chain([own.join("bin").join(format!("{program}{}", env::consts::EXE_SUFFIX))]);
    for candidate in candidates {
        if is_version(&candidate, version)
            && let Some(folder) = candidate.parent()
        {
            return Ok(folder.to_path_buf());
        }
    }
    eprintln!("Installing {package} {version}; this takes a few minutes once.");
    let root = on_path.is_some().then_some(own.as_path());
    let install = |locked: bool| {
        let mut cargo = command::cargo();
        cargo.args(["install", "--force", &format!("{package}@{version}")]);
        if locked {
            cargo.arg("--locked");
        }
        if let Some(root) = root {
            cargo.arg("--root").arg(root);
        }
        command::run(&mut cargo, "cargo install")
    };
    // A registry mirror may lack one of the locked versions.
    install(true).or_else(|_| install(false)).map_err(|_| {
        format!(
            "the download of {package} {version} failed: check the network, or run \
             `cargo install {package}@{version}` where there is one"
        )
    })?;
    match root {
        Some(root) => Ok(root.join("bin")),
        None => project::cargo_bin()
            .ok_or_else(|| "neither CARGO_HOME nor HOME is set; set one of them".into()),
    }
}

/// Whether `program --version` names `version`.
fn is_version(program: &std::path::Path, version: &str) -> bool {
    command::output(program, &["--version"])
        .is_some_and(|text| text.split_whitespace().any(|word| word == version))
}

/// The folder of a package of npm in exactly `version`, installed if missing.
fn npm_package(package: &str, version: &str) -> Result<PathBuf> {
    let prefix = project::tools().join("npm");
    let folder = prefix.join("node_modules").join(package);
    let installed = crate::files::read_text(&folder.join("package.json"))
        .ok()
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    if installed.is_some_and(|json| json["version"] == version) {
        return Ok(folder);
    }
    let npm = command::find("npm").ok_or_else(|| {
        format!("npm is missing, which brings {package}: install Node.js 20 or newer")
    })?;
    std::fs::create_dir_all(&prefix)
        .map_err(|e| format!("cannot make {}: {e}", prefix.display()))?;
    let mut install = command::program(npm);
    install.args(["install", "--no-audit", "--no-fund", "--save-exact", "--prefix"]);
    install.arg(&prefix).arg(format!("{package}@{version}"));
    command::run(&mut install, "npm install").map_err(|_| {
        format!(
            "the download of {package} {version} failed: check the network, or run \
             `npm install --prefix {} {package}@{version}`",
            prefix.display()
        )
    })?;
    Ok(folder)
}

/// axe-core's one file for the accessibility tests.
pub(crate) fn axe() -> Result<PathBuf> {
    Ok(npm_package("axe-core", AXE_VERSION)?.join("axe.min.js"))
}
