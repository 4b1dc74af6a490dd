//! Removing namespaces: our own, and those of processes that were killed.

use std::{fs, path::Path};

use super::{FILES, NAMES, setup};

/// Begins the names of all namespaces of the lab.
pub(super) const PREFIX: &str = "why1006-";

/// Removes the namespace of this name, as far as it is there.
pub(super) fn remove(name: &str) {
    // Nothing is lost by a failure that the next sweep does not find again.
    let _ = setup::ip(&["netns", "delete", name], "");
    let _ = fs::remove_dir_all(Path::new(FILES).join(name));
    // Only if it is empty: others may keep files of theirs there.
    let _ = fs::remove_dir(FILES);
}

/// Removes what processes that are gone have left behind.
pub(super) fn sweep() {
    let names = [NAMES, FILES].into_iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    for entry in names.flatten() {
        let name = entry.file_name();
        if let Some(name) = name.to_str()
            && let Some(pid) = owner(name)
            && !Path::new("/proc").join(pid.to_string()).exists()
        {
            remove(name);
        }
    }
}

/// The process that made the namespace of this name.
fn owner(name: &str) -> Option<u32> {
    let (pid, n) = name.strip_prefix(PREFIX)?.split_once('-')?;
    n.parse::<u32>().ok()?;
    pid.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::owner;

    #[test]
    fn only_names_of_ours_have_an_owner() {
        assert_eq!(owner("why1006-12-0"), Some(12));
        for other in ["why1006", "why1006-12", "why1006-x-1", "why1006-1-x", "other-12-0", ""] {
            assert_eq!(owner(other), None, "{other}");
        }
    }
}
