//! A result there and back outside of a browser.

use std::io::{Read, Write};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde_json::Value;

use super::{Broken, Found, KEY, MAX_INFLATED, look};
use crate::{Evidence, VERSION, packed, record::Record};

/// The fragment of a link that holds this evidence as it is: redact it first.
pub fn encode(evidence: &Evidence) -> String {
    let text = evidence.write::<Value>().to_string();
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    let deflated = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
    let (is_deflated, bytes) = match deflated {
        Ok(bytes) => (true, bytes),
        Err(_) => (false, text.into_bytes()),
    };
    [KEY, &packed::pack(VERSION, is_deflated, &bytes)].concat()
}

/// Reads a link, its fragment, a text that has one in it, or a file.
///
/// # Errors
/// Why it shows no result. What a snippet printed needs a browser, which reads
/// addresses.
pub fn read(text: &str) -> Result<Evidence, Broken> {
    match look(text)? {
        Found::Link(fragment) => decode(&fragment),
        Found::File => file(text),
    }
}

/// Reads the fragment of a link.
///
/// # Errors
/// Why it shows no result.
pub fn decode(fragment: &str) -> Result<Evidence, Broken> {
    let text = fragment.strip_prefix(KEY).unwrap_or(fragment);
    let (is_deflated, bytes) = packed::unpack(text, VERSION)?;
    let plain = if is_deflated { inflate(&bytes)? } else { bytes };
    let text = String::from_utf8(plain).map_err(|_| Broken::NoResult)?;
    evidence(serde_json::from_str(&text).map_err(|_| Broken::NoResult)?)
}

/// Reads the text of a file: the evidence, or an object that has it as its member
/// `evidence`, such as an answer of `cargo xtask diagnose --json`.
fn file(text: &str) -> Result<Evidence, Broken> {
    let text = text.trim_start().trim_start_matches('\u{feff}');
    let json: Value = serde_json::from_str(text).map_err(|_| Broken::Incomplete)?;
    match json.get("evidence") {
        Some(inner) => evidence(inner.clone()),
        None => evidence(json),
    }
}

fn evidence(json: Value) -> Result<Evidence, Broken> {
    let evidence = Evidence::read(&json).ok_or(Broken::NoResult)?;
    evidence.check()?;
    Ok(evidence)
}

fn inflate(bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    let mut out = Vec::new();
    let limit = MAX_INFLATED as u64 + 1;
    let read = DeflateDecoder::new(bytes).take(limit).read_to_end(&mut out);
    match read {
        Ok(_) if out.len() > MAX_INFLATED => Err(Broken::TooLong),
        Ok(_) => Ok(out),
        Err(_) => Err(Broken::NoResult),
    }
}
