//! How long a run listens and waits, and its end.

use leptos::prelude::*;

use super::{HOLD_SECONDS, MAX_HOLD_SECONDS, State};
use crate::{observe::Stop, view::verdict};

impl State {
    /// For how long an open connection will be listened to.
    pub(crate) fn hold_seconds(self) -> u32 {
        let typed = self.hold.with_untracked(|h| h.trim().parse().ok());
        typed.unwrap_or(HOLD_SECONDS).min(MAX_HOLD_SECONDS)
    }

    /// Tests the same with one of the options that the last run left out.
    pub(crate) fn again(self, seconds: &str, repeat: bool) {
        self.hold.set(seconds.to_owned());
        self.repeat.set(repeat);
        self.start();
        // The button that was pressed is gone, and with it the focus.
        verdict::focus_headline();
    }

    /// Tests the same and waits for as long as the browser does.
    pub(crate) fn again_patiently(self) {
        self.again(&HOLD_SECONDS.to_string(), false);
        // The start resets it, and what reads it comes later.
        self.waiting.set(true);
    }

    pub(crate) fn stop(self) {
        self.handles.peek(|p| p.iter().for_each(|p| p.stop.press()));
        self.network_stop.peek(|stop| stop.iter().for_each(Stop::press));
    }

    pub(crate) fn keep_waiting(self) {
        self.waiting.set(true);
        self.handles.peek(|p| p.iter().for_each(|p| p.keep_waiting.set(true)));
    }
}
