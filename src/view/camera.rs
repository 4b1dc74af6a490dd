//! A text as a code for the camera of a phone, drawn when it is asked for.

use std::cell::Cell;

use leptos::prelude::*;

use super::el::{el, kids, live, on, shape};
use crate::qr;

/// A fold that holds the code.
pub(super) fn code(id: &'static str, text: String) -> AnyView {
    let place = live("div", &[("class", "qr")], kids![], |_| {});
    let summary = el("summary", &[], kids!["Show a code for the phone’s camera"]);
    live("details", &[("id", id), ("class", "camera")], kids![summary, place], move |details| {
        let drawn = Cell::new(false);
        let inside = details.clone();
        on(&details, "toggle", move |_| {
            if !drawn.replace(true) {
                draw(&inside, &text);
            }
        });
    })
}

fn draw(details: &web_sys::Element, text: &str) {
    let Some(place) = details.last_element_child() else { return };
    let Some(code) = qr::draw(text) else {
        let words = "The address is too long for a code. Send it to the phone as text.";
        return place.set_text_content(Some(words));
    };
    let size = code.size.to_string();
    let view_box = ["0 0 ", &size, " ", &size].concat();
    let label = "A square code that holds the address below";
    let picture = [("role", "img"), ("aria-label", label), ("viewBox", view_box.as_str())];
    if let Some(svg) = shape(&place, "svg", &picture) {
        shape(&svg, "rect", &[("width", size.as_str()), ("height", &size)]);
        shape(&svg, "path", &[("d", code.path.as_str())]);
    }
}
