//! Elements that load for an answer of the class 2xx alone, one per engine
//! (`observability.md`, section 3). What they load is never shown or run.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, Node};
use why1006_evidence::{End, EngineFamily, Event, EventKind, Observation, Place, Probe};

use super::{
    Around, Clock,
    frame::Frame,
    notify::{First, Notify, after, first},
};
use crate::js;

/// What the element of an engine is, and what has to be said about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `<link rel=prefetch>`: neither shown nor run.
    Prefetch,
    /// `<link rel=preload as=track>`: likewise.
    Preload,
    /// `<object>` in a sandboxed frame that runs no script: it loads the page
    /// with its images and may ask for a sign-in, so the user has to choose it.
    Object,
}

impl Kind {
    /// The element that tells the class of a status in this engine.
    pub fn of(engine: EngineFamily, deeper: bool) -> Option<Kind> {
        match engine {
            EngineFamily::Chromium => Some(Kind::Prefetch),
            EngineFamily::WebKit => Some(Kind::Preload),
            EngineFamily::Firefox if deeper => Some(Kind::Object),
            _ => None,
        }
    }
}

/// Lets the element load `url` and takes it away again.
pub async fn status_class(
    kind: Kind,
    place: Place,
    url: &str,
    patience_ms: u32,
    around: &Around<'_>,
) -> Option<Observation> {
    let Around { clock, stop, page_events } = *around;
    let begun = clock.now();
    let violations = page_events.violations_of(url);
    let frame = match kind {
        Kind::Object => Some(Frame::sandboxed().await?),
        _ => None,
    };
    let document = frame.as_ref().map_or_else(|| Some(js::document()), Frame::document)?;
    let (element, parent) = make(kind, url, &document)?;
    let heard = Heard::on(&element, clock);
    parent.append_child(&element).ok()?;
    let limit = first(after(Some(patience_ms)), stop.pressed());
    let mut end = match first(heard.woken.wait(), limit).await {
        First::Left(()) => End::Settled,
        First::Right(First::Left(())) => End::GaveUp,
        First::Right(First::Right(())) => End::Stopped,
    };
    if end == End::Settled {
        // A violation is reported in a task of its own, after this one.
        after(Some(0)).await;
    }
    element.remove();
    if page_events.violations_of(url) > violations {
        end = End::Void;
    }
    let events = heard.events.take();
    let probe = Probe::StatusClass;
    Some(Observation {
        probe,
        place,
        with_protocols: false,
        begun,
        ended: clock.now(),
        end,
        events,
    })
}

fn make(kind: Kind, url: &str, document: &Document) -> Option<(Element, Node)> {
    let (tag, attributes): (_, &[(&str, &str)]) = match kind {
        Kind::Prefetch => ("link", &[("rel", "prefetch"), ("href", url)]),
        Kind::Preload => ("link", &[("rel", "preload"), ("as", "track"), ("href", url)]),
        Kind::Object => ("object", &[("data", url)]),
    };
    let element = document.create_element(tag).ok()?;
    element.set_attribute("referrerpolicy", "no-referrer").ok()?;
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    let parent: Node = match kind {
        Kind::Object => document.document_element()?.last_child()?,
        _ => document.document_element()?.first_child()?,
    };
    Some((element, parent))
}

/// `load` and `error` of one element.
struct Heard {
    events: Rc<RefCell<Vec<Event>>>,
    woken: Notify,
    // Kept alive for as long as the element may call them.
    _handlers: [Closure<dyn Fn()>; 2],
}

impl Heard {
    fn on(element: &Element, clock: Clock) -> Heard {
        let events = Rc::new(RefCell::new(Vec::new()));
        let woken = Notify::default();
        let handlers =
            [("load", EventKind::Load), ("error", EventKind::Error)].map(|(name, kind)| {
                let (events, woken) = (events.clone(), woken.clone());
                let handler = Closure::<dyn Fn()>::new(move || {
                    let mut list: std::cell::RefMut<'_, Vec<Event>> = events.borrow_mut();
                    if list.is_empty() {
                        list.push(clock.event(kind));
                    }
                    drop(list);
                    woken.notify();
                });
                let call = handler.as_ref().unchecked_ref();
                // Cannot fail on an element.
                let _ = element.add_event_listener_with_callback(name, call);
                handler
            });
        Heard { events, woken, _handlers: handlers }
    }
}
