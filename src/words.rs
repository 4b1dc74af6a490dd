//! The words of a report that are too many for the first load: fetched from
//! this page's own host when a run begins or a result is opened.

use std::{cell::RefCell, pin::pin};

use futures_util::future::{Either, join, select};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use why1006_diagnosis::{CauseId, Reason, Remark, Step, Verdict};
use why1006_evidence::{EngineFamily, tags};

use crate::{js, link};

/// Patience with our own host: the report comes with or without its words.
const PATIENCE_MS: u32 = 5_000;

thread_local! {
    /// The object of `content/en/words.json`, by `kind.tag.field`.
    static WORDS: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

tags! {
    /// What is said of a verdict besides its headline, and of an experiment.
    pub enum Of {
        /// What to do next.
        Act = "act",
        /// The sentence for the engineer.
        Engineer = "engineer",
        /// What it does not prove.
        Limit = "limit",
        /// What an experiment is, in a few words.
        Name = "name",
        /// What an experiment tells apart.
        Why = "why",
    }
}

/// Does `work` while the words load; what it returns, once both are done.
pub async fn load_beside<T>(work: impl Future<Output = T>) -> T {
    join(work, load()).await.0
}

/// Loads the words once. A failure leaves them out; headlines and owners are in
/// the program itself, and a cause without a title has its id.
pub async fn load() {
    if WORDS.with_borrow(|w| !w.is_undefined()) {
        return;
    }
    if let Some(words) = fetch("content/en/words.json").await {
        WORDS.set(words);
    }
}

/// Whether the words are there.
pub fn are_loaded() -> bool {
    WORDS.with_borrow(|w| !w.is_undefined())
}

/// Fetches and parses a JSON file of this page's own host; `None` if it does not
/// come, or takes longer than five seconds.
pub(crate) async fn fetch(address: &str) -> Option<JsValue> {
    let file = pin!(patiently(address));
    match select(file, TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((file, _)) => file,
        Either::Right(_) => None,
    }
}

async fn patiently(address: &str) -> Option<JsValue> {
    let fetched = JsFuture::from(js::window().fetch_with_str(address)).await.ok()?;
    let response: web_sys::Response = fetched.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    js_sys::JSON::parse(&link::text(&response).await?).ok()
}

#[inline(never)]
fn word(kind: &str, tag: &str, field: &str) -> String {
    let key = format!("{kind}.{tag}.{field}");
    WORDS.with_borrow(|words| js::get(words, &key)).as_string().unwrap_or_default()
}

/// The plain name of a cause; if the words did not load, its id with spaces.
pub fn title(cause: CauseId) -> String {
    let title = word("cause", cause.as_str(), "title");
    if !title.is_empty() {
        return title;
    }
    cause.as_str().chars().map(|c| if c == '-' { ' ' } else { c }).collect()
}

/// What a cause means, for a layman.
pub fn summary(cause: CauseId) -> String {
    word("cause", cause.as_str(), "summary")
}

/// The first action of a cause's owner.
pub fn act(cause: CauseId) -> String {
    word("cause", cause.as_str(), "act")
}

/// Why a cause stands as it does.
pub fn reason(reason: Reason) -> String {
    word("reason", reason.as_str(), "because")
}

/// What is worth telling beside a verdict.
pub fn remark(remark: Remark) -> String {
    word("remark", remark.as_str(), "text")
}

/// What is said of a verdict.
pub fn verdict(verdict: Verdict, of: Of) -> String {
    word("verdict", verdict.as_str(), of.as_str())
}

/// What is said of an experiment: [`Of::Name`] or [`Of::Why`]. `key` is
/// `probe@place` by their tags, as in `content/en/experiments.md`; a key without
/// words gives an empty text.
pub fn experiment(key: &str, of: Of) -> String {
    word("experiment", key, of.as_str())
}

/// How to do a step in this engine.
pub fn step_how(step: Step, engine: EngineFamily) -> String {
    word("step", step.as_str(), &format!("how-{engine}"))
}

/// What a step will tell.
pub fn step_tells(step: Step) -> String {
    word("step", step.as_str(), "tells")
}

/// A sentence of the page itself that only a report needs: `notes.md`.
pub fn note(key: &str) -> String {
    word("note", key, "text")
}
