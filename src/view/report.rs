//! The report: live while a run goes on, whole at its end. The answer comes
//! first; what is folded or below it is made once the browser has shown that.

use leptos::prelude::*;

use super::{
    causes,
    el::{Kid, classed, kids, nothing, replaced, watch},
    guide::{self, Guide},
    ladder, raw, reading, received, share,
    state::State,
    timeline, verdict,
};

/// All below the form. Only once the rest of the program is there.
#[inline(never)]
pub(super) fn report(state: State) -> AnyView {
    let guide = Guide::new(state);
    kids![reading::reading(state), received::broken(state), seen(state, guide)].kid()
}

fn seen(state: State, guide: Guide) -> AnyView {
    let exists = RwSignal::new(false);
    watch(move || {
        // Told apart from "another one", so that the report is built once.
        let now = state.evidence.with(Option::is_some);
        if now != exists.get_untracked() {
            exists.set(now);
        }
    });
    replaced(move || {
        if !exists.get() {
            return nothing();
        }
        let what_next = replaced(move || match !state.running.get() {
            true => guide::guide(guide),
            false => nothing(),
        });
        let after_ladder = replaced(move || match !state.running.get() {
            true => causes::causes(state),
            false => nothing(),
        });
        let ladder = replaced(move || match state.ladder.get() {
            true => ladder::ladder(state),
            false => nothing(),
        });
        let timeline = replaced(move || match state.timeline.get() {
            true => timeline::timeline(state),
            false => nothing(),
        });
        let at_the_end = replaced(move || match state.whole.get() {
            true => kids![share::share(state), raw::raw(state)].kid(),
            false => nothing(),
        });
        classed(
            "div",
            "report",
            kids![
                received::banner(state),
                verdict::verdict(state, guide),
                what_next,
                ladder,
                after_ladder,
                timeline,
                at_the_end,
            ],
        )
    })
}
