//! The result in other forms: text, Markdown, paper, and a page for the
//! administrator of the network. All of it is made of what may leave the page.

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use why1006_evidence::code::code;
use why1006_report::{Block, Sheet, markdown, plain};

use super::{
    blocks::blocks,
    copy::copies,
    el::{Kid, attribute, button, card, classed, el, kids, nothing, on, p, patched, replaced},
    share::leaving,
    state::State,
};
use crate::{
    js::{self, spawn_local},
    words,
};

/// Marks the document while the administrator's page is what is printed.
const PRINT: &str = "data-print";

/// The card with all forms.
pub(super) fn reports(state: State) -> AnyView {
    // Without the words there is nothing to write.
    if words::are_loaded() { forms(state) } else { nothing() }
}

/// What is printed, and never on the screen: the report, or the administrator's
/// page alone.
pub(super) fn paper(state: State) -> AnyView {
    let window: &JsValue = &js::window();
    on(window.unchecked_ref(), "afterprint", |_| mark(None));
    replaced(move || {
        let made = match state.whole.get() && words::are_loaded() {
            true => made(state),
            false => None,
        };
        let Some(made) = made else { return nothing() };
        let sheet = |id: &'static str, all: &[Block]| {
            el("section", &[("id", id), ("class", "sheet")], blocks(all, "h1", "h2"))
        };
        kids![sheet("paper", &made.whole), sheet("paper-admin", &made.admin)].kid()
    })
}

/// What a result is in words.
struct Made {
    whole: Vec<Block>,
    admin: Vec<Block>,
    code: String,
}

fn made(state: State) -> Option<Made> {
    let evidence = leaving(state)?;
    let (link, is_received) = (state.link.get(), state.received.get());
    state.diagnosis.with(|diagnosis| {
        let sheet = Sheet {
            evidence: &evidence,
            diagnosis: diagnosis.as_ref()?,
            words: words::all(),
            link: &link,
            is_received,
        };
        let (whole, admin) = (sheet.whole(), sheet.admin());
        Some(Made { whole, admin, code: code(&evidence) })
    })
}

fn forms(state: State) -> AnyView {
    let code = patched(move || {
        let code = made(state).map(|made| made.code).unwrap_or_default();
        let code = el("strong", &[("id", "short-code")], kids![code]);
        p(kids!["Short code: ", code, ". ", words::note("short-code")])
    });
    let can_share = !js::get(&js::window().navigator(), "share").is_undefined();
    let buttons = kids![
        copies("report-text", &[("id", "copy-text"), ("type", "button")], "Copy as text"),
        copies(
            "report-markdown",
            &[("id", "copy-markdown"), ("class", "quiet"), ("type", "button")],
            "Copy as Markdown"
        ),
        button("print-report", "quiet", "Print", || print(None)),
        can_share.then(|| button("share-report", "quiet", "Share…", move || share(state))),
    ];
    let texts = texts(["report-text", "report-markdown"], state, |made| &made.whole);
    card(
        "reports-title",
        "Pass it on in another form",
        kids![
            classed("p", "hint", kids![words::note("reports")]),
            code,
            classed("div", "buttons", buttons),
            fold("report-forms", "What is copied", texts),
            fold("admin", "For your network administrator", admin(state)),
        ],
    )
}

/// Half a page for whoever runs the network: to read, to copy and to print.
fn admin(state: State) -> Vec<AnyView> {
    let page = replaced(move || {
        let admin = made(state).map(|made| blocks(&made.admin, "h3", "h4"));
        classed("div", "sheet", admin.unwrap_or_default())
    });
    let buttons = kids![
        copies("admin-text", &[("id", "copy-admin"), ("type", "button")], "Copy as text"),
        copies(
            "admin-markdown",
            &[("id", "copy-admin-markdown"), ("class", "quiet"), ("type", "button")],
            "Copy as Markdown"
        ),
        button("print-admin", "quiet", "Print this page", || print(Some("admin"))),
    ];
    let texts = texts(["admin-text", "admin-markdown"], state, |made| &made.admin);
    kids![
        el("div", &[("id", "admin-page")], kids![page]),
        classed("div", "buttons", buttons),
        fold("admin-forms", "What is copied", texts),
    ]
}

fn fold(id: &'static str, label: &'static str, mut inside: Vec<AnyView>) -> AnyView {
    inside.insert(0, el("summary", &[], kids![label]));
    el("details", &[("id", id), ("class", "forms")], inside)
}

/// Text and Markdown as they are copied.
fn texts(ids: [&'static str; 2], state: State, which: fn(&Made) -> &Vec<Block>) -> Vec<AnyView> {
    let field = |id: &'static str, label: &'static str, write: fn(&[Block]) -> String| {
        replaced(move || {
            let text = made(state).map(|made| write(which(&made))).unwrap_or_default();
            let attributes = [("id", id), ("readonly", ""), ("rows", "10"), ("aria-label", label)];
            el("textarea", &attributes, kids![text])
        })
    };
    kids![field(ids[0], "Text", plain), field(ids[1], "Markdown", markdown)]
}

/// Prints the report, or the page that is marked.
fn print(what: Option<&str>) {
    mark(what);
    let _ = js::window().print();
}

fn mark(what: Option<&str>) {
    if let Some(document) = js::document().document_element() {
        attribute(&document, PRINT, what);
    }
}

/// Hands text and link to what the system offers. Whether it arrives is not for
/// this page to know.
fn share(state: State) {
    let Some(mut made) = made(state) else { return };
    // The link goes beside the text.
    made.whole.retain(|block| !matches!(block, Block::Result { .. }));
    let data = Object::new();
    for (key, text) in [("text", plain(&made.whole)), ("url", state.link.get_untracked())] {
        let _ = Reflect::set(&data, &key.into(), &text.into());
    }
    spawn_local(async move {
        js::call(&js::window().navigator(), "share", &data).await;
    });
}
