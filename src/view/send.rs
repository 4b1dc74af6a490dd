//! The result on its way to the organisation whose page this is.

use js_sys::encode_uri_component;
use leptos::prelude::*;
use web_sys::Element;
use why1006_evidence::{code::code, scan};
use why1006_host_file::{MAILTO, Preset};

use super::{
    copy::{copies, copy_button, copy_now},
    el::{Kid, attribute, card, classed, el, kids, live, nothing, on, p, replaced},
    preset,
    state::State,
    verdict,
};
use crate::{js, words};

/// The longest address that a mail program surely gets, in characters: Windows
/// hands over 2,083 (`INTERNET_MAX_URL_LENGTH` of wininet.h).
const MAX_MAILTO: usize = 2_000;

/// Where the result goes with one press, once it stands there. Only on pages whose
/// host says whose they are.
pub(super) fn send(state: State) -> AnyView {
    replaced(move || {
        let link = state.link.get();
        if link.is_empty() || state.running.get() || state.received.get() {
            return nothing();
        }
        let view = preset::with(state, |preset| {
            let asks = preset.contact.is_some() || !preset.addresses.is_empty();
            asks.then(|| show(state, preset, &link))
        });
        view.flatten().kid()
    })
}

fn show(state: State, preset: &Preset, link: &str) -> AnyView {
    let contact = preset.contact.as_deref().unwrap_or_default();
    let inside = match (contact.is_empty(), strip(contact)) {
        (true, _) => by_hand(link),
        (_, Some(mail)) => by_mail(state, preset, contact, mail, link),
        _ => by_page(contact, link),
    };
    let whom = preset.organisation.as_deref().unwrap_or("whoever asked you");
    card("send-title", &["Send this to ", whom].concat(), inside)
}

/// The mail address in a contact.
fn strip(contact: &str) -> Option<&str> {
    let is_mail = scan::begins_any_case(contact.as_bytes(), MAILTO);
    is_mail.then(|| scan::split_at(contact, MAILTO.len()).1)
}

fn field(link: &str) -> AnyView {
    let attributes = [
        ("id", "send-link"),
        ("type", "text"),
        ("readonly", ""),
        ("aria-label", "Link to this result, to send"),
        ("value", link),
    ];
    el("input", &attributes, kids![])
}

/// A press that the browser takes for one on a link.
fn anchor(href: &str, label: String, set_up: impl FnOnce(Element) + 'static) -> AnyView {
    let attributes = [("id", "send"), ("class", "as-button"), ("href", href)];
    live("a", &attributes, kids![label], set_up)
}

fn by_mail(state: State, preset: &Preset, contact: &str, mail: &str, link: &str) -> Vec<AnyView> {
    let text = text(state, preset, link);
    let whole = mailto(contact, preset, state, &text);
    let fits = whole.len() <= MAX_MAILTO;
    let href = match fits {
        true => whole,
        false => mailto(contact, preset, state, &words::note("send-paste")),
    };
    let press = anchor(&href, "Send by mail".to_owned(), move |button| {
        if !fits {
            on(&button, "click", |_| {
                let _ = copy_now("send-text");
            });
        }
    });
    let about = words::note(if fits { "send-mail" } else { "send-mail-long" });
    let area =
        [("id", "send-text"), ("rows", "7"), ("readonly", ""), ("aria-label", "Text to send")];
    let copy = [("id", "copy-send"), ("class", "quiet"), ("type", "button")];
    let otherwise = kids![
        el("summary", &[], kids!["No mail program opens? Copy the text"]),
        p(kids!["Send it to ", el("b", &[], kids![mail]), "."]),
        el("textarea", &area, kids![text]),
        classed("div", "row", kids![copies("send-text", &copy, "Copy text")]),
    ];
    let fold = [("class", "camera"), ("id", "send-otherwise"), ("open", "")];
    kids![
        p(kids![about, " It goes to ", el("b", &[], kids![mail]), "."]),
        classed("div", "buttons", kids![press]),
        // What is folded cannot be copied.
        el("details", &fold[..if fits { 2 } else { 3 }], otherwise),
    ]
}

/// The organisation takes results on a page of its own.
fn by_page(contact: &str, link: &str) -> Vec<AnyView> {
    let host = js::parse(contact).map(|parts| parts.host).unwrap_or_default();
    let said = RwSignal::new(String::new());
    let label = ["Copy the link and open ", &host].concat();
    let press = anchor(contact, label, move |button| {
        attribute(&button, "target", Some("_blank"));
        attribute(&button, "rel", Some("noopener noreferrer"));
        on(&button, "click", move |_| {
            let key = if copy_now("send-link") { "send-copied" } else { "send-not-copied" };
            said.set(words::note(key));
        });
    });
    kids![
        p(kids![words::note("send-page")]),
        classed("div", "row", kids![field(link), press]),
        replaced(move || el("p", &[("class", "hint"), ("role", "status")], kids![said.get()])),
    ]
}

/// There is no address to send it to.
fn by_hand(link: &str) -> Vec<AnyView> {
    let row = kids![field(link), copy_button("send-link", "send", "Copy link")];
    kids![p(kids![words::note("send-by-hand")]), classed("div", "row", row)]
}

/// The organisation's own name of what was tested; an address of the visitor's has none.
fn name(state: State, preset: &Preset) -> Option<String> {
    let tested = state.evidence.peek(|e| e.as_ref().map(|e| e.target.url.clone()))?;
    let is_it = |url: &str| js::parse(url).is_some_and(|parts| parts.href == tested);
    preset.addresses.iter().find(|address| is_it(&address.url))?.name.clone()
}

fn text(state: State, preset: &Preset, link: &str) -> String {
    let of = name(state, preset).map(|name| [" (", &name, ")"].concat()).unwrap_or_default();
    let headline = verdict::headline(state);
    let code = state.evidence.with(|e| e.as_ref().map(code)).unwrap_or_default();
    [
        "Result of a connection test",
        &of,
        ":\n",
        &headline,
        "\nShort code: ",
        &code,
        "\n\nThe whole result, to open in a browser:\n",
        link,
        "\n",
    ]
    .concat()
}

fn mailto(contact: &str, preset: &Preset, state: State, body: &str) -> String {
    let encoded = |text: &str| encode_uri_component(text).as_string().unwrap_or_default();
    let subject = match name(state, preset) {
        Some(name) => ["Connection test: ", &name].concat(),
        None => "Connection test".to_owned(),
    };
    // Lines of a mail end in both (RFC 6068, section 5).
    let lines: Vec<String> = scan::parts(body, b"\n").map(encoded).collect();
    [contact, "?subject=", &encoded(&subject), "&body=", &lines.join("%0D%0A")].concat()
}
