//! A folder for files that other programs must read.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

/// Every folder that is in use, for an end without drops.
static LIVE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A new folder among the system's temporary ones, removed on drop.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder; on Unix only its owner can read it. Fails when the
    /// system's temporary folder cannot be written.
    pub fn new() -> io::Result<Scratch> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let mut last = None;
        // A crashed process with our id may have left its folders behind.
        for _ in 0..1000 {
            let n = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("why1006-lab-{}-{n}", std::process::id());
            let path = std::env::temp_dir().join(name);
            match create(&path) {
                Ok(()) => {
                    live().push(path.clone());
                    return Ok(Scratch(path));
                }
                Err(why) if why.kind() == io::ErrorKind::AlreadyExists => last = Some(why),
                Err(why) => return Err(why),
            }
        }
        Err(last.unwrap_or_else(|| io::ErrorKind::AlreadyExists.into()))
    }

    /// Removes every folder of this process: for a signal, after which nothing
    /// is dropped. End what uses them first.
    pub fn remove_all() {
        for path in live().drain(..) {
            let _ = fs::remove_dir_all(path);
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
        live().retain(|path| *path != self.0);
    }
}

/// A panic while the list was held leaves the list as good as it was.
fn live() -> MutexGuard<'static, Vec<PathBuf>> {
    LIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn create(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
