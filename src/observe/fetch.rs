//! Plain web requests: did any HTTP response come?

use std::future::poll_fn;

use js_sys::{Date, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, RequestCache, RequestCredentials, RequestInit, RequestMode, Response, Window,
};
use why1006_evidence::{
    End, EventKind, Observation, Place, Probe,
    network::{Mirror, Outcome},
};

use super::{
    Around, mirror,
    notify::{First, after, first},
};
use crate::js;

/// How long the reference may take for the rest of its short answer.
const BODY_MS: u32 = 1_000;

/// One request by `window`: `probe` says in which mode.
pub async fn request(
    around: &Around<'_>,
    window: &Window,
    probe: (Probe, Place),
    url: &str,
    patience_ms: u32,
) -> Observation {
    let Sent { seen, controller, .. } = send(around, window, probe, url, patience_ms).await;
    abort(controller);
    seen
}

/// What the reference answered.
pub struct Answer {
    /// The request as the browser saw it.
    pub seen: Observation,
    /// By how many seconds this browser's clock is ahead of the reference's, to
    /// one decimal.
    pub clock_ahead: Option<f64>,
    /// What the reference saw of the request.
    pub mirror: Option<Mirror>,
    /// An answer came whole, and it is not the reference's.
    pub is_foreign: bool,
}

/// Asks the reference.
pub async fn reference(around: &Around<'_>, url: &str, patience_ms: u32) -> Answer {
    let probe = (Probe::FetchCors, Place::Reference);
    let sent = send(around, &js::window(), probe, url, patience_ms).await;
    let ours = Date::now() - (sent.seen.ended - sent.seen.begun) / 2.0;
    let body = sent.response.and_then(|r| r.json().ok()).map(JsFuture::from);
    let said = match body {
        Some(body) => match first(body, after(Some(BODY_MS))).await {
            // What is no JSON is somebody else's.
            First::Left(said) => Some(said.unwrap_or_default()),
            First::Right(()) => None,
        },
        None => None,
    };
    abort(sent.controller);
    let theirs = said.as_ref().and_then(|said| js::get(said, "server_time_ms").as_f64());
    let mirror = said.as_ref().and_then(|said| mirror::read(said, url, false));
    Answer {
        seen: sent.seen,
        clock_ahead: theirs.map(|theirs| ((ours - theirs) / 100.0).round() / 10.0),
        is_foreign: said.is_some() && mirror.is_none(),
        mirror,
    }
}

/// How a request fared, before its answer is looked at.
pub(crate) fn outcome(seen: &Observation) -> Outcome {
    match seen.end {
        End::Void => Outcome::NotPossible,
        End::Stopped => Outcome::NotRun,
        End::GaveUp => Outcome::Silent,
        End::Settled if seen.saw(EventKind::Resolved) => Outcome::Passed,
        End::Settled => Outcome::Failed,
    }
}

/// A request that was sent, until it is aborted.
pub(super) struct Sent {
    pub(super) seen: Observation,
    pub(super) response: Option<Response>,
    pub(super) controller: Option<AbortController>,
}

/// Sends it and waits for the head of the answer.
pub(super) async fn send(
    around: &Around<'_>,
    window: &Window,
    (probe, place): (Probe, Place),
    url: &str,
    patience_ms: u32,
) -> Sent {
    let Around { clock, stop, page_events } = *around;
    let begun = clock.now();
    let controller = AbortController::new().ok();
    let options = RequestInit::new();
    options.set_method("GET");
    options.set_mode(match probe {
        Probe::FetchCors => RequestMode::Cors,
        _ => RequestMode::NoCors,
    });
    options.set_cache(RequestCache::NoStore);
    options.set_credentials(RequestCredentials::Omit);
    options.set_signal(controller.as_ref().map(AbortController::signal).as_ref());
    // web-sys has no setters for these that every version knows.
    let _ = Reflect::set(&options, &"referrerPolicy".into(), &"no-referrer".into());
    if probe == Probe::AddressSpace {
        let _ = Reflect::set(&options, &"targetAddressSpace".into(), &"public".into());
    }

    let violations = page_events.violations_of(url);
    let fetched = JsFuture::from(window.fetch_with_str_and_init(url, &options));
    let limit = first(after(Some(patience_ms)), stop.pressed());
    let mut response = None;
    let (mut end, event) = match first(fetched, limit).await {
        First::Left(Ok(value)) => {
            let event = resolved(&value, clock.event(EventKind::Resolved));
            response = value.dyn_into().ok();
            (End::Settled, Some(event))
        }
        First::Left(Err(thrown)) => {
            let mut event = clock.event(EventKind::Rejected);
            event.name = Some(js::error_name(&thrown));
            // A violation is reported in a task of its own, after this one.
            after(Some(0)).await;
            (End::Settled, Some(event))
        }
        First::Right(First::Left(())) => (End::GaveUp, None),
        First::Right(First::Right(())) => (End::Stopped, None),
    };
    if page_events.violations_of(url) > violations {
        end = End::Void;
    }
    let events = event.into_iter().collect();
    let ended = clock.now();
    let seen = Observation { probe, place, with_protocols: false, begun, ended, end, events };
    Sent { seen, response, controller }
}

/// Also after an answer: nobody reads the body.
pub(super) fn abort(controller: Option<AbortController>) {
    if let Some(controller) = controller {
        controller.abort();
    }
}

/// What can be read of an answer: a response of another window's class, too.
fn resolved(value: &JsValue, mut event: why1006_evidence::Event) -> why1006_evidence::Event {
    event.name = js::get(value, "type").as_string();
    event.status = js::get(value, "status").as_f64().map(|s| s as u16).filter(|s| *s != 0);
    event
}

/// Runs futures side by side and collects what they return, in order.
pub async fn together<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut running: Vec<_> = futures.into_iter().map(|f| (Box::pin(f), None)).collect();
    poll_fn(|cx| {
        for (future, done) in &mut running {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(cx)
            {
                *done = Some(value);
            }
        }
        match running.iter().all(|(_, done)| done.is_some()) {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
    running.into_iter().filter_map(|(_, done)| done).collect()
}
