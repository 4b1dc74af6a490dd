//! A choice of one among a few.

use std::rc::Rc;

use leptos::prelude::*;

use crate::view::el::{attribute, classed, el, kids, live, on};

/// Radio buttons below a question. `choose` gets the place of the one that is
/// pressed.
pub(super) fn radios(
    question: &'static str,
    name: &'static str,
    labels: &[&'static str],
    chosen: usize,
    choose: impl Fn(usize) + 'static,
) -> AnyView {
    let choose: Rc<dyn Fn(usize)> = Rc::new(choose);
    let mut inside = kids![el("legend", &[], kids![question])];
    inside.extend(labels.iter().enumerate().map(|(at, label)| {
        let choose = choose.clone();
        let radio = live("input", &[("type", "radio"), ("name", name)], kids![], move |input| {
            if at == chosen {
                attribute(&input, "checked", Some(""));
            }
            on(&input, "change", move |_| choose(at));
        });
        classed("label", "tick", kids![radio, el("span", &[], kids![*label])])
    }));
    el("fieldset", &[], inside)
}
