//! Reads a built page from disk.

use std::{collections::BTreeMap, fs, path::Path};

use axum::body::Bytes;

use crate::{Assets, Error};

/// A built page is under 2 MB. Far above that, the wrong folder was named, and
/// a server must not publish somebody's home directory by a slip.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
const MAX_FILES: usize = 10_000;
/// Also ends the walk where a link leads back to its own parent.
const MAX_DEPTH: usize = 8;

impl Assets {
    /// Reads the built page in `dir` into memory. Files and folders whose names
    /// begin with a dot are left out.
    ///
    /// # Errors
    /// [`Error::NoPage`] without an `index.html`, [`Error::NotAPage`] above
    /// 64 MiB, 10,000 files or eight levels, [`Error::Read`] for what cannot
    /// be read.
    pub fn from_dir(dir: &Path) -> Result<Assets, Error> {
        if !dir.join("index.html").is_file() {
            return Err(Error::NoPage(dir.to_owned()));
        }
        let mut walk = Walk { root: dir, bytes: 0, files: BTreeMap::new() };
        walk.folder(dir, "", 0)?;
        Ok(Assets::from_files(walk.files))
    }
}

struct Walk<'a> {
    root: &'a Path,
    bytes: u64,
    files: BTreeMap<String, Bytes>,
}

impl Walk<'_> {
    fn folder(&mut self, dir: &Path, prefix: &str, depth: usize) -> Result<(), Error> {
        if depth > MAX_DEPTH {
            return Err(self.too_much("more than eight levels of folders"));
        }
        let fail = |source| Error::Read { path: dir.to_owned(), source };
        for entry in fs::read_dir(dir).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            let fail = |source| Error::Read { path: path.clone(), source };
            let about = fs::metadata(&path).map_err(fail)?;
            if about.is_dir() {
                self.folder(&path, &format!("{prefix}{name}/"), depth + 1)?;
            } else if about.is_file() {
                self.bytes += about.len();
                if self.bytes > MAX_BYTES {
                    return Err(self.too_much("more than 64 MiB"));
                }
                if self.files.len() >= MAX_FILES {
                    return Err(self.too_much("more than 10,000 files"));
                }
                let bytes = fs::read(&path).map_err(fail)?;
                self.files.insert(format!("{prefix}{name}"), Bytes::from(bytes));
            }
        }
        Ok(())
    }

    fn too_much(&self, why: &str) -> Error {
        Error::NotAPage { dir: self.root.to_owned(), why: why.to_owned() }
    }
}
