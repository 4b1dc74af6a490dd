//! Elements whose Rust types are all the same.
//!
//! Leptos gives every shape of markup a type of its own, and each type its own
//! code: with `view!` alone the wasm was 168 kB of brotli. Here every element
//! goes through one function, which keeps the first load in its budget. The
//! form, which needs typed events, is written with `view!`.

use leptos::{
    ev,
    html::{self, custom},
    mount::{UnmountHandle, mount_to},
    prelude::*,
    tachys::view::any_view::AnyViewState,
};
use wasm_bindgen::JsCast;

/// What may stand inside an element.
pub(super) trait Kid {
    fn kid(self) -> AnyView;
}

impl Kid for AnyView {
    fn kid(self) -> AnyView {
        self
    }
}

// Not inlined: building an `AnyView` in every place would double the views.
impl Kid for String {
    #[inline(never)]
    fn kid(self) -> AnyView {
        self.into_any()
    }
}

impl Kid for &str {
    #[inline(never)]
    fn kid(self) -> AnyView {
        self.to_owned().kid()
    }
}

impl Kid for Vec<AnyView> {
    #[inline(never)]
    fn kid(self) -> AnyView {
        self.into_any()
    }
}

impl<K: Kid> Kid for Option<K> {
    fn kid(self) -> AnyView {
        self.map_or_else(nothing, Kid::kid)
    }
}

/// No element.
pub(super) fn nothing() -> AnyView {
    Vec::<AnyView>::new().kid()
}

/// The children of an element: texts, elements, options and lists of them.
macro_rules! kids {
    ($($kid:expr),* $(,)?) => { vec![ $( $crate::view::el::Kid::kid($kid) ),* ] };
}
pub(super) use kids;

/// At most this many attributes on one element.
const SLOTS: usize = 5;

/// An element. Attributes are set once, as text.
#[inline(never)]
pub(super) fn el(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    kids: Vec<AnyView>,
) -> AnyView {
    debug_assert!(attributes.len() <= SLOTS);
    let slot = |at: usize| match attributes.get(at) {
        Some((name, value)) => (*name, Some((*value).to_owned())),
        None => ("class", None),
    };
    build(tag, std::array::from_fn(slot), kids)
}

#[inline(never)]
fn build(
    tag: &'static str,
    [a, b, c, d, e]: [(&'static str, Option<String>); SLOTS],
    kids: Vec<AnyView>,
) -> AnyView {
    custom(tag)
        .attr(a.0, a.1)
        .attr(b.0, b.1)
        .attr(c.0, c.1)
        .attr(d.0, d.1)
        .attr(e.0, e.1)
        .child(kids)
        .into_any()
}

/// A paragraph.
#[inline(never)]
pub(super) fn p(kids: Vec<AnyView>) -> AnyView {
    el("p", &[], kids)
}

/// An element with a class and nothing else.
#[inline(never)]
pub(super) fn classed(tag: &'static str, class: &str, kids: Vec<AnyView>) -> AnyView {
    el(tag, &[("class", class)], kids)
}

/// A titled region of the page.
#[inline(never)]
pub(super) fn card(title_id: &'static str, title: &str, kids: Vec<AnyView>) -> AnyView {
    let mut inside = kids![el("h2", &[("id", title_id)], kids![title])];
    inside.extend(kids);
    el("section", &[("class", "card"), ("aria-labelledby", title_id)], inside)
}

/// A button.
pub(super) fn button(
    id: &'static str,
    class: &'static str,
    label: &'static str,
    press: impl Fn() + 'static,
) -> AnyView {
    boxed_button(id, class, label, Box::new(press))
}

#[inline(never)]
fn boxed_button(
    id: &'static str,
    class: &'static str,
    label: &'static str,
    press: Box<dyn Fn()>,
) -> AnyView {
    html::button()
        .id(id)
        .class(class)
        .r#type("button")
        .child(label)
        .on(ev::click, move |_| press())
        .into_any()
}

/// Shows `f` and patches it in place when its signals change: for markup
/// whose shape stays the same, so that opened parts stay open.
pub(super) fn patched(f: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    boxed_patched(Box::new(f))
}

#[inline(never)]
fn boxed_patched(f: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || f()).into_any()
}

/// Shows `f` and builds it anew when its signals change: for markup whose
/// shape differs. All elements here have one type, so a patch in place would
/// keep an old tag.
pub(super) fn replaced(f: impl Fn() -> AnyView + 'static) -> AnyView {
    boxed_replaced(Box::new(f))
}

#[inline(never)]
fn boxed_replaced(f: Box<dyn Fn() -> AnyView>) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |old: Option<Option<UnmountHandle<AnyViewState>>>| {
        drop(old);
        let parent = place.get()?;
        let view = f();
        Some(mount_to(parent.unchecked_into(), move || view))
    });
    html::div().class("place").node_ref(place).into_any()
}
