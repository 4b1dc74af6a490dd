//! What happens to the page itself during a run.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::SecurityPolicyViolationEvent;
use why1006_evidence::{Event, EventKind};

use super::Clock;
use crate::js;

/// Listens until dropped.
pub struct PageEvents {
    events: Rc<RefCell<Vec<Event>>>,
    blocked: Rc<RefCell<Vec<String>>>,
    on_policy: Closure<dyn Fn(SecurityPolicyViolationEvent)>,
    on_visibility: Closure<dyn Fn()>,
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
                    if directive == "connect-src" {
                        let mut event = clock.event(EventKind::Policy);
                        event.name = Some(directive);
                        events.borrow_mut().push(event);
                        blocked.borrow_mut().push(violation.blocked_uri());
                    }
                },
            )
        };
        let on_visibility = {
            let events = events.clone();
            Closure::<dyn Fn()>::new(move || {
                let hidden = js::document().hidden();
                let kind = if hidden { EventKind::Hidden } else { EventKind::Visible };
                events.borrow_mut().push(clock.event(kind));
            })
        };
        let document = js::document();
        // Neither call can fail on a document.
        let _ = document.add_event_listener_with_callback(
            "securitypolicyviolation",
            on_policy.as_ref().unchecked_ref(),
        );
        let _ = document.add_event_listener_with_callback(
            "visibilitychange",
            on_visibility.as_ref().unchecked_ref(),
        );
        PageEvents { events, blocked, on_policy, on_visibility }
    }

    /// What has happened so far.
    pub fn events(&self) -> Vec<Event> {
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
        let _ = document.remove_event_listener_with_callback(
            "visibilitychange",
            self.on_visibility.as_ref().unchecked_ref(),
        );
    }
}
