//! Elements and frames of a run, against a real server, in a real browser.
//!
//! Ports as in `probes.rs`: 28006 answers, 28007 is silent, 28099 refuses.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use why1006::{
    js,
    observe::{Around, Clock, Stop, element, fetch, frame, page_events::PageEvents},
};
use why1006_evidence::{End, Engine, EngineFamily, EventKind, Observation, Place};

wasm_bindgen_test_configure!(run_in_browser);

const ANSWERS_200: &str = "http://127.0.0.1:28006/reference/http";
const ANSWERS_426: &str = "http://127.0.0.1:28006/reference/socket";
const SILENT: &str = "http://127.0.0.1:28007/";
const REFUSED: &str = "http://127.0.0.1:28099/";

fn engine() -> EngineFamily {
    Engine::from_user_agent(&js::window().navigator().user_agent().unwrap()).family
}

fn kinds(o: &Observation) -> Vec<EventKind> {
    o.events.iter().map(|e| e.kind).collect()
}

async fn status_class(url: &str) -> Observation {
    let (clock, stop) = (Clock::start(), Stop::default());
    let page_events = &PageEvents::listen(clock);
    let around = Around { clock, stop: &stop, page_events };
    let kind = element::Kind::of(engine(), true).unwrap();
    element::status_class(kind, Place::Target, url, 3_000, &around).await.unwrap()
}

#[wasm_bindgen_test]
async fn an_element_loads_for_a_good_status_alone() {
    for (url, end, seen) in [
        (ANSWERS_200, End::Settled, vec![EventKind::Load]),
        (ANSWERS_426, End::Settled, vec![EventKind::Error]),
        (REFUSED, End::Settled, vec![EventKind::Error]),
        (SILENT, End::GaveUp, vec![]),
    ] {
        if engine() == EngineFamily::Firefox && url == ANSWERS_200 {
            // Our own server forbids to be framed, and `object` is a frame.
            continue;
        }
        let o = status_class(url).await;
        assert_eq!((o.end, kinds(&o)), (end, seen), "{url}: {o:?}");
    }
    let left = js::document().query_selector("link[rel=prefetch], link[as=track], iframe.probe");
    assert!(left.unwrap().is_none(), "nothing stays behind");
}

#[wasm_bindgen_test]
fn the_element_that_shows_a_page_has_to_be_chosen() {
    assert_eq!(element::Kind::of(EngineFamily::Firefox, false), None);
    assert_eq!(element::Kind::of(EngineFamily::Firefox, true), Some(element::Kind::Object));
    assert_eq!(element::Kind::of(EngineFamily::Unknown, true), None);
}

#[wasm_bindgen_test]
async fn a_frame_of_our_own_asks_and_goes() {
    let (clock, stop) = (Clock::start(), Stop::default());
    let page_events = &PageEvents::listen(clock);
    let around = Around { clock, stop: &stop, page_events };
    for (url, seen) in [(ANSWERS_200, EventKind::Resolved), (REFUSED, EventKind::Rejected)] {
        let o = frame::redirect(url, 3_000, &around).await.unwrap();
        assert_eq!((o.end, kinds(&o)), (End::Settled, vec![seen]), "{url}: {o:?}");
    }
    assert!(js::document().query_selector("iframe.probe").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn the_reference_tells_the_time() {
    let (clock, stop) = (Clock::start(), Stop::default());
    let page_events = &PageEvents::listen(clock);
    let around = Around { clock, stop: &stop, page_events };
    let answer = fetch::reference(&around, ANSWERS_200, 3_000).await;
    assert!(answer.seen.saw(EventKind::Resolved), "{:?}", answer.seen);
    assert!(answer.clock_ahead.is_some_and(|seconds| seconds.abs() < 5.0));
    // It says what it saw, and nothing stands in between.
    assert!(!answer.is_foreign && answer.mirror.is_some_and(|m| !m.is_altered()));
    let answer = fetch::reference(&around, REFUSED, 3_000).await;
    assert!(answer.seen.saw(EventKind::Rejected), "{:?}", answer.seen);
    assert!(answer.clock_ahead.is_none() && !answer.is_foreign && answer.mirror.is_none());
}
