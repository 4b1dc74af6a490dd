//! Where the project's files are.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::Result;

/// The root of the work tree.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask lies inside the work tree").to_path_buf()
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// The built page, ready for a host.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Tools that were set up for this work tree alone.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// Where `cargo install` puts programs.
pub(crate) fn cargo_bin() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let user = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"))?;
        Some(PathBuf::from(user).join(".cargo"))
    })?;
    Some(home.join("bin"))
}

/// The version of `package` in Cargo.lock, the first if there are several.
pub(crate) fn locked(package: &str) -> Result<String> {
    let file = root().join("Cargo.lock");
    let text = fs::read_to_string(&file).map_err(|e| {
        format!("cannot read {}: {e}; run `cargo generate-lockfile`", file.display())
    })?;
    locked_in(&text, package).ok_or_else(|| {
        format!("Cargo.lock has no package `{package}`; run `cargo generate-lockfile`")
    })
}

fn locked_in(lockfile: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lockfile.lines();
    lines.find(|line| *line == name)?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_of_exactly_that_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_in(lock, "wasm"), None);
    }
}
