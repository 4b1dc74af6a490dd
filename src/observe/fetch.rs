//! Plain web requests: did any HTTP response come?

use std::future::poll_fn;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, RequestCache, RequestCredentials, RequestInit, RequestMode, Response,
};
use why1006_evidence::{End, EventKind, Observation, Place, Probe};

use super::{
    Clock, Stop,
    notify::{First, after, first},
    page_events::PageEvents,
};
use crate::js;

/// One request: `probe` says in which mode.
pub async fn request(
    (probe, place): (Probe, Place),
    url: &str,
    patience_ms: u32,
    clock: Clock,
    stop: &Stop,
    page_events: &PageEvents,
) -> Observation {
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
    // web-sys has no setter that every version knows.
    let _ = Reflect::set(&options, &"referrerPolicy".into(), &"no-referrer".into());

    let violations = page_events.violations_of(url);
    let fetched = JsFuture::from(js::window().fetch_with_str_and_init(url, &options));
    let limit = first(after(Some(patience_ms)), stop.pressed());
    let (mut end, event) = match first(fetched, limit).await {
        First::Left(Ok(value)) => (End::Settled, Some(resolved(&value, clock))),
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
    if let Some(controller) = controller {
        // Also after an answer: nobody reads the body.
        controller.abort();
    }
    if page_events.violations_of(url) > violations {
        end = End::Void;
    }
    let events = event.into_iter().collect();
    Observation { probe, place, with_protocols: false, begun, ended: clock.now(), end, events }
}

fn resolved(value: &JsValue, clock: Clock) -> why1006_evidence::Event {
    let mut event = clock.event(EventKind::Resolved);
    if let Some(response) = value.dyn_ref::<Response>() {
        event.name = js::get(response, "type").as_string();
        event.status = Some(response.status()).filter(|s| *s != 0);
    }
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
