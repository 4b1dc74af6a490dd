//! The same test on another device: its address as a code for a camera, and as
//! text.

use js_sys::encode_uri_component;
use leptos::prelude::*;
use why1006_evidence::{Evidence, host, redact, scan};

use super::Guide;
use crate::{
    js, qr,
    view::{
        copy::copy_button,
        el::{Kid, classed, el, kids, live, nothing, on, p, shape},
    },
};

/// The code and the address, or why a phone cannot come here.
pub(super) fn phone(guide: Guide) -> AnyView {
    let Some(ask) = guide.ask() else { return nothing() };
    if let Some(why) = ask.unreachable {
        return classed("p", "note", kids![why]);
    }
    let text = ask.address.clone();
    let place = live("div", &[("class", "qr")], kids![], |_| {});
    let summary = el("summary", &[], kids!["Show a code for the phone’s camera"]);
    let fold = live("details", &[("id", "phone")], kids![summary, place], move |details| {
        let drawn = std::cell::Cell::new(false);
        let inside = details.clone();
        on(&details, "toggle", move |_| {
            if !drawn.replace(true) {
                draw(&inside, &text);
            }
        });
    });
    kids![fold, field(&ask)].kid()
}

/// The address alone, for another browser or window.
pub(super) fn address(guide: Guide) -> AnyView {
    guide.ask().map(|ask| field(&ask)).kid()
}

fn field(ask: &Ask) -> AnyView {
    let attributes = [
        ("id", "ask-link"),
        ("type", "text"),
        ("readonly", ""),
        ("aria-label", "Address of this test"),
        ("value", ask.address.as_str()),
    ];
    let row = kids![
        el("input", &attributes, kids![]),
        copy_button("ask-link", "copy-ask", "Copy address")
    ];
    let words = "The secret parts of the address are left out. Put them in there before you test.";
    let secret = ask.lacks_secrets.then(|| p(kids![words]));
    kids![classed("div", "row", row), secret].kid()
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

/// The same test, prefilled, as an address of this page.
struct Ask {
    address: String,
    lacks_secrets: bool,
    /// Why no phone can come here.
    unreachable: Option<&'static str>,
}

impl Guide {
    fn ask(self) -> Option<Ask> {
        self.state.evidence.peek(|e| e.as_ref().and_then(ask))
    }
}

fn ask(e: &Evidence) -> Option<Ask> {
    let location = js::window().location();
    let (href, page_host) = (location.href().ok()?, location.hostname().ok()?);
    let safe = redact::redact(e).target;
    let mut address = [scan::head(&href, b"#?"), "#url="].concat();
    address.push_str(&encode_uri_component(&safe.url).as_string()?);
    if !safe.protocols.is_empty() {
        address.push_str("&protocols=");
        address.push_str(&encode_uri_component(&safe.protocols.join(",")).as_string()?);
    }
    let unreachable = if host::class(&page_host).is_local() {
        Some("This page runs on your own machine or network. A phone without Wi-Fi cannot open it.")
    } else if e.target.host_class.is_local() {
        Some(
            "The address belongs to this machine or network. A phone without Wi-Fi cannot reach it.",
        )
    } else {
        None
    };
    let lacks_secrets = safe.url != e.target.url
        || safe.protocols != e.target.protocols
        || scan::has(&safe.url, "…");
    Some(Ask { address, lacks_secrets, unreachable })
}
