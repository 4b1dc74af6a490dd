//! The words of a report that are too many for the first load: fetched from
//! this page's own host when somebody uses the form or opens a result.

use std::{
    cell::RefCell,
    future::poll_fn,
    pin::pin,
    task::{Poll, Waker},
    thread::LocalKey,
};

use futures_util::future::{Either, join, select};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use why1006_diagnosis::{CauseId, Need, Reason, Remark, Step};
use why1006_evidence::{Clue, EngineFamily, Told, tags};
use why1006_report::{Words, spaced};

use crate::{js, link};

/// Patience with our own host: the report comes with or without its words.
const PATIENCE_MS: u32 = 5_000;

thread_local! {
    /// The object of `content/en/words.json`, by `kind.tag.field`.
    static WORDS: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
    /// That of `content/en/told.json`: the words of the steps.
    static TOLD: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
    /// Who waits for what was asked for already; `None` while nothing was.
    static WAITING: RefCell<Option<Vec<Waker>>> = const { RefCell::new(None) };
}

tags! {
    /// What is said of an experiment.
    pub enum Of {
        /// What it is, in a few words.
        Name = "name",
        /// What it tells apart.
        Why = "why",
    }
}

/// Does `work` while the words load; what it returns, once both are done.
pub async fn load_beside<T>(work: impl Future<Output = T>) -> T {
    join(work, load()).await.0
}

/// Loads the words once, however many wait for them. A failure leaves them out,
/// and the next call tries again; headlines and owners are in the program itself,
/// and a cause without a title has its id.
pub async fn load() {
    if are_loaded() {
        return;
    }
    if WAITING.with_borrow(Option::is_some) {
        return poll_fn(|cx| {
            WAITING.with_borrow_mut(|waiting| match waiting {
                Some(waiting) => {
                    waiting.push(cx.waker().clone());
                    Poll::Pending
                }
                None => Poll::Ready(()),
            })
        })
        .await;
    }
    WAITING.set(Some(Vec::new()));
    bring().await;
    WAITING.take().into_iter().flatten().for_each(Waker::wake);
}

async fn bring() {
    let (words, told) = join(fetch("content/en/words.json"), fetch("content/en/told.json")).await;
    WORDS.set(words.unwrap_or_default());
    TOLD.set(told.unwrap_or_default());
}

/// Whether the words are there.
pub fn are_loaded() -> bool {
    WORDS.with_borrow(|w| !w.is_undefined())
}

/// Fetches and parses a JSON file of this page's own host; `None` if it does not
/// come, or takes longer than five seconds.
pub(crate) async fn fetch(address: &str) -> Option<JsValue> {
    js_sys::JSON::parse(&fetch_text(address).await?).ok()
}

/// The same without parsing.
pub(crate) async fn fetch_text(address: &str) -> Option<String> {
    let file = pin!(patiently(address));
    match select(file, TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((file, _)) => file,
        Either::Right(_) => None,
    }
}

async fn patiently(address: &str) -> Option<String> {
    let fetched = JsFuture::from(js::window().fetch_with_str(address)).await.ok()?;
    let response: web_sys::Response = fetched.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    link::text(&response).await
}

/// All words, by their keys in either file.
pub fn all() -> Words<'static> {
    Words(&by_key)
}

fn by_key(key: &str) -> String {
    let in_file = |words: &'static LocalKey<RefCell<JsValue>>| {
        words.with_borrow(|words| js::get(words, key)).as_string()
    };
    in_file(&WORDS).or_else(|| in_file(&TOLD)).unwrap_or_default()
}

fn word(kind: &str, tag: &str, field: &str) -> String {
    all().get(kind, tag, field)
}

/// A word of the steps, by its key in `content/en/told.json`.
pub fn told(kind: &str, tag: &str, field: &str) -> String {
    all().get(kind, tag, field)
}

/// What a step needs.
pub fn need(need: Need) -> String {
    word("need", need.as_str(), "label")
}

/// A word of the steps; without it, its tag with spaces.
pub fn told_or_tag(kind: &str, tag: &str, field: &str) -> String {
    all().or_tag(kind, tag, field)
}

/// The button of an answer.
pub fn answer(step: Step, clue: Clue) -> String {
    let text = told("answer", step.as_str(), clue.as_str());
    if text.is_empty() { spaced(clue.as_str()) } else { text }
}

/// What was told, in plain words.
pub fn clue(told: &Told) -> String {
    all().clue(told)
}

/// The same, with whose origin was named and where it was seen from, if that is
/// not the usual place.
pub fn said(told: &Told) -> String {
    all().said(told)
}

/// The plain name of a cause; if the words did not load, its id with spaces.
pub fn title(cause: CauseId) -> String {
    all().title(cause)
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
    all().note(key)
}

/// The sentence above the matrix of the network, `text`, or what it does not prove,
/// `limit`.
pub fn carries(tag: &str, field: &str) -> String {
    word("carries", tag, field)
}

/// The `label` of a transport, or what it is `about`; without words, its tag.
pub fn transport(tag: &str, field: &str) -> String {
    all().or_tag("transport", tag, field)
}

/// The same of how it fared.
pub fn outcome(tag: &str, field: &str) -> String {
    all().or_tag("outcome", tag, field)
}

/// What was changed on the way.
pub fn change(tag: &str) -> String {
    all().or_tag("change", tag, "label")
}

/// Why a reference was not used.
pub fn unusable(tag: &str) -> String {
    all().or_tag("unusable", tag, "text")
}
