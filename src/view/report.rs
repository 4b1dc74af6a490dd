//! The report: live while a run goes on, whole at its end.

use leptos::prelude::*;

use super::{causes, ladder, raw, received, share, state::State, step, timeline, verdict};

pub(super) fn report(state: State) -> impl IntoView {
    let exists = move || state.evidence.with(Option::is_some);
    let is_done = Memo::new(move |_| exists() && !state.running.get());
    view! {
        <Show when=exists>
            <div class="report">
                {received::banner(state).into_any()}
                {verdict::verdict(state).into_any()}
                {ladder::ladder(state).into_any()}
                <Show when=move || is_done.get()>
                    {step::step(state).into_any()}
                    {causes::causes(state).into_any()}
                </Show>
                {timeline::timeline(state).into_any()}
                <Show when=move || is_done.get()>
                    {share::share(state).into_any()}
                    {raw::raw(state).into_any()}
                </Show>
            </div>
        </Show>
    }
}
