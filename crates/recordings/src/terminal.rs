//! What programs in a terminal print about a scenario.

use std::{
    collections::BTreeMap,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use serde_json::Value;
use why1006_evidence::{
    PageScheme,
    record::{Json, Record},
};

use crate::node::Node;

/// The folder of these recordings below that of all.
pub const TERMINAL: &str = "terminal";

/// What the offered commands print of one scenario, standard output and errors
/// together, as a user copies it. It has no engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// The scenario's id.
    pub scenario: String,
    /// The version of curl.
    pub curl: String,
    /// The version of openssl.
    pub openssl: String,
    /// The handshake by curl, with the origin of the http page; `None` if the
    /// scenario is not run from there, or there is no such command for it.
    pub upgrade_http: Option<Vec<String>>,
    /// The same with the origin of the https page.
    pub upgrade_https: Option<Vec<String>>,
    /// TLS alone by openssl; `None` for `ws:`.
    pub tls: Option<Vec<String>>,
}

impl Terminal {
    /// What curl printed with the origin of this page.
    pub fn upgrade(&self, page: PageScheme) -> Option<&[String]> {
        match page {
            PageScheme::Http => self.upgrade_http.as_deref(),
            PageScheme::Https => self.upgrade_https.as_deref(),
            _ => None,
        }
    }

    /// Reads the recording of a scenario below the folder of all recordings;
    /// `None` if there is none.
    ///
    /// # Errors
    /// One line that names the file and what is wrong with it.
    pub fn read(folder: &Path, scenario: &str) -> Result<Option<Terminal>, String> {
        let path = Terminal::place(folder, scenario);
        let fault = |why: String| format!("{}: {why}", path.display());
        match fs::read_to_string(&path) {
            Ok(text) => {
                let read = Terminal::parse(&text).map_err(fault)?;
                match read.scenario == scenario {
                    true => Ok(Some(read)),
                    false => Err(fault(format!("is about `{}`", read.scenario))),
                }
            }
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(fault(format!("cannot be read: {e}"))),
        }
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// One line about the first fault.
    pub fn parse(text: &str) -> Result<Terminal, String> {
        let json: Value = serde_json::from_str(text).map_err(|e| format!("is no JSON: {e}"))?;
        let word = |key: &str| {
            let word = json[key].as_str().filter(|word| !word.is_empty());
            word.map(str::to_owned).ok_or_else(|| format!("has no text `{key}`"))
        };
        let lines = |key: &str| match json.get(key) {
            None => Err(format!("has no `{key}`")),
            Some(Value::Null) => Ok(None),
            Some(lines) => match Vec::read(lines) {
                Some(lines) => Ok(Some(lines)),
                None => Err(format!("has a `{key}` that is no list of lines")),
            },
        };
        Ok(Terminal {
            scenario: word("scenario")?,
            curl: word("curl")?,
            openssl: word("openssl")?,
            upgrade_http: lines("upgrade_http")?,
            upgrade_https: lines("upgrade_https")?,
            tls: lines("tls")?,
        })
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let lines = |lines: &Option<Vec<String>>| lines.as_ref().map_or(Node::Null, Record::write);
        Node::Object(vec![
            ("scenario", Node::of_text(&self.scenario)),
            ("curl", Node::of_text(&self.curl)),
            ("openssl", Node::of_text(&self.openssl)),
            ("upgrade_http", lines(&self.upgrade_http)),
            ("upgrade_https", lines(&self.upgrade_https)),
            ("tls", lines(&self.tls)),
        ])
        .file()
    }

    /// Writes the recording below the folder of all, unless it stands there
    /// already.
    ///
    /// # Errors
    /// One line that names the file and why it cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), String> {
        let (path, text) = (Terminal::place(folder, &self.scenario), self.text());
        match fs::read_to_string(&path) {
            Ok(earlier) if earlier == text => Ok(()),
            _ => crate::folder::write(&path, &text),
        }
    }

    /// Where the recording of a scenario belongs below the folder of all.
    pub fn place(folder: &Path, scenario: &str) -> PathBuf {
        folder.join(TERMINAL).join(format!("{scenario}.json"))
    }
}

/// All of them below the folder of all recordings, by scenario. A missing folder
/// has none.
///
/// # Errors
/// As [`Terminal::read`].
pub fn terminals(folder: &Path) -> Result<BTreeMap<String, Terminal>, String> {
    let place = folder.join(TERMINAL);
    let fault = |e: std::io::Error| format!("{}: cannot be read: {e}", place.display());
    let entries = match fs::read_dir(&place) {
        Ok(entries) => entries,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(e) => return Err(fault(e)),
    };
    let mut found = BTreeMap::new();
    for entry in entries {
        let name = entry.map_err(fault)?.file_name();
        let Some(id) = name.to_str().and_then(|name| name.strip_suffix(".json")) else { continue };
        if let Some(terminal) = Terminal::read(folder, id)? {
            found.insert(id.to_owned(), terminal);
        }
    }
    Ok(found)
}
