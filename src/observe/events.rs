//! Server-sent events: `EventSource`, and when each event came.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{EventSource, MessageEvent};
use why1006_evidence::network::{Cell, Drip, Outcome};

use super::{
    Around, Clock,
    notify::{First, Notify, after, first},
};

/// Listens to `url`, which sends `wanted` events with a pause between two.
pub async fn listen(
    around: &Around<'_>,
    cell: Cell,
    url: &str,
    wanted: u32,
    patience_ms: u32,
) -> Cell {
    let Around { clock, stop, page_events } = *around;
    let begun = clock.now();
    let violations = page_events.violations_of(url);
    let Ok(source) = EventSource::new(url) else {
        return Cell { outcome: Outcome::NotPossible, begun, ended: begun, ..cell };
    };
    let heard = Heard::on(source, clock);
    let limit = first(after(Some(patience_ms)), stop.pressed());
    let end = first(heard.ended(), limit).await;
    if matches!(end, First::Left(false)) {
        // A violation is reported in a task of its own, after this one.
        after(Some(0)).await;
    }
    let drip = heard.leave();
    let outcome = match end {
        _ if page_events.violations_of(url) > violations => Outcome::NotPossible,
        First::Left(true) => drip.whole(wanted),
        First::Left(false) if drip.came() > 0 => Outcome::Cut,
        First::Left(false) => Outcome::Failed,
        First::Right(First::Left(())) => Outcome::Silent,
        First::Right(First::Right(())) => Outcome::NotRun,
    };
    Cell {
        outcome,
        begun,
        ended: clock.now(),
        chunks: Some(drip.came()),
        wanted: Some(wanted),
        first: drip.first().map(|at| at - begun),
        spread: drip.spread(),
        ..cell
    }
}

/// The events that are listened to.
const NAMES: [&str; 3] = ["message", "end", "error"];

/// What came of one source.
#[derive(Default)]
struct Came {
    drip: Drip,
    /// How many events came, of whatever shape.
    count: u32,
    /// It ended: well, or by an error.
    end: Option<bool>,
}

/// A source with the handlers that record its events.
struct Heard {
    source: EventSource,
    came: Rc<RefCell<Came>>,
    woken: Notify,
    // Kept alive for as long as the source may call them, in the order of `NAMES`.
    handlers: [Closure<dyn Fn(JsValue)>; 3],
}

impl Heard {
    fn on(source: EventSource, clock: Clock) -> Heard {
        let came = Rc::new(RefCell::new(Came::default()));
        let woken = Notify::default();
        let handlers = NAMES.map(|name| {
            let (came, woken) = (came.clone(), woken.clone());
            let handler = Closure::<dyn Fn(JsValue)>::new(move |raw: JsValue| {
                let mut came = came.borrow_mut();
                match name {
                    "message" => {
                        let data = raw.dyn_ref::<MessageEvent>().and_then(|e| e.data().as_string());
                        // The index is the event's id; its data holds the time.
                        let line = [&came.count.to_string(), " ", &data.unwrap_or_default()];
                        came.drip.line(clock.now(), &line.concat());
                        came.count += 1;
                    }
                    _ => came.end = came.end.or(Some(name == "end")),
                }
                drop(came);
                woken.notify();
            });
            // Cannot fail on a source.
            let call = handler.as_ref().unchecked_ref();
            let _ = source.add_event_listener_with_callback(name, call);
            handler
        });
        Heard { source, came, woken, handlers }
    }

    /// Waits for the end: true if the reference said so.
    async fn ended(&self) -> bool {
        loop {
            if let Some(well) = self.came.borrow().end {
                return well;
            }
            self.woken.wait().await;
        }
    }

    /// Takes the handlers off and closes: a source connects again by itself.
    fn leave(self) -> Drip {
        self.source.close();
        for (name, handler) in NAMES.into_iter().zip(&self.handlers) {
            let call = handler.as_ref().unchecked_ref();
            let _ = self.source.remove_event_listener_with_callback(name, call);
        }
        std::mem::take(&mut self.came.borrow_mut().drip)
    }
}
