//! Pages of words at addresses of their own, readable without any run.
//!
//! `#cause/<id>`, `#step/<id>` and `#article/<id>`, each also with `/<heading>`
//! behind it, and `#causes`, the list of all. Form and report stay in the page
//! meanwhile, hidden: going back shows them as they were.
//!
//! - [`place`]: what an address names
//! - [`page`]: one page
//! - [`fixes`]: the recipes on the page of a cause, by software
//! - [`list`]: all of them

pub(super) mod fixes;
mod list;
mod page;
mod place;

use std::cell::RefCell;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    el::{attribute, nothing, replaced, watch},
    pages,
    state::State,
};
use crate::js;

/// The id of the title of a page that is read.
const TITLE: &str = "page-title";

thread_local! {
    /// How form and report were left; `None` while they are shown.
    static LEFT: RefCell<Option<Left>> = const { RefCell::new(None) };
}

/// How form and report were left.
struct Left {
    scroll: f64,
    focus: Option<HtmlElement>,
    title: String,
}

/// The page that the address names, if it names one.
pub(super) fn reading(state: State) -> AnyView {
    fixes::set_up(state);
    let shown = RwSignal::new(String::new());
    watch(move || {
        let (page, anchor) = state.reading.with(|fragment| place::cut(fragment));
        match page.is_empty() {
            true => go_back(),
            false => leave(),
        }
        // Another heading of the same page needs no new page.
        if page == shown.get_untracked() {
            arrive(&anchor);
        } else {
            shown.set(page);
        }
    });
    replaced(move || {
        let fragment = shown.get();
        match fragment.is_empty() {
            true => nothing(),
            false => page::page(state, fragment),
        }
    })
}

/// Hides form and report, and remembers how they were.
fn leave() {
    let document = js::document();
    LEFT.with_borrow_mut(|left| {
        left.get_or_insert_with(|| Left {
            scroll: js::window().scroll_y().unwrap_or_default(),
            focus: document.active_element().and_then(|e| e.dyn_into().ok()),
            title: document.title(),
        });
    });
    hide(Some(""));
}

/// Shows form and report as they were.
fn go_back() {
    let Some(left) = LEFT.take() else { return };
    hide(None);
    js::document().set_title(&left.title);
    let is_there = |focus: &HtmlElement| focus.is_connected() && focus.tag_name() != "BODY";
    match left.focus.filter(is_there) {
        Some(focus) => {
            let _ = focus.focus();
        }
        None => super::verdict::focus_headline(),
    }
    // On its way forward a browser may have scrolled up before it told us; the
    // focus has the right place in view then.
    if left.scroll > 0.0 {
        js::window().scroll_to_with_x_and_y(0.0, left.scroll);
    }
}

fn hide(value: Option<&str>) {
    if let Ok(Some(main)) = js::document().query_selector("main") {
        attribute(&main, "data-reading", value);
    }
}

/// Continues at the heading, or at the title: eyes, keyboard and screen reader.
fn arrive(anchor: &str) {
    let document = js::document();
    let heading = Some(anchor).filter(|anchor| !anchor.is_empty());
    let heading = heading.and_then(|a| document.get_element_by_id(&pages::heading_id(a)));
    let is_title = heading.is_none();
    let title = || document.get_element_by_id(TITLE);
    let Some(element) = heading.or_else(title).and_then(|e| e.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let _ = element.focus();
    match is_title {
        true => js::window().scroll_to_with_x_and_y(0.0, 0.0),
        false => element.scroll_into_view(),
    }
}

/// Names the page in the tab and continues there, once it is drawn.
async fn drawn(state: State, fragment: String, title: String) {
    TimeoutFuture::new(0).await;
    let (page, anchor) = state.reading.peek(|now| place::cut(now));
    // The reader may be elsewhere by now.
    if page == fragment {
        js::document().set_title(&[&title, " · Why1006"].concat());
        arrive(&anchor);
    }
}
