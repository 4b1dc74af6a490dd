//! A result as a link and back.
//!
//! Behind `#r=` stands the redacted evidence as JSON, deflated by the browser
//! where it can, as [`packed`] text; behind `#i=` in the same way what the snippet
//! saw (`why1006_evidence::snippet`). The fragment never travels to a server.
//! Compare `crates/evidence` for what the JSON holds, and its `result` for how a
//! result is found in what was pasted.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader, Response};
pub use why1006_evidence::result::{Broken, KEY, SNIPPET_KEY};
use why1006_evidence::{
    Evidence, VERSION, packed,
    record::Record,
    result::{self, Found, MAX_INFLATED},
    scan,
    snippet::{self, Snippet},
};

use crate::{js, json};

/// The longest link that is offered, in characters. Chats and mail programs cut
/// longer ones, and old servers of short links refuse them.
pub const LONGEST: usize = 8_000;

/// The evidence as readable JSON, nothing taken out.
pub fn readable(evidence: &Evidence) -> String {
    json::write(evidence, 1)
}

/// The link to this page that shows the evidence as it is: what may leave is
/// chosen before (`view::share::leaving`).
pub async fn encode(evidence: &Evidence) -> Option<String> {
    let text = json::write(evidence, 0);
    let (deflated, bytes) = match js::construct("CompressionStream", "deflate-raw") {
        Some(stream) => (true, pipe(text.as_bytes(), &stream, usize::MAX).await.ok()?),
        None => (false, text.into_bytes()),
    };
    let data = packed::pack(VERSION, deflated, &bytes);
    Some([&page()?, "#", KEY, &data].concat())
}

/// The address of this page, without query and fragment.
pub fn page() -> Option<String> {
    let href = js::window().location().href().ok()?;
    Some(scan::head(&href, b"#?").to_owned())
}

/// Reads whatever may hold a result: a fragment of this page, a text with a link
/// in it, or the text of a file.
///
/// # Errors
/// Why it shows none.
pub async fn open(text: &str) -> Result<Evidence, Broken> {
    match result::look(text)? {
        Found::Link(fragment) => decode(&fragment).await,
        Found::File => file(text),
    }
}

/// Reads a fragment that begins with [`KEY`] or [`SNIPPET_KEY`].
///
/// # Errors
/// Why it shows no result.
pub async fn decode(fragment: &str) -> Result<Evidence, Broken> {
    if let Some(text) = fragment.strip_prefix(SNIPPET_KEY) {
        let seen: Snippet = read(text, snippet::FORM).await?;
        let parts = js::parse(&seen.url).zip(js::parse(&seen.page));
        let (target, page) = parts.ok_or(Broken::NoResult)?;
        return Ok(seen.evidence(target, page, env!("CARGO_PKG_VERSION"))?);
    }
    let evidence: Evidence = read(fragment.strip_prefix(KEY).unwrap_or(fragment), VERSION).await?;
    evidence.check()?;
    Ok(evidence)
}

/// Reads the text of a file: the evidence, or an object that has it as its member
/// `evidence`.
fn file(text: &str) -> Result<Evidence, Broken> {
    let value = js_sys::JSON::parse(text.trim_start().trim_start_matches('\u{feff}'));
    let value = value.map_err(|_| Broken::Incomplete)?;
    let inner = js::get(&value, "evidence");
    let value = if inner.is_object() { inner } else { value };
    let evidence: Evidence = json::read_value(value).ok_or(Broken::NoResult)?;
    evidence.check()?;
    Ok(evidence)
}

async fn read<R: Record>(text: &str, version: u32) -> Result<R, Broken> {
    let (deflated, bytes) = packed::unpack(text, version)?;
    let plain = if deflated { inflate(&bytes).await? } else { bytes };
    let text = String::from_utf8(plain).map_err(|_| Broken::NoResult)?;
    json::read(&text).ok_or(Broken::NoResult)
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

/// The body of a response as text; used for the words of a cause.
pub(crate) async fn text(response: &Response) -> Option<String> {
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
