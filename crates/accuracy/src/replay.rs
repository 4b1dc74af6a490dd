//! A whole folder of recordings, replayed.

use std::path::Path;

use why1006_lab::unseen;
use why1006_recordings::{Recording, all};

use crate::{Classes, Row, Score, rows, score};

/// What a folder of recordings gave.
#[derive(Clone, Debug)]
pub struct Replay {
    /// Each recording twice: under its own engine, and as an unknown one.
    pub scores: Vec<Score>,
    /// The figures, one row per engine and page.
    pub rows: Vec<Row>,
}

/// Replays every recording below `folder`.
///
/// # Errors
/// One line with the cure: there are no recordings, one of them cannot be read
/// or is of a scenario that the lab does not have, or a table lacks a line.
pub fn replay(folder: &Path) -> Result<Replay, String> {
    let recordings = recordings(folder)?;
    let classes = Classes::new()?;
    let mut scores = Vec::with_capacity(2 * recordings.len());
    for recording in &recordings {
        for as_unknown in [false, true] {
            scores.push(score(recording, &classes, as_unknown)?);
        }
    }
    let rows = rows(&scores, &classes)?;
    Ok(Replay { scores, rows })
}

/// The folders, below that of the lab's recordings, of those of other software,
/// and of what stands in between.
const BESIDE: [&str; 2] = ["stacks", "network"];

/// Every recording below `folder`, the lab's first; there is at least one.
pub(crate) fn recordings(folder: &Path) -> Result<Vec<Recording>, String> {
    let read = |folder: &Path| {
        all(folder).map_err(|why| {
            format!("{why}; restore it with `git checkout`, or record again: `cargo xtask record`")
        })
    };
    let mut recordings = read(folder)?;
    for beside in BESIDE {
        recordings.extend(read(&folder.join(beside))?);
    }
    // What no page can see is no question to the diagnosis.
    recordings.retain(|recording| unseen(&recording.scenario).is_none());
    if recordings.is_empty() {
        let folder = folder.display();
        return Err(format!("{folder} has no recordings; make some with `cargo xtask record`"));
    }
    Ok(recordings)
}
