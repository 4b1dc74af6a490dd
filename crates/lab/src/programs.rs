//! Finding the programs of others that the lab starts.

use std::path::PathBuf;

/// The program of this name on PATH, or where Debian keeps programs for
/// administrators, which is not on every user's PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/sbin".into(), "/usr/local/sbin".into()])
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
