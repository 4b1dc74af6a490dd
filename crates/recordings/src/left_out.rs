//! What could not be recorded, with the reason.

use std::{fs, io::ErrorKind, path::Path};

use serde_json::Value;
use why1006_evidence::{
    EngineFamily, PageScheme,
    record::{Json, Record},
};

use crate::{
    node::Node,
    recording::{engine_of, page_of},
};

/// The name of the list in the folder of all recordings.
pub const LEFT_OUT: &str = "left-out.json";

/// A run that has no recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The scenario's id.
    pub scenario: String,
    /// The engine.
    pub engine: EngineFamily,
    /// How the page was loaded.
    pub page: PageScheme,
    /// One sentence.
    pub why: String,
}

impl LeftOut {
    /// Reads the list; empty where the file is missing.
    ///
    /// # Errors
    /// One line that names the file and what is wrong with it.
    pub fn read_all(path: &Path) -> Result<Vec<LeftOut>, String> {
        let fault = |why: String| format!("{}: {why}", path.display());
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(e) => return Err(fault(format!("cannot be read: {e}"))),
        };
        let json: Value =
            serde_json::from_str(&text).map_err(|e| fault(format!("is no JSON: {e}")))?;
        let rows = json.as_array().ok_or_else(|| fault("is no list".into()))?;
        let row = |(at, row)| {
            LeftOut::read(row).ok_or_else(|| fault(format!("entry {at} is of another shape")))
        };
        rows.iter().enumerate().map(row).collect()
    }

    fn read(row: &Value) -> Option<LeftOut> {
        Some(LeftOut {
            engine: engine_of(row["engine"].as_str()?)?,
            page: page_of(row["page"].as_str()?)?,
            scenario: row["scenario"].as_str()?.to_owned(),
            why: row["why"].as_str()?.to_owned(),
        })
    }

    /// Writes the list, ordered by engine, page and scenario.
    ///
    /// # Errors
    /// One line that names the file and why it cannot be written.
    pub fn write_all(list: &[LeftOut], path: &Path) -> Result<(), String> {
        let mut list: Vec<&LeftOut> = list.iter().collect();
        list.sort_by(|a, b| a.key().cmp(&b.key()));
        let row = |one: &&LeftOut| {
            Node::Object(vec![
                ("engine", one.engine.write()),
                ("page", one.page.write()),
                ("scenario", Node::of_text(&one.scenario)),
                ("why", Node::of_text(&one.why)),
            ])
        };
        crate::folder::write(path, &Node::List(list.iter().map(row).collect()).file())
    }

    fn key(&self) -> (&'static str, &'static str, &str) {
        (self.engine.as_str(), self.page.as_str(), &self.scenario)
    }
}
