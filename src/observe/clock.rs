//! The run's clock.

use why1006_evidence::{Event, EventKind, Ms};

use crate::js;

/// Milliseconds since the run began, from `performance.now()`.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: f64,
}

impl Clock {
    /// Starts now.
    pub fn start() -> Clock {
        Clock { start: raw() }
    }

    /// Milliseconds since the start, to one decimal.
    pub fn now(self) -> Ms {
        ((raw() - self.start) * 10.0).round() / 10.0
    }

    /// An event that happens now.
    pub fn event(self, kind: EventKind) -> Event {
        Event { hidden: js::document().hidden(), ..Event::new(self.now(), kind) }
    }
}

fn raw() -> f64 {
    js::window().performance().map_or_else(js_sys::Date::now, |p| p.now())
}
