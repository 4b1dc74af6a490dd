//! What somebody asks for by a link, above the form that it filled in.

use leptos::prelude::*;
use why1006_evidence::lint;

use super::{
    el::{Kid, classed, el, kids, p, replaced},
    state::State,
};
use crate::invitation::Invitation;

/// Who asks for what. Everything in it is text, and only the address under test
/// was given a meaning.
pub(super) fn invite(state: State) -> AnyView {
    replaced(move || {
        let invited = state.visit.invited.get() && !state.received.get();
        let typed = state.address.get();
        // Another address is nobody's wish but the visitor's.
        let view = |asked: &Invitation| (invited && typed == asked.url).then(|| show(state, asked));
        state.visit.asked.with(view).kid()
    })
}

fn show(state: State, asked: &Invitation) -> AnyView {
    let cut = asked.cut.then(|| {
        let words = "Parts of this link are far too long to be real. They were left out.";
        classed("p", "note", kids![words])
    });
    let what = state.asked.with(|(_, target)| {
        if target.fatal().next().is_some() {
            let words = "The address in the link cannot be tested; the reason is below. Ask \
                         whoever sent it for another one.";
            return p(kids![words]);
        }
        let address = el("code", &[], kids![target.url.clone()]);
        let protocols = (!target.protocols.is_empty()).then(|| {
            let list = el("code", &[], kids![lint::listed(&target.protocols)]);
            p(kids!["It offers these subprotocols: ", list, "."])
        });
        let app = target.app.as_ref().map(|app| {
            p(kids!["It is for the app at ", el("code", &[], kids![app.origin.clone()]), "."])
        });
        kids![p(kids![address]), protocols, app].kid()
    });
    let note = (!asked.note.is_empty()).then(|| {
        let theirs = [("class", "theirs"), ("dir", "auto"), ("id", "their-words")];
        let words = el("blockquote", &theirs, kids![asked.note.clone()]);
        kids![p(kids!["The sender’s words, not ours:"]), words].kid()
    });
    let before = replaced(move || {
        let is_begun = state.running.get() || state.evidence.with(Option::is_some);
        let words = "Nothing was tested yet. If you trust the sender, press the button. The result \
                     stays with you until you send it.";
        (!is_begun).then(|| classed("p", "hint", kids![words])).kid()
    });
    let inside = kids![
        el("h2", &[], kids!["Somebody asks you to test this address"]),
        what,
        note,
        cut,
        before,
    ];
    el("section", &[("class", "invite"), ("id", "invited")], inside)
}
