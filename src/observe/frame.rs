//! A child frame of our own, empty, that the page drives.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, HtmlIFrameElement, Window};
use why1006_evidence::{EventKind, Observation, Place, Probe};

use super::{
    Around, fetch,
    notify::{Notify, after, first},
};
use crate::js;

/// How long an empty frame may take to come up.
const LOAD_MS: u32 = 1_000;

/// How long after a rejection its violation may be reported.
const REPORT_MS: u32 = 20;

/// Taken out of the page when dropped.
pub(super) struct Frame(HtmlIFrameElement);

impl Frame {
    /// A frame that runs no script and shows no dialog of its own.
    pub(super) async fn sandboxed() -> Option<Frame> {
        Frame::open("<!doctype html><body>", Some("allow-same-origin")).await
    }

    async fn open(content: &str, sandbox: Option<&str>) -> Option<Frame> {
        let document = js::document();
        let element: Element = document.create_element("iframe").ok()?;
        element.set_attribute("srcdoc", content).ok()?;
        element.set_attribute("class", "probe").ok()?;
        element.set_attribute("aria-hidden", "true").ok()?;
        element.set_attribute("tabindex", "-1").ok()?;
        element.set_attribute("title", "").ok()?;
        if let Some(sandbox) = sandbox {
            element.set_attribute("sandbox", sandbox).ok()?;
        }
        let frame: HtmlIFrameElement = element.unchecked_into();
        let loaded = Notify::default();
        let on_load = {
            let loaded = loaded.clone();
            Closure::<dyn Fn()>::new(move || loaded.notify())
        };
        frame.set_onload(Some(on_load.as_ref().unchecked_ref()));
        document.body()?.append_child(&frame).ok()?;
        let frame = Frame(frame);
        first(loaded.wait(), after(Some(LOAD_MS))).await;
        frame.0.set_onload(None);
        Some(frame)
    }

    pub(super) fn document(&self) -> Option<Document> {
        self.0.content_document()
    }

    fn window(&self) -> Option<Window> {
        self.0.content_window()
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// A request in a frame that may only ask the address's own origin: if it is
/// sent on to another one, the frame's policy reports it. Without `sandbox`,
/// which blinds WebKit (`observability.md`, section 3).
pub async fn redirect(url: &str, patience_ms: u32, around: &Around<'_>) -> Option<Observation> {
    let clock = around.clock;
    let origin = web_sys::Url::new(url).ok()?.origin();
    let policy = [
        "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"connect-src ",
        &origin,
        "\">",
    ]
    .concat();
    let frame = Frame::open(&policy, None).await?;
    let (window, document) = (frame.window()?, frame.document()?);
    let violation = Rc::new(RefCell::new(None));
    let reported = Notify::default();
    let on_violation = {
        let (violation, reported) = (violation.clone(), reported.clone());
        Closure::<dyn Fn()>::new(move || {
            violation.borrow_mut().get_or_insert_with(|| clock.event(EventKind::Policy));
            reported.notify();
        })
    };
    document
        .add_event_listener_with_callback(
            "securitypolicyviolation",
            on_violation.as_ref().unchecked_ref(),
        )
        .ok()?;
    let probe = (Probe::RedirectFrame, Place::Target);
    let mut seen = fetch::request(around, &window, probe, url, patience_ms).await;
    if seen.saw(EventKind::Rejected) {
        // Reported in a task of its own, after the rejection.
        first(reported.wait(), after(Some(REPORT_MS))).await;
    }
    seen.events.extend(violation.take());
    Some(seen)
}
