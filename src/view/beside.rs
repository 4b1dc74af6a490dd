//! A result that came by a link, and another to hold beside it.

use leptos::prelude::*;
use why1006_evidence::{Evidence, redact::REMOVED, scan};

use super::{state::State, watched::Watched};

/// The longest time that is listened to because somebody else did, in seconds.
const LISTEN: f64 = 120.0;

/// Two results. Copied freely: its members are handles.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    /// What came by the last link, with what was added to it here.
    pub(super) theirs: Watched<Option<Evidence>>,
    /// How many entries of what was told came with it; those after them are the reader's.
    pub(super) arrived: Watched<usize>,
    /// What was tested from here; or what was open when that link came.
    pub(super) ours: Watched<Option<Evidence>>,
    /// That came by a link as well.
    pub(super) is_earlier: RwSignal<bool>,
    /// Of the two, theirs is the one that is shown in full.
    pub(super) shows_theirs: RwSignal<bool>,
    /// The reader says that they ran the test of the link themselves.
    pub(super) is_mine: RwSignal<bool>,
    /// The two are shown side by side.
    pub(super) comparing: RwSignal<bool>,
}

impl Beside {
    pub(super) fn new() -> Beside {
        Beside {
            theirs: Watched::new(None),
            arrived: Watched::new(0),
            ours: Watched::new(None),
            is_earlier: RwSignal::new(false),
            shows_theirs: RwSignal::new(false),
            is_mine: RwSignal::new(false),
            comparing: RwSignal::new(false),
        }
    }

    /// A run from here is over.
    pub(super) fn made_here(self, seen: &Evidence) {
        self.shows_theirs.set(false);
        if self.theirs.peek(Option::is_some) {
            self.ours.set(Some(seen.clone()));
            self.is_earlier.set(false);
            self.comparing.set(true);
        }
    }
}

impl State {
    /// Shows a result that came by a link, and fills the form with its test. What was
    /// shown before can be held beside it.
    pub(super) fn show_received(self, evidence: Evidence) {
        let beside = self.beside;
        self.broken_link.set(None);
        self.stop_network();
        beside.comparing.set(false);
        beside.is_earlier.set(self.received.get_untracked());
        beside.ours.set(self.evidence.peek(Option::clone));
        beside.arrived.set(evidence.told.len());
        beside.theirs.set(Some(evidence.clone()));
        self.fill_in(&evidence);
        beside.shows_theirs.set(true);
        beside.is_mine.set(false);
        self.received.set(true);
        self.show(evidence);
    }

    /// Fills the form with what a result tested. What was taken out of it stays out.
    fn fill_in(self, seen: &Evidence) {
        let target = &seen.target;
        self.address.set(target.url.clone());
        let known = target.protocols.iter().filter(|name| !scan::has(name, REMOVED));
        self.protocols.set(known.map(String::as_str).collect::<Vec<_>>().join(", "));
        let origin = target.app.as_ref().map(|app| app.origin.clone()).unwrap_or_default();
        self.app.set(if scan::has(&origin, REMOVED) { String::new() } else { origin });
        if let Some(seconds) = listened(seen) {
            self.hold.set(seconds.to_string());
        }
    }

    /// Shows one of the two in full.
    pub(super) fn show_one(self, is_theirs: bool) {
        let beside = self.beside;
        let one = if is_theirs { beside.theirs } else { beside.ours };
        let Some(seen) = one.peek(Option::clone) else { return };
        beside.shows_theirs.set(is_theirs);
        self.received.set(is_theirs || beside.is_earlier.get_untracked());
        self.link.set(String::new());
        self.show(seen.clone());
        crate::js::spawn_local(self.share(seen));
    }

    /// Keeps what is shown where it belongs, after something was told of it.
    pub(super) fn keep_told(self, seen: &Evidence) {
        let beside = self.beside;
        let place = match beside.shows_theirs.get_untracked() {
            true => beside.theirs,
            false => beside.ours,
        };
        if place.peek(Option::is_some) {
            place.set(Some(seen.clone()));
        }
    }
}

/// Seconds to listen for, to see as much as they did: an end comes when it comes.
fn listened(seen: &Evidence) -> Option<u32> {
    use why1006_evidence::{EventKind, Place, Probe};
    let first = seen.first(Probe::WebSocket, Place::Target)?;
    let open = first.event(EventKind::Open)?.at;
    let end = first.event(EventKind::Closing).or(first.event(EventKind::Close))?;
    let seconds = (end.at - open) / 1_000.0;
    // Somewhat longer; the usual time needs no word.
    (2.5..LISTEN).contains(&seconds).then_some((seconds * 1.1) as u32 + 1)
}
