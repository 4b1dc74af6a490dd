//! Why somebody came: to test what a link asks for, what the host asks for, or an
//! address of their own.

use leptos::prelude::*;

use super::{state::State, watched::Watched};
use crate::{config::Config, invitation::Invitation, js};

/// What brought the visitor, as signals.
#[derive(Clone, Copy)]
pub(crate) struct Visit {
    /// The address came by a link: somebody else asked for this test.
    pub(crate) invited: RwSignal<bool>,
    /// What that link asks for.
    pub(crate) asked: Watched<Invitation>,
    /// On a page with a preset: another address is tested.
    pub(crate) elsewhere: RwSignal<bool>,
    /// The link maker is open.
    pub(crate) making: RwSignal<bool>,
}

impl Visit {
    pub(crate) fn new() -> Visit {
        Visit {
            invited: RwSignal::new(false),
            asked: Watched::new(Invitation::default()),
            elsewhere: RwSignal::new(false),
            making: RwSignal::new(false),
        }
    }
}

/// Whether the visitor tests what somebody else asked for, and so hardly runs the
/// server.
pub(super) fn is_guest(state: State) -> bool {
    let offered = |c: &Option<Config>| c.as_ref().is_some_and(|c| !c.preset.addresses.is_empty());
    let visit = state.visit;
    visit.invited.get_untracked()
        || (!visit.elsewhere.get_untracked() && state.config.peek(offered))
}

/// Fills in the form as a link asks.
pub(super) fn accept(state: State, asked: Invitation) {
    state.address.set(asked.url.clone());
    state.protocols.set(asked.protocols.clone());
    state.app.set(asked.app.clone());
    state.visit.asked.set(asked);
    state.visit.invited.set(true);
    state.visit.elsewhere.set(true);
    // Who follows such a link came to test.
    state.prepare();
}

/// Without another address, the form starts with what the host asks for, else
/// with our own endpoint, so that the first click works.
pub(super) fn fill_in(state: State) {
    let empty = state.address.with_untracked(String::is_empty);
    let offered = state.config.peek(|c| c.as_ref().map(|c| c.preset.addresses.clone()));
    let offered = offered.unwrap_or_default();
    if let Some(first) = offered.first()
        && !state.visit.elsewhere.get_untracked()
    {
        // Who types, or has typed, knows what to test.
        let typing = js::document().active_element().is_some_and(|e| e.id() == "address");
        let is_offered = |url: &String| offered.iter().any(|address| address.url == *url);
        match empty && !typing {
            true => state.choose(first),
            false if state.address.with_untracked(is_offered) => {}
            false => state.visit.elsewhere.set(true),
        }
        return;
    }
    let reference = state.config.with(|c| c.as_ref()?.references.first().map(|r| r.socket.clone()));
    if let Some(socket) = reference.filter(|_| empty) {
        state.address.set(socket);
    }
}
