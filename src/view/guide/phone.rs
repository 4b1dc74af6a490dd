//! The same test on another device: its address as a code for a camera, and as
//! text.

use leptos::prelude::*;
use why1006_evidence::{Evidence, host, lint, redact, scan};

use super::Guide;
use crate::{
    invitation::Invitation,
    js,
    view::{
        camera,
        copy::copy_button,
        el::{Kid, classed, el, kids, nothing, p},
    },
};

/// The code and the address, or why a phone cannot come here.
pub(super) fn phone(guide: Guide) -> AnyView {
    let Some(ask) = guide.ask() else { return nothing() };
    if let Some(why) = ask.unreachable {
        return classed("p", "note", kids![why]);
    }
    kids![camera::code("phone", ask.address.clone()), field(&ask)].kid()
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
    let page_host = location.hostname().ok()?;
    let safe = redact::redact(e).target;
    let asked = Invitation {
        url: safe.url.clone(),
        protocols: lint::listed(&safe.protocols),
        ..Invitation::default()
    };
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
    Some(Ask { address: asked.address()?, lacks_secrets, unreachable })
}
