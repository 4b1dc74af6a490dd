//! One run of one scenario in one engine from one page.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;
use why1006_evidence::{
    EngineFamily, Evidence, PageScheme,
    record::{Json, Record},
};

use crate::{PATIENCE, node::Node, tab::Tab};

/// What one engine saw of one scenario. What is really the matter with it
/// stands in the lab's table alone, so that the two cannot disagree.
///
/// All times in it are whole seconds, in ms; the run began at 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// The scenario's id.
    pub scenario: String,
    /// The engine that ran the page; never `Unknown`.
    pub engine: EngineFamily,
    /// How the page was loaded, `Http` or `Https`.
    pub page: PageScheme,
    /// The lines that the engine printed about the run, oldest first; `None` if
    /// they could not be had.
    pub console: Option<Vec<String>>,
    /// The lines come from another run than the evidence, without a driver.
    pub console_undriven: bool,
    /// What a new tab shows of the address, if the scenario fails; `None` if the
    /// driver could not tell.
    pub tab: Option<Tab>,
    /// What the page saw.
    pub evidence: Evidence,
}

impl Recording {
    /// Reads a file.
    ///
    /// # Errors
    /// One line that names the file and what is wrong with it.
    pub fn read(path: &Path) -> Result<Recording, String> {
        let fault = |why: String| format!("{}: {why}", path.display());
        let text = fs::read_to_string(path).map_err(|e| fault(format!("cannot be read: {e}")))?;
        Recording::parse(&text).map_err(fault)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// One line about the first fault.
    pub fn parse(text: &str) -> Result<Recording, String> {
        let json: Value = serde_json::from_str(text).map_err(|e| format!("is no JSON: {e}"))?;
        let word = |key: &str| match json[key].as_str() {
            Some(word) if !word.is_empty() => Ok(word.to_owned()),
            _ => Err(format!("has no text `{key}`")),
        };
        let (engine, page) = (word("engine")?, word("page")?);
        let evidence =
            json.get("evidence").and_then(Evidence::read).ok_or("has no readable evidence")?;
        evidence.check().map_err(|fault| format!("has unusable evidence: {fault:?}"))?;
        let console = match &json["console"] {
            Value::Null => None,
            lines => Some(Vec::read(lines).ok_or("has a `console` that is no list of lines")?),
        };
        let tab = match json.get("tab") {
            None => return Err("has no `tab`".into()),
            Some(Value::Null) => None,
            Some(tab) => Some(Tab::read(tab).ok_or("has a `tab` of another shape")?),
        };
        Ok(Recording {
            scenario: word("scenario")?,
            engine: engine_of(&engine).ok_or_else(|| format!("has no engine `{engine}`"))?,
            page: page_of(&page).ok_or_else(|| format!("has no page `{page}`"))?,
            console,
            console_undriven: json["console_undriven"] == true,
            tab,
            evidence,
        })
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut fields = vec![
            ("scenario", Node::of_text(&self.scenario)),
            ("engine", self.engine.write()),
            ("page", self.page.write()),
            ("console", self.console.as_ref().map_or(Node::Null, Record::write)),
        ];
        if self.console_undriven {
            fields.push(("console_undriven", Node::Flag(true)));
        }
        fields.push(("tab", self.tab.as_ref().map_or(Node::Null, Record::write)));
        fields.push(("evidence", self.evidence.write()));
        Node::Object(fields).file()
    }

    /// Writes a file and the folders above it.
    ///
    /// # Errors
    /// One line that names the file and why it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        crate::folder::write(path, &self.text())
    }

    /// Where it belongs below the folder of all recordings; `patient` if the
    /// user kept waiting.
    pub fn path(&self, folder: &Path, patient: bool) -> PathBuf {
        let mut path = folder.join(self.engine.as_str()).join(self.page.as_str());
        if patient {
            path.push(PATIENCE);
        }
        path.join(format!("{}.json", self.scenario))
    }
}

/// A measured engine.
pub(crate) fn engine_of(tag: &str) -> Option<EngineFamily> {
    EngineFamily::from_tag(tag).filter(|engine| *engine != EngineFamily::Unknown)
}

/// A page that our server hosts.
pub(crate) fn page_of(tag: &str) -> Option<PageScheme> {
    PageScheme::from_tag(tag).filter(|page| *page != PageScheme::Other)
}
