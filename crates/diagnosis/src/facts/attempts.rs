//! The attempts after the first: what changed with them, and what did not.
//!
//! Servers remember, take turns and count. So a difference between the first
//! attempt and a changed one says something about the change only when it is
//! repeated from both sides, as `plan` has it done: changed, changed, unchanged,
//! changed, unchanged. Servers that take turns do not look like that.

use why1006_evidence::{EngineFamily, Event, EventKind, Evidence, Ms, Observation, Place, Probe};

use super::{Attempt, Ending, Facts, read::attempt};

/// A slow server takes not always the same time.
const SLOWER_MS: Ms = 1_000.0;

/// One attempt after the first, at the target or near it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Later {
    /// Where it was pointed.
    pub place: Place,
    /// It offered what the first attempt offered.
    pub alike: bool,
    /// How it went: opened, failed or silent; all others are left out.
    pub how: Attempt,
}

/// What a changed attempt says, held against the first and its repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It was not tried, or went like the first.
    None,
    /// It went otherwise, and that was not repeated to the end.
    Once,
    /// It went otherwise whenever it was made, three times or more, and the
    /// unchanged one, twice or more in between and after, like the first.
    Repeated,
    /// It went otherwise, and so did an unchanged one: the change may be none.
    Flapping,
}

/// The first attempt at the target as the app would make it: before any web
/// request to it, with the target's own subprotocols.
pub(super) fn cold(evidence: &Evidence) -> Option<&Observation> {
    let first = evidence
        .observations
        .iter()
        .filter(|o| is_unchanged(evidence, o))
        .min_by(|a, b| a.begun.total_cmp(&b.begun))?;
    // What a web request came before is one of the later attempts.
    let is_late = evidence.observations.iter().any(|o| {
        o.probe != Probe::WebSocket
            && matches!(o.place, Place::Target | Place::Root)
            && o.begun < first.begun
    });
    (!is_late).then_some(first)
}

fn is_unchanged(evidence: &Evidence, o: &Observation) -> bool {
    o.probe == Probe::WebSocket
        && o.place == Place::Target
        && o.with_protocols != evidence.target.protocols.is_empty()
}

/// All attempts after the first, in the order in which they began.
pub(super) fn later(evidence: &Evidence) -> Vec<Later> {
    let Some(first) = cold(evidence) else { return Vec::new() };
    let offers = !evidence.target.protocols.is_empty();
    // Given up before the first one was over, it might have gone like that.
    let over = |e: &Event| matches!(e.kind, EventKind::Open | EventKind::Close);
    let first_took = first.events.iter().find(|e| over(e)).map(|e| e.at - first.begun);
    let patience = first_took.map_or(0.0, |took| took + SLOWER_MS);
    let mut list: Vec<(f64, Later)> = Vec::new();
    for o in &evidence.observations {
        let is_near = matches!(
            o.place,
            Place::Target | Place::OtherScheme | Place::OtherSpelling | Place::OtherPath
        );
        if o.probe != Probe::WebSocket || !is_near || std::ptr::eq(o, first) {
            continue;
        }
        let how = attempt(Some(o));
        if how == Attempt::Silent && o.ended - o.begun < patience {
            continue;
        }
        if matches!(how, Attempt::Opened(_) | Attempt::Failed { .. } | Attempt::Silent) {
            let one = Later { place: o.place, alike: o.with_protocols == offers, how };
            let at = list.partition_point(|(begun, _)| *begun <= o.begun);
            list.insert(at, (o.begun, one));
        }
    }
    list.into_iter().map(|(_, one)| one).collect()
}

impl Later {
    /// The same attempt once more.
    fn is_again(&self) -> bool {
        self.place == Place::Target && self.alike
    }

    fn opened(&self) -> bool {
        matches!(self.how, Attempt::Opened(_))
    }
}

impl Facts<'_> {
    /// How many unchanged attempts after the first went like it, and how many
    /// did not: opened counts against not opened. Silence after an opening says
    /// nothing where an engine keeps attempts back (section 7).
    pub fn again(&self) -> (usize, usize) {
        let holds_back = matches!(self.profile, EngineFamily::Firefox | EngineFamily::Unknown);
        let (mut same, mut other) = (0, 0);
        for later in self.later.iter().filter(|l| l.is_again()) {
            if holds_back && self.opened() && later.how == Attempt::Silent {
                continue;
            }
            if later.opened() == self.opened() { same += 1 } else { other += 1 }
        }
        (same, other)
    }

    /// The same attempt opened and did not. One failure after an opening is
    /// none: a server may count connections for a while, or have hiccups. Nor
    /// is one after a connection that did not stay open, which has its causes.
    pub fn varies(&self) -> bool {
        let is_cut = matches!(self.cold, Attempt::Opened(ending) if ending != Ending::Held);
        self.is_flapping() && self.is_tried() && !is_cut
    }

    /// The same attempt opened and did not, whatever became of what opened: one
    /// failure after an opening is none here either.
    pub fn is_flapping(&self) -> bool {
        match self.cold {
            Attempt::Opened(_) => self.again().1 > 1,
            Attempt::Failed { .. } | Attempt::Silent => self.again().1 > 0,
            _ => false,
        }
    }

    /// It was refused at first, and the same attempt then got no event, from an
    /// engine that keeps none back: no reason that lasts looks like that.
    pub fn falls_silent(&self) -> bool {
        matches!(self.cold, Attempt::Failed { .. })
            && self.is_silent_again()
            && !self.holds_back(self.later.len())
    }

    /// An unchanged attempt after the first, which failed, got no event.
    pub fn is_silent_again(&self) -> bool {
        self.later.iter().any(|l| l.is_again() && l.how == Attempt::Silent)
    }

    /// What an attempt with one thing changed says.
    pub fn difference(&self, place: Place, alike: bool) -> Difference {
        if !self.is_tried() {
            return Difference::None;
        }
        let (mut differs, mut agrees, mut repeated) = (0, false, 0);
        for later in &self.later {
            let unlike = later.opened() != self.opened();
            if later.place == place && later.alike == alike {
                differs += i32::from(unlike);
                agrees |= !unlike;
            } else if later.is_again() && differs > 0 && !unlike {
                repeated += 1;
            }
        }
        let is_repeated = differs >= 3 && repeated >= 2;
        match self.cold {
            _ if differs == 0 => Difference::None,
            _ if agrees || self.varies() => Difference::Flapping,
            Attempt::Failed { .. } if is_repeated => Difference::Repeated,
            _ => Difference::Once,
        }
    }

    /// A changed attempt at `place` was made, and went like the first.
    pub fn went_alike(&self, place: Place) -> bool {
        self.later.iter().any(|l| l.place == place && l.opened() == self.opened())
    }

    /// Some attempt at this host and port opened, whatever it offered or asked
    /// for: name, way and TLS are good.
    pub fn opened_there(&self) -> bool {
        self.later.iter().any(|l| matches!(l.place, Place::Target | Place::OtherPath) && l.opened())
    }
}
