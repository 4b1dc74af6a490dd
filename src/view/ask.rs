//! The form: what to test, what was understood, what will be requested.

use leptos::prelude::*;
use why1006_content as content;
use why1006_evidence::{
    Engine, EngineFamily, Problem, ProblemKind, Target,
    ask::{Ask, AskKind},
};

use super::{
    el::{Kid, attribute, classed, el, field, kids, live, on, p, replaced, tick, watch},
    invite, opening, preset,
    state::State,
};
use crate::{config::Config, js, run};

/// How many of the addresses stand there unfolded.
const SHOWN: usize = 5;

pub(super) fn ask(state: State) -> AnyView {
    let is_bad =
        move || state.complaining.get() && state.asked.with(|(_, t)| t.fatal().next().is_some());
    let box_attributes = [
        ("id", "address"),
        ("inputmode", "url"),
        ("placeholder", "wss://app.example.com/cable"),
        ("aria-describedby", "address-hint understood"),
        ("type", "text"),
    ];
    let address = field(&box_attributes, state.address, move |input| {
        for (name, value) in
            [("autocomplete", "off"), ("autocapitalize", "off"), ("spellcheck", "false")]
        {
            attribute(&input, name, Some(value));
        }
        watch(move || attribute(&input, "aria-invalid", is_bad().then_some("true")));
    });
    let test = live(
        "button",
        &[("id", "test"), ("type", "submit")],
        kids!["Test connection"],
        move |button| {
            watch(move || attribute(&button, "disabled", state.running.get().then_some("")));
        },
    );
    let hint = kids![
        "Paste a ",
        el("code", &[], kids!["wss://"]),
        " or ",
        el("code", &[], kids!["ws://"]),
        " address, the error line from your browser’s console, the address of a web page, or a \
         curl command.",
    ];
    let inside = kids![
        invite::invite(state),
        preset::above(state),
        el("label", &[("for", "address")], kids!["Address to test"]),
        classed("div", "row", kids![address, test]),
        el("p", &[("id", "address-hint"), ("class", "hint")], hint),
        el(
            "div",
            &[("id", "understood"), ("aria-live", "polite")],
            kids![replaced(move || understood(state))],
        ),
        options(state),
        requests(state),
        only_network(state),
        results(state),
        preset::below(state),
    ];
    let form = [("id", "ask"), ("class", "card"), ("novalidate", "")];
    live("form", &form, inside, move |form| {
        // A mouse that comes near, a finger, a key, a text that is dropped.
        for use_of_it in ["pointerover", "focusin", "keydown", "input"] {
            on(&form, use_of_it, move |_| state.prepare());
        }
        let shown = form.clone();
        watch(move || {
            attribute(&shown, "data-asks", preset::stands(state).then_some("preset"));
        });
        on(&form, "submit", move |event| {
            event.prevent_default();
            state.start();
        });
    })
}

/// The way to the test that needs no address. The button stands where its requests
/// are listed.
fn only_network(state: State) -> AnyView {
    live(
        "p",
        &[("class", "hint network-only")],
        kids![
            "No address at hand? ",
            el(
                "a",
                &[("href", "#network"), ("id", "only-network")],
                kids!["Test only this network"]
            ),
            "."
        ],
        move |line| {
            watch(move || attribute(&line, "hidden", state.received.get().then_some("")));
        },
    )
}

/// What the text was taken for, and what is wrong with it.
fn understood(state: State) -> AnyView {
    state.asked.with(|(ask, target)| notes(state, ask, target))
}

/// The same of any text and its target.
pub(super) fn notes(state: State, ask: &Ask, target: &Target) -> AnyView {
    // An empty box is no mistake before the button is pressed.
    let quiet = |kind| kind == ProblemKind::Empty && !state.complaining.get();
    let note = |p: &Problem| {
        let class = if p.kind.is_fatal() { "note bad" } else { "note" };
        classed("p", class, kids![content::problem(p.kind, &p.part)])
    };
    let notes: Vec<AnyView> = target.problems.iter().filter(|p| !quiet(p.kind)).map(note).collect();
    let changed = matches!(
        ask.kind,
        AskKind::PageAddress | AskKind::BareHost | AskKind::TextLine | AskKind::Curl
    );
    let will_test = (changed && target.fatal().next().is_none()).then(|| {
        let address = el("code", &[], kids![target.url.clone()]);
        classed("p", "note", kids!["This will test ", address, "."])
    });
    kids![will_test, notes].kid()
}

fn options(state: State) -> AnyView {
    let fields = kids![
        option("protocols", "Subprotocols, in order", "actioncable-v1-json", state.protocols),
        option("app-page", "Page where the app runs", "https://app.example.com/", state.app),
        option(
            "app-csp",
            "Its Content-Security-Policy, if you know it",
            "connect-src 'self' wss://app.example.com",
            state.csp,
        ),
        listen(state),
        tick(
            "repeat",
            "Test five times, a few seconds apart",
            "Shows servers that fail now and then.",
            state.repeat,
        ),
        is_firefox().then(|| tick(
            "deeper",
            "Deeper test",
            "Loads the address as a page in a closed frame that runs no script. Its images may be \
             fetched, and Firefox may ask you to sign in.",
            state.deeper,
        )),
    ];
    let inside = kids![el("summary", &[], kids!["Options"]), classed("div", "fields", fields)];
    el("details", &[("class", "options"), ("id", "options")], inside)
}

/// A box with its label.
pub(super) fn option(
    id: &'static str,
    label: &'static str,
    placeholder: &'static str,
    value: RwSignal<String>,
) -> AnyView {
    let attributes = [
        ("id", id),
        ("type", "text"),
        ("autocomplete", "off"),
        ("spellcheck", "false"),
        ("placeholder", placeholder),
    ];
    let label = el("label", &[("for", id)], kids![label]);
    kids![label, field(&attributes, value, |_| {})].kid()
}

/// The engine whose status test loads the target's page, so that it is a choice.
fn is_firefox() -> bool {
    let browser = js::window().navigator().user_agent().unwrap_or_default();
    Engine::from_user_agent(&browser).family == EngineFamily::Firefox
}

/// How long to listen: usual times beside a number of one's own.
fn listen(state: State) -> AnyView {
    let times = [
        ("2", "2 s"),
        ("10", "10 s"),
        ("60", "1 minute"),
        ("120", "2 minutes"),
        ("600", "10 minutes"),
    ]
    .into_iter()
    .map(|(seconds, label)| usual(state, seconds, label))
    .collect();
    kids![
        option("hold", "Seconds to listen after opening", "2", state.hold),
        el("div", &[("class", "times"), ("role", "group"), ("aria-label", "Usual times")], times),
        classed("p", "hint", kids!["No message is sent meanwhile."]),
    ]
    .kid()
}

fn usual(state: State, seconds: &'static str, label: &'static str) -> AnyView {
    live("button", &[("class", "quiet"), ("type", "button")], kids![label], move |button| {
        on(&button, "click", move |_| state.hold.set(seconds.to_owned()));
        watch(move || {
            let pressed = state.hold.with(|hold| hold.trim() == seconds);
            attribute(&button, "aria-pressed", Some(if pressed { "true" } else { "false" }));
        });
    })
}

/// Where a result of somebody else goes in.
fn results(state: State) -> AnyView {
    let inside = kids![
        el("summary", &[], kids!["Open a result"]),
        p(kids![
            "A link to a result opens by itself. If mail broke the link, paste all of its text into \
             the box above. A file is read in your browser and sent nowhere."
        ]),
        opening::chooser(state, "result-file"),
    ];
    el("details", &[("class", "options"), ("id", "results")], inside)
}

/// Everything that the click will request.
fn requests(state: State) -> AnyView {
    let list = replaced(move || {
        let is_there = state.rest.get();
        let addresses = state.asked.with(|(_, target)| {
            let possible = target.fatal().next().is_none();
            let list = |config: &Option<Config>| {
                let config = config.as_ref().filter(|_| possible)?;
                Some(run::requests(target, config, is_there))
            };
            state.config.with(list).unwrap_or_default()
        });
        let item =
            |address: &String| el("li", &[], kids![el("code", &[], kids![address.as_str()])]);
        let list = |part: &[String]| el("ul", &[], part.iter().map(item).collect());
        let (first, more) = addresses.split_at(addresses.len().min(SHOWN));
        let more = (!more.is_empty()).then(|| {
            let summary = kids![more.len().to_string(), " more, only if they can tell something"];
            el("details", &[], kids![el("summary", &[], summary), list(more)])
        });
        kids![list(first), more].kid()
    });
    let inside = kids![
        el("summary", &[], kids!["What the test does"]),
        p(kids![
            "Your browser opens a WebSocket, says nothing on it, and closes it. Then it asks the \
             same server for web pages, without cookies but for one request, and compares with an \
             endpoint of ours that is known to work. Where another WebSocket could tell more, it \
             opens up to four, one at a time. Only these addresses are requested:"
        ]),
        list,
        p(kids![
            "A server may redirect a web request to another address. This page is a foreign origin \
             without your cookies: a server may refuse it and still accept your app."
        ]),
    ];
    el("details", &[("class", "options"), ("id", "requests")], inside)
}
