//! Whether a build would make another page than the one that is there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::{Result, files, project};

/// All that goes into the page, files and folders.
const INPUTS: [&str; 18] = [
    "build.rs",
    "src",
    "crates/commands",
    "crates/content",
    "crates/diagnosis",
    "crates/evidence",
    "crates/host-file",
    "crates/pasted",
    "crates/report",
    "style",
    "static",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "xtask/src/page.rs",
    "xtask/src/page",
];

/// The hash of all inputs, kept beside the hash of what was made of them.
pub(crate) struct Stamp {
    file: PathBuf,
    inputs: String,
}

impl Stamp {
    /// Reads all inputs below `root`; `versions` stands for the tools.
    pub(crate) fn of(root: &Path, versions: &str) -> Result<Stamp> {
        let mut hash = Sha256::new();
        hash.update(versions);
        for input in INPUTS {
            let path = root.join(input);
            let found = if path.is_dir() { files::below(&path)? } else { vec![path] };
            for file in found.iter().filter(|file| file.is_file()) {
                let bytes = files::read(file)?;
                hash.update(files::relative(file, root));
                hash.update((bytes.len() as u64).to_le_bytes());
                hash.update(bytes);
            }
        }
        let inputs = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Stamp { file: project::target().join("xtask-page.stamp"), inputs })
    }

    /// True if `dist` was made of these inputs and nobody changed it since.
    pub(crate) fn holds(&self, dist: &Path) -> bool {
        let Ok(kept) = fs::read_to_string(&self.file) else {
            return false;
        };
        listing(dist).is_ok_and(|outputs| kept == self.text(&outputs))
    }

    /// Before a build: a broken one must not look finished.
    pub(crate) fn forget(&self) -> Result<()> {
        files::write(&self.file, "")
    }

    /// After a build.
    pub(crate) fn keep(&self, dist: &Path) -> Result<()> {
        files::write(&self.file, self.text(&listing(dist)?))
    }

    fn text(&self, outputs: &str) -> String {
        format!("{}\n{outputs}", self.inputs)
    }
}

/// Name and size of each file: enough to notice a folder that was cleaned or
/// edited, without reading it all.
fn listing(dist: &Path) -> Result<String> {
    let mut text = String::new();
    for file in files::below(dist)? {
        let size = fs::metadata(&file).map_or(0, |meta| meta.len());
        text += &format!("{} {size}\n", files::relative(&file, dist));
    }
    Ok(text)
}
