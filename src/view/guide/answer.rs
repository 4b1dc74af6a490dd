//! Answers that are chosen with a button.

use leptos::prelude::*;
use why1006_diagnosis::Step;
use why1006_evidence::{Clue, Told, Way};

use super::{Guide, memory::Asked};
use crate::{
    view::el::{classed, kids, live, on},
    words,
};

/// The answers of a step: what was seen, and that one cannot do it.
pub(super) fn choices(guide: Guide, asked: Asked) -> Option<AnyView> {
    let (step, way) = asked;
    let (is_pasted, clues): (_, &[Clue]) = match step {
        Step::SendToSupport => return None,
        // Their other answers are pasted or picked.
        Step::ConsoleLine => (true, &[Clue::Nothing, Clue::Cannot]),
        Step::ReadServerLog => (true, &[Clue::NotArrived, Clue::Cannot]),
        Step::OpenInTab | Step::RunCommand | Step::CheckCertificate => (true, &[Clue::Cannot]),
        _ => (false, step.answers()),
    };
    let mut list = Vec::new();
    match way {
        Some(way) => list.extend(clues.iter().map(|clue| {
            if *clue == Clue::Cannot && guide.is_received() {
                // That the reader cannot is nothing about the run.
                let label = words::answer(step, *clue);
                return press("quiet", "cannot", &label, move || guide.pass_over(asked));
            }
            let class = if is_pasted || *clue == Clue::Cannot { "quiet" } else { "" };
            choice(guide, class, &words::answer(step, *clue), Told::new(way, *clue))
        })),
        None => {
            list.push(press("quiet", "cannot", "I can't do this", move || guide.pass_over(asked)))
        }
    }
    Some(classed("div", "buttons", list))
}

/// A button that tells something.
pub(super) fn choice(guide: Guide, class: &str, label: &str, told: Told) -> AnyView {
    let clue = told.clue.as_str();
    press(class, clue, label, move || {
        if guide.may_tell() {
            guide.tell(replaced_by(told.way), std::slice::from_ref(&told));
        }
    })
}

/// The ways whose earlier answers a new one of this way replaces: what a page
/// prints belongs together.
pub(super) fn replaced_by(way: Way) -> &'static [Way] {
    match way {
        Way::Console | Way::Request => &[Way::Console, Way::Request],
        Way::AppConsole => &[Way::AppConsole],
        Way::Tab => &[Way::Tab],
        Way::OtherNetwork => &[Way::OtherNetwork],
        Way::PrivateWindow => &[Way::PrivateWindow],
        Way::OtherBrowser => &[Way::OtherBrowser],
        Way::App => &[Way::App],
        Way::Clock => &[Way::Clock],
        Way::Terminal => &[Way::Terminal],
        Way::TerminalWeb => &[Way::TerminalWeb],
        Way::TerminalTls => &[Way::TerminalTls],
        Way::TerminalReach => &[Way::TerminalReach],
        Way::TerminalReference => &[Way::TerminalReference],
        Way::Panel => &[Way::Panel],
        Way::ServerLog => &[Way::ServerLog],
        Way::Other => &[],
    }
}

/// A button by its clue.
pub(super) fn press(class: &str, clue: &str, label: &str, act: impl Fn() + 'static) -> AnyView {
    let act: Box<dyn Fn()> = Box::new(act);
    let attributes = [("class", class), ("type", "button"), ("data-clue", clue)];
    live("button", &attributes, kids![label], move |button| on(&button, "click", move |_| act()))
}
