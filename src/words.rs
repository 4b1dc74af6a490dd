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
use why1006_diagnosis::{CauseId, Need, Reason, Remark, Step, Verdict};
use why1006_evidence::{Clue, EngineFamily, Told, scan, tags};

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

#[inline(never)]
fn word(kind: &str, tag: &str, field: &str) -> String {
    of(&WORDS, kind, tag, field)
}

/// A word of the steps, by its key in `content/en/told.json`.
#[inline(never)]
pub fn told(kind: &str, tag: &str, field: &str) -> String {
    of(&TOLD, kind, tag, field)
}

fn of(words: &'static LocalKey<RefCell<JsValue>>, kind: &str, tag: &str, field: &str) -> String {
    let key = [kind, ".", tag, ".", field].concat();
    words.with_borrow(|words| js::get(words, &key)).as_string().unwrap_or_default()
}

/// What a step needs.
pub fn need(need: Need) -> String {
    word("need", need.as_str(), "label")
}

/// A word of the steps; without it, its tag with spaces.
pub fn told_or_tag(kind: &str, tag: &str, field: &str) -> String {
    let text = told(kind, tag, field);
    if text.is_empty() { spaced(tag) } else { text }
}

/// The button of an answer.
pub fn answer(step: Step, clue: Clue) -> String {
    let text = told("answer", step.as_str(), clue.as_str());
    if text.is_empty() { spaced(clue.as_str()) } else { text }
}

/// What was told, in plain words.
pub fn clue(told: &Told) -> String {
    let text = told_or_tag("clue", told.clue.as_str(), "text");
    match (scan::split_once(&text, "{status}"), told.status) {
        (Some((before, after)), Some(status)) => [before, &status.to_string(), after].concat(),
        _ => text,
    }
}

/// The same, with whose origin was named and where it was seen from, if that is
/// not the usual place.
pub fn said(told: &Told) -> String {
    let asker = told.asker.map(|asker| told_or_tag("asker", asker.as_str(), "label"));
    // Of what was passed on, the place says whose it is and not where it was.
    let is_passed_on = told.by_receiver && !told.is_from_another();
    let place = told.vantage.filter(|place| *place != told.way.vantage() && !is_passed_on);
    let place = place.map(|place| told_or_tag("vantage", place.as_str(), "label"));
    let about = match (asker, place) {
        (None, None) => return clue(told),
        (Some(one), None) | (None, Some(one)) => one,
        (Some(asker), Some(place)) => [&asker, " (", &place, ")"].concat(),
    };
    [&about, ": ", &clue(told)].concat()
}

fn spaced(tag: &str) -> String {
    tag.chars().map(|c| if c == '-' { ' ' } else { c }).collect()
}

/// The plain name of a cause; if the words did not load, its id with spaces.
pub fn title(cause: CauseId) -> String {
    let title = word("cause", cause.as_str(), "title");
    if !title.is_empty() {
        return title;
    }
    spaced(cause.as_str())
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
