//! "Your network": one sentence, the matrix, and what was changed on the way.

mod cell;
mod table;

use leptos::prelude::*;
use why1006_diagnosis::network::{ChangeKind, Network, hold, read};
use why1006_evidence::{Evidence, network::Cell};

use self::table::table;
use super::{
    el::{Kid, button, card, classed, el, kids, nothing, p, replaced},
    state::State,
};
use crate::{js::spawn_local, network::places, words};

/// What stands above the report: the matrix where it was asked for alone.
pub(super) fn first(state: State) -> AnyView {
    replaced(move || match is_alone(state) {
        true => region(state),
        false => nothing(),
    })
}

/// What stands below the ladder: the matrix beside a target.
pub(super) fn below(state: State) -> AnyView {
    replaced(move || match !is_alone(state) && is_there(state) {
        true => region(state),
        false => nothing(),
    })
}

fn is_alone(state: State) -> bool {
    let of = |e: &Evidence| e.circumstances.network_alone;
    state.evidence.with(|e| e.as_ref().map(of)).unwrap_or_else(|| state.network.get())
}

fn is_there(state: State) -> bool {
    state.testing.get()
        || state.evidence.with(|e| e.as_ref().is_some_and(|e| !e.network.is_empty()))
}

fn region(state: State) -> AnyView {
    let loaded = RwSignal::new(words::are_loaded());
    if !loaded.get_untracked() {
        spawn_local(async move {
            words::load().await;
            loaded.set(true);
        });
    }
    replaced(move || match loaded.get() {
        true => whole(state),
        false => nothing(),
    })
}

fn whole(state: State) -> AnyView {
    let head = replaced(move || head(state));
    let matrix = table(state);
    let below = replaced(move || match state.testing.get() || state.running.get() {
        true => nothing(),
        false => below_it(state),
    });
    let hint = classed("p", "hint", kids![words::note("network-intro")]);
    card("network-title", "Your network", kids![head, hint, matrix, below])
}

/// The sentence, or what goes on.
fn head(state: State) -> AnyView {
    let status =
        |text: String| el("p", &[("id", "network-status"), ("role", "status")], kids![text]);
    let goes_on = state.running.get() || state.testing.get();
    if goes_on {
        let stop = button("network-stop", "quiet", "Stop", move || state.stop());
        let holds = state.evidence.with(|e| e.as_ref().is_some_and(|e| hold(e).is_some()));
        let note = if holds { "network-holding" } else { "network-running" };
        return kids![status(words::note(note)), stop].kid();
    }
    let said = state.evidence.with(|e| {
        let e = e.as_ref().filter(|e| !e.network.is_empty())?;
        let tag = read(e).carries.as_str();
        Some((tag, words::carries(tag, "text"), words::carries(tag, "limit")))
    });
    match said {
        Some((tag, text, limit)) => {
            let sentence =
                el("strong", &[("id", "network-carries"), ("data-carries", tag)], kids![text]);
            let line = [("id", "network-status"), ("role", "status")];
            kids![el("p", &line, kids![sentence]), classed("p", "hint", kids![limit])].kid()
        }
        None if has_no_reference(state) => p(kids![words::note("network-none")]),
        None => nothing(),
    }
}

fn has_no_reference(state: State) -> bool {
    state.config.with(|c| c.as_ref().is_some_and(|c| c.references.is_empty()))
}

/// What was changed, who was passed over, and the button.
fn below_it(state: State) -> AnyView {
    let found = state.evidence.with(|e| {
        let e = e.as_ref()?;
        let alone = e.circumstances.network_alone;
        let alone = alone.then(|| classed("p", "hint", kids![words::note("network-alone")]));
        Some(kids![changes(e), passed_over(e), alone].kid())
    });
    kids![found, offer(state)].kid()
}

fn changes(e: &Evidence) -> Option<AnyView> {
    let network: Network<'_> = read(e);
    e.network.iter().find(|c| c.mirror.is_some())?;
    if network.changes.is_empty() {
        return Some(classed("p", "hint", kids![words::note("network-unchanged")]));
    }
    let of = |kind: &ChangeKind| {
        let names: Vec<AnyView> = network
            .changes
            .iter()
            .filter(|(k, _)| k == kind)
            .map(|(_, name)| el("code", &[], kids![*name]))
            .collect();
        (!names.is_empty()).then(|| {
            let label = words::change(kind.as_str());
            el("li", &[], kids![label, ": ", classed("span", "names", names)])
        })
    };
    let list: Vec<AnyView> = ChangeKind::ALL.iter().filter_map(of).collect();
    let list = el("ul", &[("id", "network-changes")], list);
    Some(kids![p(kids![words::note("network-changes")]), list].kid())
}

fn passed_over(e: &Evidence) -> Option<AnyView> {
    let list = &e.circumstances.passed_over;
    let item = |one: &why1006_evidence::network::PassedOver| {
        let host = el("code", &[], kids![one.host.as_str()]);
        el("li", &[], kids![host, " ", words::unusable(one.why.as_str())])
    };
    let items: Vec<AnyView> = list.iter().map(item).collect();
    (!list.is_empty()).then(|| {
        let list = el("ul", &[("id", "network-passed-over")], items);
        kids![p(kids![words::note("network-passed-over")]), list].kid()
    })
}

/// The test alone, with all that it will request.
fn offer(state: State) -> AnyView {
    if state.received.get() || has_no_reference(state) {
        return nothing();
    }
    let addresses = state.config.with(|c| c.as_ref().map(places::requests).unwrap_or_default());
    let item = |address: &String| el("li", &[], kids![el("code", &[], kids![address.as_str()])]);
    let list = el("ul", &[], addresses.iter().map(item).collect());
    let summary = el("summary", &[], kids!["What this test requests"]);
    let again = state.evidence.with(Option::is_some);
    let label = if again { "Test only this network" } else { "Test this network" };
    kids![
        classed(
            "div",
            "buttons",
            kids![button("network-again", "quiet", label, move || state.start_network())]
        ),
        classed("details", "options", kids![summary, list]),
    ]
    .kid()
}

/// The cells as they are now: those that come in, or those of the evidence.
fn with_cells<R>(state: State, read: impl FnOnce(&[Cell]) -> R) -> R {
    match state.cells.with(Vec::is_empty) {
        false => state.cells.with(|cells| read(cells)),
        true => state.evidence.with(|e| read(e.as_ref().map_or(&[], |e| &e.network))),
    }
}
