//! Of a result that came by a link: who saw what is told of it. The browser that ran
//! the test is elsewhere, and what another one shows is about another run.

use leptos::prelude::*;
use why1006_diagnosis::Step;
use why1006_evidence::{Told, Vantage, Way};

use super::{Guide, radio::radios};
use crate::view::el::{classed, focus, kids};

/// Who saw it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SeenBy {
    /// Who ran the test, and told the reader.
    Them,
    /// The reader, on their own side.
    Me,
    /// The server, or a machine beside it.
    Server,
}

impl Guide {
    /// The result that is shown is somebody else's.
    pub(super) fn is_received(self) -> bool {
        self.state.received.get() && !self.state.beside.is_mine.get()
    }

    /// Begins a step: what its answers are about, if there is but one possibility.
    pub(super) fn begin(self, step: Step) {
        self.seen_by.set(match step {
            Step::ConsoleLine | Step::AppWorks | Step::RunCommand | Step::CheckCertificate => None,
            Step::ReadServerLog => Some(SeenBy::Server),
            _ => Some(SeenBy::Them),
        });
    }

    /// Whether an answer can be taken; if not, says what is missing.
    pub(super) fn may_tell(self) -> bool {
        let may = !self.is_received() || self.seen_by.peek(Option::is_some);
        if !may {
            self.news.set("Say first who saw it.".into());
            focus("whose");
        }
        may
    }

    /// What is told of this result, with who saw it.
    pub(super) fn of_whom(self, told: &Told) -> Told {
        if !self.is_received() {
            return told.clone();
        }
        let is_of_server = told.way == Way::ServerLog;
        let told = told.clone().by_receiver();
        match self.seen_by.peek(|seen_by| *seen_by) {
            _ if is_of_server => told,
            Some(SeenBy::Them) if told.way.vantage() == Vantage::Machine => {
                told.at(Vantage::Machine)
            }
            Some(SeenBy::Them) => told.at(Vantage::Browser),
            Some(SeenBy::Server) => told.at(Vantage::Server),
            Some(SeenBy::Me) | None => told,
        }
    }

    /// Whether the reader may take an entry back: what came with the link is only
    /// theirs if they ran the test.
    pub(super) fn is_own(self, at: usize, told: &Told) -> bool {
        let beside = self.state.beside;
        let arrived = match (self.state.received.get(), beside.shows_theirs.get()) {
            (false, _) => 0,
            (true, true) => beside.arrived.with(|count| *count),
            (true, false) => usize::MAX,
        };
        at >= arrived || beside.is_mine.get() && !told.by_receiver
    }
}

/// Asks who saw it, where either may have. Nothing is chosen beforehand: a wrong
/// choice would rule out what is true.
pub(super) fn whose(guide: Guide, step: Step, is_app: impl Fn(bool) + 'static) -> Option<AnyView> {
    let choices: &[(&'static str, SeenBy)] = match step {
        Step::ConsoleLine => &[
            ("Theirs, on this page: they sent it to me", SeenBy::Them),
            ("Theirs, on the app’s own page: they sent it to me", SeenBy::Them),
            ("Mine", SeenBy::Me),
        ],
        Step::RunCommand | Step::CheckCertificate => &[
            ("On their computer: they sent it to me", SeenBy::Them),
            ("On mine", SeenBy::Me),
            ("On the server", SeenBy::Server),
        ],
        Step::AppWorks => {
            &[("They did, and told me", SeenBy::Them), ("I did, on my side", SeenBy::Me)]
        }
        _ => return None,
    };
    let question = match step {
        Step::ConsoleLine => "Whose console is it?",
        Step::AppWorks => "Who tried the app?",
        _ => "Where was it run?",
    };
    let labels: Vec<&'static str> = choices.iter().map(|(label, _)| *label).collect();
    let choose = move |at: usize| {
        is_app(step == Step::ConsoleLine && at == 1);
        guide.seen_by.set(choices.get(at).map(|(_, seen_by)| *seen_by));
    };
    let list = radios(question, "whose", &labels, usize::MAX, choose);
    Some(crate::view::el::el("div", &[("id", "whose"), ("tabindex", "-1")], kids![list]))
}

/// Who told an entry, where that is not the reader of their own run.
pub(super) fn teller(told: &Told, is_own: bool) -> &'static str {
    if !told.by_receiver {
        return "Told by who ran the test";
    }
    let is_passed_on = !told.is_from_another() && told.way != Way::ServerLog;
    match (is_own, is_passed_on) {
        _ if told.way == Way::ServerLog && is_own => "Added by you",
        _ if told.way == Way::ServerLog => "Added by who passed it on",
        (true, true) => "Added by you, as they told you",
        (true, false) => "Added by you, seen on your side",
        (false, true) => "Added by who passed it on, as they were told",
        (false, false) => "Added by who passed it on, seen on their side",
    }
}

/// That a step is for who ran the test.
pub(super) fn ask_them(guide: Guide, step: Step) -> Option<AnyView> {
    let words = "Only who ran the test can see this, in the browser that made this result. Ask \
                 them, and enter here what they answer.";
    (guide.is_received() && step.is_of_tester()).then(|| classed("p", "note", kids![words]))
}
