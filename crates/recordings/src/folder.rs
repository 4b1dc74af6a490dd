//! Where recordings lie.

use std::{fs, io::ErrorKind, path::Path};

use why1006_evidence::{EngineFamily, PageScheme};

use crate::Recording;

/// The folder, below an engine's page, of runs in which the user kept waiting.
pub const PATIENCE: &str = "patience";

/// All recordings below `folder`, but for those of patient users; ordered by
/// engine, page and scenario. A missing folder has none.
///
/// # Errors
/// One line that names the first file that cannot be read, lies in a folder of
/// another engine or page, or has another scenario's name.
pub fn all(folder: &Path) -> Result<Vec<Recording>, String> {
    gather(folder, false)
}

/// The recordings of patient users, likewise.
///
/// # Errors
/// As [`all`].
pub fn patient(folder: &Path) -> Result<Vec<Recording>, String> {
    gather(folder, true)
}

fn gather(folder: &Path, patient: bool) -> Result<Vec<Recording>, String> {
    let mut found = Vec::new();
    for engine in EngineFamily::ALL {
        for page in PageScheme::ALL {
            let mut place = folder.join(engine.as_str()).join(page.as_str());
            if patient {
                place.push(PATIENCE);
            }
            read_folder(folder, &place, patient, &mut found)?;
        }
    }
    found.sort_by(|a: &Recording, b| {
        let key = |r: &Recording| (r.engine.as_str(), r.page.as_str());
        key(a).cmp(&key(b)).then_with(|| a.scenario.cmp(&b.scenario))
    });
    Ok(found)
}

fn read_folder(
    folder: &Path,
    place: &Path,
    patient: bool,
    found: &mut Vec<Recording>,
) -> Result<(), String> {
    let fault = |e: std::io::Error| format!("{}: cannot be read: {e}", place.display());
    let entries = match fs::read_dir(place) {
        Ok(entries) => entries,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(fault(e)),
    };
    for entry in entries {
        let path = entry.map_err(fault)?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let recording = Recording::read(&path)?;
        let place = recording.path(folder, patient);
        if place != path {
            return Err(format!("{}: belongs to {}", path.display(), place.display()));
        }
        found.push(recording);
    }
    Ok(())
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    let fault = |e| format!("{}: cannot be written: {e}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    fs::write(path, text).map_err(fault)
}
