//! Elements whose Rust types are all the same.
//!
//! Leptos gives every shape of markup a type of its own, and each type its own
//! code: with `view!` alone the wasm was 168 kB of brotli. Here every element
//! goes through one function, which keeps the first load in its budget.

use std::cell::Cell;

use gloo_timers::future::TimeoutFuture;
use leptos::{
    html::{Custom, custom},
    mount::{UnmountHandle, mount_to},
    prelude::*,
    tachys::view::any_view::AnyViewState,
};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement};

use crate::js::{self, spawn_local};

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

type Slots = [(&'static str, Option<String>); SLOTS];

fn slots(attributes: &[(&'static str, &str)]) -> Slots {
    debug_assert!(attributes.len() <= SLOTS);
    std::array::from_fn(|at| match attributes.get(at) {
        Some((name, value)) => (*name, Some((*value).to_owned())),
        None => ("class", None),
    })
}

/// The tag as `Element.tagName` spells it in an HTML document: Leptos compares
/// the two, and would build an element anew instead of patching it.
fn upper(tag: &str) -> String {
    tag.to_ascii_uppercase()
}

/// An element with its attributes and children, its type still open to more.
macro_rules! shell {
    ($tag:expr, $slots:expr, $kids:expr) => {{
        let [a, b, c, d, e] = $slots;
        custom(upper($tag))
            .attr(a.0, a.1)
            .attr(b.0, b.1)
            .attr(c.0, c.1)
            .attr(d.0, d.1)
            .attr(e.0, e.1)
            .child($kids)
    }};
}

/// An element. Attributes are set once, as text.
#[inline(never)]
pub(super) fn el(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    kids: Vec<AnyView>,
) -> AnyView {
    shell!(tag, slots(attributes), kids).into_any()
}

/// An element that does something: `set_up` gets it once it stands in the page.
pub(super) fn live(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    kids: Vec<AnyView>,
    set_up: impl FnOnce(Element) + 'static,
) -> AnyView {
    boxed_live(tag, slots(attributes), kids, Box::new(set_up))
}

#[inline(never)]
fn boxed_live(
    tag: &'static str,
    slots: Slots,
    kids: Vec<AnyView>,
    set_up: Box<dyn FnOnce(Element)>,
) -> AnyView {
    let place = NodeRef::<Custom<String>>::new();
    let set_up = Cell::new(Some(set_up));
    watch(move || {
        if let Some(element) = place.get()
            && let Some(set_up) = set_up.take()
        {
            set_up(element.unchecked_into());
        }
    });
    shell!(tag, slots, kids).node_ref(place).into_any()
}

/// Runs `f` now and whenever what it reads changes.
pub(super) fn watch(f: impl Fn() + 'static) {
    let f: Box<dyn Fn()> = Box::new(f);
    Effect::new(move |_: Option<()>| f());
}

/// Calls `f` at every such event of the element (or of the window).
pub(super) fn on(element: &EventTarget, event: &str, f: impl Fn(Event) + 'static) {
    let f: Box<dyn Fn(Event)> = Box::new(f);
    // The closure lives as long as JavaScript refers to it.
    let f = Closure::wrap(f).into_js_value();
    let _ = element.add_event_listener_with_callback(event, f.unchecked_ref());
}

/// Sets an attribute, or takes it off.
pub(super) fn attribute(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Moves the focus to the element `id`, if it is there.
#[inline(never)]
pub(super) fn focus(id: &str) {
    let found = js::document().get_element_by_id(id);
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// The same once what was changed is drawn, so that a keyboard or a screen reader
/// goes on there.
pub(super) fn focus_soon(id: &'static str) {
    spawn_local(async move {
        TimeoutFuture::new(0).await;
        focus(id);
    });
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
    let press: Box<dyn Fn()> = Box::new(press);
    let attributes = [("id", id), ("class", class), ("type", "button")];
    live("button", &attributes, kids![label], move |button| on(&button, "click", move |_| press()))
}

/// A text field bound to a signal.
pub(super) fn field(
    attributes: &[(&'static str, &str)],
    value: RwSignal<String>,
    set_up: impl FnOnce(Element) + 'static,
) -> AnyView {
    live("input", attributes, kids![], move |element| {
        let input: HtmlInputElement = element.clone().unchecked_into();
        let shown = input.clone();
        watch(move || {
            let value = value.get();
            // Setting the same value would move the cursor.
            if shown.value() != value {
                shown.set_value(&value);
            }
        });
        on(&element, "input", move |_| value.set(input.value()));
        set_up(element);
    })
}

/// A box to tick, with its words and a line below them.
pub(super) fn tick(
    id: &'static str,
    label: &'static str,
    about: impl Kid,
    value: RwSignal<bool>,
) -> AnyView {
    let ticked = live("input", &[("id", id), ("type", "checkbox")], kids![], move |element| {
        let input: HtmlInputElement = element.clone().unchecked_into();
        let shown = input.clone();
        watch(move || shown.set_checked(value.get()));
        on(&element, "change", move |_| value.set(input.checked()));
    });
    let words = el("span", &[], kids![label, el("small", &[], kids![about])]);
    classed("label", "tick", kids![ticked, words])
}

/// Shows `f` and patches it in place when its signals change: for markup
/// whose shape stays the same, so that opened parts stay open.
pub(super) fn patched(f: impl Fn() -> AnyView + 'static) -> AnyView {
    boxed_patched(SendWrapper::new(Box::new(f)))
}

#[inline(never)]
fn boxed_patched(f: SendWrapper<Box<dyn Fn() -> AnyView>>) -> AnyView {
    (move || f()).into_any()
}

/// Shows `f` and builds it anew when its signals change: for markup whose
/// shape differs. All elements here have one type, so a patch in place would
/// keep an old tag.
pub(super) fn replaced(f: impl Fn() -> AnyView + 'static) -> AnyView {
    let f: Box<dyn Fn() -> AnyView> = Box::new(f);
    live("div", &[("class", "place")], kids![], move |place| {
        Effect::new(move |old: Option<UnmountHandle<AnyViewState>>| {
            drop(old);
            let view = f();
            mount_to(place.clone().unchecked_into(), move || view)
        });
    })
}

/// Adds an SVG element.
pub(super) fn shape(parent: &Element, tag: &str, attributes: &[(&str, &str)]) -> Option<Element> {
    let namespace = Some("http://www.w3.org/2000/svg");
    let element = js::document().create_element_ns(namespace, tag).ok()?;
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    parent.append_child(&element).ok()?;
    Some(element)
}
