//! The preset of an organisation: its name, its contact, the addresses to test.

use std::{fs, path::Path};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::Error;

/// The organisation's part of `why1006.json`, as the page will read it.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Preset(Map<String, Value>);

impl Preset {
    /// Reads a JSON file with `organisation`, `contact` and `addresses`.
    ///
    /// # Errors
    /// The file cannot be read, or is not as [`Preset::from_text`] wants it.
    pub fn from_file(path: &Path) -> Result<Preset, Error> {
        let text = fs::read_to_string(path)
            .map_err(|source| Error::Read { path: path.to_owned(), source })?;
        Preset::from_text(&text).map_err(|why| Error::Preset { path: path.to_owned(), why })
    }

    /// The same from the text of such a file.
    ///
    /// # Errors
    /// It is no JSON, or the page would pass over a part of it: one line that names
    /// each field at fault with its cure.
    pub fn from_text(text: &str) -> Result<Preset, String> {
        if text.len() > why1006_host_file::MAX_FILE {
            return Err("longer than 64 kB".to_owned());
        }
        let json: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}'))
            .map_err(|error| format!("no JSON: {error}"))?;
        let (_, faults) = why1006_host_file::read_preset(&json);
        match json {
            Value::Object(mut fields) if faults.is_empty() => {
                // The file that it becomes a part of has its own.
                fields.remove("version");
                Ok(Preset(fields))
            }
            _ => Err(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
        }
    }
}
