//! What the checklist remembers, and what happens to an answer.

use leptos::prelude::*;
use why1006_diagnosis::{Audience, Diagnosis, Reason, Standing, Step, diagnose};
use why1006_evidence::{Clue, EngineFamily, Evidence, Told, Way, told::MAX_TOLD};
use why1006_pasted::Reading;

use super::{
    super::{
        el::{focus_soon, watch},
        state::State,
        visit,
        watched::Watched,
    },
    whose::SeenBy,
};
use crate::js::spawn_local;

/// A step, and as what its answer is told.
pub(super) type Asked = (Step, Option<Way>);

/// The checklist of one report. Copied freely: its members are handles.
#[derive(Clone, Copy)]
pub(in crate::view) struct Guide {
    pub(super) state: State,
    /// The step that the user chose; else the first that is offered.
    pub(super) chosen: Watched<Option<Asked>>,
    /// Steps without an answer that the user passed over.
    pub(super) passed: Watched<Vec<Asked>>,
    /// Steps that need the server are shown.
    pub(super) runs_server: RwSignal<bool>,
    /// What the last answer changed.
    pub(super) news: RwSignal<String>,
    /// Who saw what is told next, of a result that came by a link.
    pub(super) seen_by: Watched<Option<SeenBy>>,
    /// What was understood of the last pasted text.
    pub(super) reading: Watched<Option<Reading>>,
}

impl Guide {
    /// An empty one, which a new run empties again.
    pub(in crate::view) fn new(state: State) -> Guide {
        let guide = Guide {
            state,
            chosen: Watched::new(None),
            passed: Watched::new(Vec::new()),
            runs_server: RwSignal::new(!visit::is_guest(state)),
            news: RwSignal::new(String::new()),
            seen_by: Watched::new(None),
            reading: Watched::new(None),
        };
        watch(move || {
            if state.running.get() {
                guide.chosen.set(None);
                guide.passed.set(Vec::new());
                guide.news.set(String::new());
                guide.reading.set(None);
            }
        });
        guide
    }

    /// Replaces what was told in `ways` by `told`, judges anew and says what
    /// that changed. What came with a link stays: it is somebody else's.
    pub(super) fn tell(self, ways: &[Way], told: &[Told]) {
        let Some(mut seen) = self.state.evidence.peek(Option::clone) else { return };
        let before = self.state.diagnosis.peek(|d| d.as_ref().map(count).unwrap_or_default());
        let mut at = 0;
        seen.told.retain(|old| {
            at += 1;
            !(ways.contains(&old.way) && self.is_own(at - 1, old))
        });
        for new in told.iter().map(|told| self.of_whom(told)) {
            if seen.told.len() < MAX_TOLD && !seen.told.contains(&new) {
                seen.told.push(new);
            }
        }
        let diagnosis = diagnose(&seen);
        self.news.set(change(before, told, &diagnosis));
        self.chosen.set(None);
        self.state.keep_told(&seen);
        self.state.show(seen.clone());
        self.state.link.set(String::new());
        spawn_local(self.state.share(seen));
        focus_soon("step-title");
    }

    /// What is offered now, best first.
    pub(super) fn offered(self) -> Vec<Asked> {
        let runs_server = self.runs_server.get();
        let is_shown = |(step, _): &Asked| runs_server || step.audience() == Audience::Anyone;
        self.state.diagnosis.with(|d| {
            let all = d.iter().flat_map(|d| &d.steps).map(|offer| (offer.step, offer.way));
            let passed = |asked: &Asked| self.passed.with(|passed| passed.contains(asked));
            all.filter(|asked| is_shown(asked) && !passed(asked)).collect()
        })
    }

    /// The step that is shown: the one that was chosen, or the first on offer.
    pub(in crate::view) fn current(self) -> Option<Asked> {
        let chosen = self.chosen.with(|chosen| *chosen);
        chosen.or_else(|| self.offered().first().copied())
    }

    /// There is nothing to do, and never was.
    pub(super) fn is_empty(self) -> bool {
        let nothing_told = |e: &Option<Evidence>| e.as_ref().is_none_or(|e| e.told.is_empty());
        self.current().is_none()
            && self.passed.with(Vec::is_empty)
            && self.state.evidence.with(nothing_told)
    }

    /// The app works: nothing is left to find out.
    pub(super) fn is_settled(self) -> bool {
        self.chosen.with(Option::is_none)
            && self.state.diagnosis.with(|d| d.as_ref().is_some_and(Diagnosis::is_app_fine))
    }

    /// Some steps are for whoever runs the server, or has a terminal.
    pub(super) fn has_steps_at_the_server(self) -> bool {
        let is_offered = self.state.diagnosis.with(|d| {
            let mut all = d.iter().flat_map(|d| &d.steps);
            all.any(|offer| offer.step.audience() == Audience::Engineer)
        });
        is_offered || self.has_commands()
    }

    /// The engine of the browser that made the result.
    pub(super) fn engine(self) -> EngineFamily {
        let engine = |e: &Evidence| e.circumstances.engine.family;
        self.state.evidence.peek(|e| e.as_ref().map_or(EngineFamily::Unknown, engine))
    }

    /// Shows a step in the place of the one that is offered.
    pub(super) fn choose(self, step: Asked) {
        self.chosen.set(Some(step));
        focus_soon("step-title");
    }

    /// Goes on without an answer.
    pub(super) fn pass_over(self, step: Asked) {
        let mut passed = self.passed.peek(Vec::clone);
        passed.push(step);
        self.passed.set(passed);
        self.chosen.set(None);
        self.news.set("Skipped.".into());
        focus_soon("step-title");
    }
}

/// How many causes are left, certain ones included.
fn count(d: &Diagnosis) -> usize {
    d.judgements.iter().filter(|j| j.standing > Standing::NotTested).count()
}

/// What an answer changed, in one sentence.
fn change(before: usize, told: &[Told], now: &Diagnosis) -> String {
    let left = count(now);
    let causes = if left == 1 { " cause remains" } else { " causes remain" };
    let (left, of) = (left.to_string(), before.to_string());
    let is = |clue| told.iter().all(|one| one.clue == clue);
    let noted = match () {
        _ if told.is_empty() => "Taken back. ",
        _ if now.is_app_fine() => return "Good: then nothing has to be done.".into(),
        _ if is(Clue::Cannot) => "That is fine. ",
        _ if misfits(now) => "Noted, though it does not fit what this page saw. ",
        _ if left == of => "Noted. It rules nothing out. ",
        _ => return ["That helps: ", &left, causes, " of ", &of, "."].concat(),
    };
    [noted, &left, causes, "."].concat()
}

/// What was told contradicts what was seen, or itself.
pub(super) fn misfits(d: &Diagnosis) -> bool {
    d.conflicts.iter().any(|pair| [pair.0, pair.1].contains(&Reason::ToldMisfits))
}
