//! Programs and files of this machine.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::{Error, Result};

/// Where one of these programs lies: named by the environment variable, or
/// found on PATH. The error names the cure.
pub(crate) fn find(variable: &str, names: &[&str], cure: &str) -> Result<PathBuf> {
    if let Some(path) = env::var_os(variable).map(PathBuf::from) {
        return if path.is_file() {
            Ok(path)
        } else {
            Err(Error::new(format!("{variable} names {}, which is no file", path.display())))
        };
    }
    on_path(names).ok_or_else(|| Error::new(format!("{} is missing: {cure}", names[0])))
}

/// The first of these programs on PATH, or where cargo installs programs.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"));
    let cargo = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(home?).join(".cargo")))
        .map(|folder| folder.join("bin"));
    let folders: Vec<PathBuf> = env::split_paths(&path).chain(cargo).collect();
    names.iter().find_map(|name| {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&name)).find(|file| file.is_file())
    })
}

/// The folder where `cargo xtask` puts the built page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The script of axe-core, which `cargo xtask test` sets up.
pub fn axe() -> Result<String> {
    let file = match env::var_os("WHY1006_AXE") {
        Some(file) => PathBuf::from(file),
        None => root().join("target/tools/npm/node_modules/axe-core/axe.min.js"),
    };
    std::fs::read_to_string(&file).map_err(|e| {
        Error::new(format!(
            "cannot read {}: {e}; `cargo xtask test --only e2e` sets it up",
            file.display()
        ))
    })
}

fn root() -> PathBuf {
    // crates/e2e/../.. without the dots.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
