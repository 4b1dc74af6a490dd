//! What was taken out, by kind, and a switch for each.

use leptos::prelude::*;
use why1006_evidence::redact::{self, Field, Hosts, Item, Keep, Kind};

use crate::{
    js::spawn_local,
    view::{
        el::{Kid, classed, el, kids, p, tick, watch},
        state::State,
    },
    words,
};

/// How many items are listed of each kind, and how many characters of each.
const LISTED: usize = 8;
const LENGTH: usize = 80;

/// A fold for each kind of what was taken out, and the names of hosts.
pub(super) fn choices(state: State) -> AnyView {
    let internal = state.evidence.with(|e| {
        e.as_ref().map(|e| redact::removed(e, Hosts::InternalHidden)).unwrap_or_default()
    });
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Host);
    let folds: Vec<AnyView> = kinds.filter_map(|kind| fold(state, *kind, &internal)).collect();
    let folds = match folds.is_empty() {
        true => p(kids![words::note("nothing-secret")]),
        false => folds.kid(),
    };
    kids![folds, hosts(state, &internal)].kid()
}

/// What stands in the preview and in the fold of a kind.
pub(super) fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::User => "user or password",
        Kind::Query => "query value",
        Kind::Path => "part of the path",
        Kind::Fragment => "what follows #",
        Kind::Protocol => "subprotocol",
        Kind::Word => "word like a token",
        Kind::Typed => "what was typed",
        Kind::Host => "host name",
    }
}

fn fold(state: State, kind: Kind, all: &[Item]) -> Option<AnyView> {
    let items: Vec<&Item> = all.iter().filter(|item| item.kind == kind).collect();
    if items.is_empty() {
        return None;
    }
    let included = RwSignal::new(state.keep.peek(|keep| keep.keeps(kind)));
    follow(state, move |keep| keep.with(kind, included.get()));
    let line = |item: &&Item| {
        let text = el("code", &[], kids![short(&item.text)]);
        el("li", &[], kids![text, ", ", place(item.field)])
    };
    let lines: Vec<AnyView> = items.iter().take(LISTED).map(line).collect();
    let more = items.len().checked_sub(LISTED).filter(|more| *more > 0);
    let more = more.map(|more| el("li", &[], kids![more.to_string(), " more"]));
    let summary = kids!["Taken out: ", name(kind), " (", items.len().to_string(), ")"];
    let warning = words::note("include-warning");
    Some(classed(
        "details",
        "options",
        kids![
            el("summary", &[], summary),
            el("ul", &[], kids![lines, more]),
            tick(id(kind), "Include it all the same", warning, included),
        ],
    ))
}

fn id(kind: Kind) -> &'static str {
    match kind {
        Kind::User => "include-user",
        Kind::Query => "include-query",
        Kind::Path => "include-path",
        Kind::Fragment => "include-fragment",
        Kind::Protocol => "include-protocol",
        Kind::Word => "include-word",
        Kind::Typed => "include-typed",
        Kind::Host => "include-host",
    }
}

fn place(field: Field) -> &'static str {
    match field {
        Field::Address => "in the address",
        Field::Host => "in the host",
        Field::Protocol => "in a subprotocol",
        Field::Problem => "in a remark about the address",
        Field::App => "in the address of the app’s page",
        Field::Page => "in the address of this page",
        Field::Browser => "in the name of the browser or build",
        Field::Reference => "in what the comparison endpoint saw",
        Field::Reason => "in what the server said",
        Field::Name => "in a name",
    }
}

/// The switches for names of hosts.
fn hosts(state: State, items: &[Item]) -> AnyView {
    let now = state.keep.peek(|keep| keep.hosts);
    let internal = RwSignal::new(now == Hosts::InternalHidden);
    let all = RwSignal::new(now == Hosts::AllHidden);
    follow(state, move |keep| {
        keep.hiding(match (internal.get(), all.get()) {
            (_, true) => Hosts::AllHidden,
            (true, false) => Hosts::InternalHidden,
            (false, false) => Hosts::Shown,
        })
    });
    let mut found: Vec<&str> = Vec::new();
    for item in items.iter().filter(|item| item.kind == Kind::Host) {
        if found.len() < LISTED && !found.contains(&item.text.as_str()) {
            found.push(&item.text);
        }
    }
    let about = [&found.join(", "), ". ", &words::note("hide-hosts")].concat();
    let label = "Hide internal host names";
    let internal = (!found.is_empty()).then(|| tick("hide-internal", label, about, internal));
    let label = "Hide all host names";
    kids![internal, tick("hide-hosts", label, words::note("hide-all-hosts"), all)].kid()
}

/// Keeps what leaves as the switches say, and writes the link anew.
fn follow(state: State, chosen: impl Fn(Keep) -> Keep + 'static) {
    watch(move || {
        let old = state.keep.peek(|keep| *keep);
        let new = chosen(old);
        if new == old {
            return;
        }
        // What stood there says something else than the switches.
        state.link.set(String::new());
        state.keep.set(new);
        if let Some(shown) = state.evidence.peek(Option::clone) {
            spawn_local(state.share(shown));
        }
    });
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LENGTH) {
        Some((at, _)) => [text.get(..at).unwrap_or_default(), "…"].concat(),
        None => text.to_owned(),
    }
}
