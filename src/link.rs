//! A result as a link and back.
//!
//! `#r=1d<checksum>.<data>`: `1` the form, `d` deflated or `p` plain, eight hex
//! digits of FNV-1a over the data, then the redacted evidence as JSON, deflated
//! by the browser, in base64url. The fragment never travels to a server. The
//! checksum is no signature: it tells a link that mail cut short from one that
//! is whole. Compare `crates/evidence` for what the JSON holds.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader, Response};
use why1006_evidence::{Evidence, Fault, VERSION, redact, scan};

use crate::{js, json};

/// The key of a result in the fragment.
pub const KEY: &str = "r=";

/// The longest link that is read, in characters.
const MAX_LINK: usize = 64_000;

/// The most that a link may inflate to, in bytes.
const MAX_INFLATED: usize = 512 * 1024;

/// Why a link shows no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Its end is missing, or something was changed on the way.
    Incomplete,
    /// Written by a later version of this page.
    Newer,
    /// Longer than any result is.
    TooLong,
    /// Whole, and still no result.
    NoResult,
    /// This browser cannot inflate it.
    Unsupported,
}

/// The evidence as readable JSON, nothing taken out.
pub fn readable(evidence: &Evidence) -> String {
    json::write(evidence, 1)
}

/// The link to this page that shows the result, secrets taken out.
pub async fn encode(evidence: &Evidence) -> Option<String> {
    let text = json::write(&redact::redact(evidence), 0);
    let (form, bytes) = match js::construct("CompressionStream", "deflate-raw") {
        Some(stream) => ('d', pipe(text.as_bytes(), &stream, usize::MAX).await.ok()?),
        None => ('p', text.into_bytes()),
    };
    let data = base64url(&bytes);
    let location = js::window().location();
    let href = location.href().ok()?;
    let page = scan::head(&href, b"#");
    Some(format!("{page}#{KEY}{VERSION}{form}{:08x}.{data}", checksum(&data)))
}

/// Reads what stands behind `#r=`.
pub async fn decode(text: &str) -> Result<Evidence, Broken> {
    // Mail programs break lines and add punctuation.
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.len() > MAX_LINK {
        return Err(Broken::TooLong);
    }
    let (head, data) = scan::cut(&text, b".").ok_or(Broken::Incomplete)?;
    let digits = head.chars().take_while(char::is_ascii_digit).count();
    // The version is one digit today; a second would be part of the form.
    let version =
        head.get(..digits.min(1)).and_then(|v| scan::number(v, 10)).ok_or(Broken::Incomplete)?;
    // No version was ever 0, and the checksum does not cover the digit.
    if version == 0 {
        return Err(Broken::Incomplete);
    }
    if version > VERSION {
        return Err(Broken::Newer);
    }
    let data = data.trim_end_matches(|c: char| !is_base64url(c));
    let sum = head.get(2..).and_then(|sum| scan::number(sum, 16));
    if sum != Some(checksum(data)) {
        return Err(Broken::Incomplete);
    }
    let bytes = from_base64url(data).ok_or(Broken::Incomplete)?;
    let plain = match head.as_bytes().get(1) {
        Some(b'd') => inflate(&bytes).await?,
        Some(b'p') => bytes,
        _ => return Err(Broken::NoResult),
    };
    let text = String::from_utf8(plain).map_err(|_| Broken::NoResult)?;
    let evidence: Evidence = json::read(&text).ok_or(Broken::NoResult)?;
    match evidence.check() {
        Ok(()) => Ok(evidence),
        Err(Fault::Newer(_)) => Err(Broken::Newer),
        Err(Fault::NoEvidence | Fault::TooMuch) => Err(Broken::NoResult),
    }
}

async fn inflate(bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    let stream = js::construct("DecompressionStream", "deflate-raw").ok_or(Broken::Unsupported)?;
    pipe(bytes, &stream, MAX_INFLATED).await
}

/// Sends bytes through a transform stream; at most `limit` come out.
async fn pipe(bytes: &[u8], transform: &JsValue, limit: usize) -> Result<Vec<u8>, Broken> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts).map_err(|_| Broken::Unsupported)?;
    let stream = blob.stream().pipe_through(transform.unchecked_ref());
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut out = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(|_| Broken::NoResult)?;
        if js::get(&chunk, "done").is_truthy() {
            return Ok(out);
        }
        out.extend(Uint8Array::new(&js::get(&chunk, "value")).to_vec());
        if out.len() > limit {
            // Nobody waits for the rest of a bomb.
            let _ = reader.cancel();
            return Err(Broken::TooLong);
        }
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn is_base64url(c: char) -> bool {
    c.is_ascii() && ALPHABET.contains(&(c as u8))
}

fn base64url(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().fold(0u32, |w, b| w << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            out.push(ALPHABET[(word >> (18 - 6 * at) & 63) as usize] as char);
        }
    }
    out
}

fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    for chunk in text.as_bytes().chunks(4) {
        let mut word = 0u32;
        for byte in chunk {
            word = word << 6 | ALPHABET.iter().position(|a| a == byte)? as u32;
        }
        if chunk.len() == 1 {
            return None;
        }
        word <<= 6 * (4 - chunk.len());
        out.extend(&word.to_be_bytes()[1..chunk.len()]);
    }
    Some(out)
}

/// FNV-1a, 32 bits.
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, b| (sum ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// The body of a response as text; used for the words of a cause.
pub(crate) async fn text(response: &Response) -> Option<String> {
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
