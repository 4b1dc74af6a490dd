//! The report: live while a run goes on, whole at its end.

use leptos::prelude::*;

use super::{
    causes,
    el::{classed, kids, nothing, replaced},
    ladder, raw, received, share,
    state::State,
    step, timeline, verdict,
};

pub(super) fn report(state: State) -> AnyView {
    let exists = Memo::new(move |_| state.evidence.with(Option::is_some));
    let is_done = Memo::new(move |_| exists.get() && !state.running.get());
    replaced(move || {
        if !exists.get() {
            return nothing();
        }
        let after_ladder = replaced(move || match is_done.get() {
            true => kids![step::step(state), causes::causes(state)].into_any(),
            false => nothing(),
        });
        let at_the_end = replaced(move || match is_done.get() {
            true => kids![share::share(state), raw::raw(state)].into_any(),
            false => nothing(),
        });
        classed(
            "div",
            "report",
            kids![
                received::banner(state),
                verdict::verdict(state),
                ladder::ladder(state),
                after_ladder,
                timeline::timeline(state),
                at_the_end,
            ],
        )
    })
}
