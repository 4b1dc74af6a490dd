//! The guided checklist: the next thing that the user alone can see, how to see
//! it in this browser, and a way to say what it was.

mod answer;
mod code;
pub(super) mod memory;
mod others;
mod paste;
mod phone;
mod radio;
mod reading;
mod run;
mod snippet;
mod step;
mod tab;
mod terminal;
mod told;
mod whose;

use leptos::prelude::*;

pub(super) use memory::Guide;

use super::el::{Kid, attribute, kids, live, replaced, watch};

/// The next step, and below it what was told so far.
pub(super) fn guide(guide: Guide) -> AnyView {
    // It stays while the step below it is replaced: only what changes in a
    // region that was there before is announced.
    let news = live("p", &[("class", "news"), ("role", "status")], kids![], move |news| {
        watch(move || news.set_text_content(Some(&guide.news.get())));
    });
    let attributes = [("class", "card step"), ("aria-labelledby", "step-title"), ("id", "guide")];
    let section = live("section", &attributes, kids![news, replaced(move || step::step(guide))], {
        move |section| {
            watch(move || {
                attribute(&section, "hidden", guide.is_empty().then_some(""));
                let step = guide.current().map(|asked| asked.0.as_str());
                attribute(&section, "data-step", step);
            });
        }
    });
    kids![section, replaced(move || told::told(guide))].kid()
}
