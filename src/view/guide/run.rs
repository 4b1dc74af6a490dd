//! Steps that this page does itself at a press.

use leptos::prelude::*;
use why1006_diagnosis::Step;

use super::{Guide, answer::press};
use crate::view::{
    el::{Kid, classed, el, focus, kids, nothing},
    state::HOLD_SECONDS,
    verdict,
};

/// For how long *Listen for longer* listens, in seconds.
const LONGER: &str = "120";

/// The button of a step that the page can do; nothing for others.
pub(super) fn run(guide: Guide, step: Step) -> AnyView {
    let state = guide.state;
    if step == Step::HttpCopy {
        return verdict::http_copy(state).kid();
    }
    let usual = HOLD_SECONDS.to_string();
    let (label, act): (_, Box<dyn Fn()>) = match step {
        Step::Repeat => ("Test five times", Box::new(move || state.again(&usual, true))),
        Step::ListenLonger => {
            ("Listen for two minutes", Box::new(move || state.again(LONGER, false)))
        }
        Step::RunAgain | Step::AnswerPrompt => {
            ("Test again", Box::new(move || state.again(&usual, false)))
        }
        Step::KeepWaiting => {
            ("Test again and keep waiting", Box::new(move || state.again_patiently()))
        }
        Step::MendAddress => ("Go to the address", Box::new(|| focus("address"))),
        _ => return nothing(),
    };
    // A press tests from this browser, which did not make that result.
    if state.received.get_untracked() {
        let words = "Only the browser that made this result can do that. To test from yours, use \
                     “Run the same test from here”.";
        return classed("p", "note", kids![words]);
    }
    el("div", &[("class", "buttons")], kids![press("", step.as_str(), label, act)])
}
