//! What happens to the page itself during a run.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::Date;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventTarget, SecurityPolicyViolationEvent};
use why1006_evidence::{Event, EventKind};

use super::Clock;
use crate::js;

/// Listens until dropped.
pub struct PageEvents {
    events: Rc<RefCell<Vec<Event>>>,
    blocked: Rc<RefCell<Vec<String>>>,
    on_policy: Closure<dyn Fn(SecurityPolicyViolationEvent)>,
    clock: Clock,
    lag: Cell<f64>,
    on_change: Closure<dyn Fn(web_sys::Event)>,
}

/// Two clocks differ by this much only if one of them was set or stood still.
const JUMP_MS: f64 = 2_000.0;

/// What is listened to besides violations, and where.
fn changes() -> [(EventTarget, &'static str); 5] {
    let window = || js::window().unchecked_into();
    [
        (js::document().unchecked_into(), "visibilitychange"),
        (window(), "blur"),
        (window(), "focus"),
        (window(), "offline"),
        (window(), "online"),
    ]
}

impl PageEvents {
    /// Starts to listen.
    pub fn listen(clock: Clock) -> PageEvents {
        let events = Rc::new(RefCell::new(Vec::new()));
        let blocked = Rc::new(RefCell::new(Vec::new()));
        let on_policy = {
            let (events, blocked) = (events.clone(), blocked.clone());
            Closure::<dyn Fn(SecurityPolicyViolationEvent)>::new(
                move |violation: SecurityPolicyViolationEvent| {
                    let directive = violation.effective_directive();
                    blocked.borrow_mut().push(violation.blocked_uri());
                    if directive == "connect-src" {
                        let mut event = clock.event(EventKind::Policy);
                        event.name = Some(directive);
                        events.borrow_mut().push(event);
                    }
                },
            )
        };
        let on_change = {
            let events = events.clone();
            Closure::<dyn Fn(web_sys::Event)>::new(move |change: web_sys::Event| {
                let hidden = js::document().hidden();
                let kind = match change.type_().as_str() {
                    "blur" => EventKind::Blurred,
                    "focus" => EventKind::Focused,
                    "offline" => EventKind::Offline,
                    "online" => EventKind::Online,
                    _ if hidden => EventKind::Hidden,
                    _ => EventKind::Visible,
                };
                events.borrow_mut().push(clock.event(kind));
            })
        };
        let document = js::document();
        // Neither call can fail on a document.
        let _ = document.add_event_listener_with_callback(
            "securitypolicyviolation",
            on_policy.as_ref().unchecked_ref(),
        );
        for (target, name) in changes() {
            let _ =
                target.add_event_listener_with_callback(name, on_change.as_ref().unchecked_ref());
        }
        let lag = Cell::new(Date::now() - clock.now());
        PageEvents { events, blocked, clock, lag, on_policy, on_change }
    }

    /// What has happened so far. A machine that slept shows as a jump between
    /// the clock of the day and the run's own.
    pub fn events(&self) -> Vec<Event> {
        let lag = Date::now() - self.clock.now();
        let jump = (lag - self.lag.replace(lag)).abs();
        if jump > JUMP_MS {
            let mut event = self.clock.event(EventKind::ClockJump);
            event.size = Some(jump as u32);
            self.events.borrow_mut().push(event);
        }
        self.events.borrow().clone()
    }

    /// How often this page's policy blocked a request to the origin of `url`.
    /// Engines report the whole address, or its origin alone.
    pub fn violations_of(&self, url: &str) -> usize {
        let Ok(url) = web_sys::Url::new(url) else {
            return 0;
        };
        let origin = format!("{}//{}", url.protocol(), url.host());
        self.blocked.borrow().iter().filter(|b| b.starts_with(&origin)).count()
    }
}

impl Drop for PageEvents {
    fn drop(&mut self) {
        let document = js::document();
        let _ = document.remove_event_listener_with_callback(
            "securitypolicyviolation",
            self.on_policy.as_ref().unchecked_ref(),
        );
        for (target, name) in changes() {
            let _ = target
                .remove_event_listener_with_callback(name, self.on_change.as_ref().unchecked_ref());
        }
    }
}
