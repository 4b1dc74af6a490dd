//! How long nothing was said before the connection ended, and whether the page
//! was awake all the time.

use why1006_evidence::{Event, EventKind, Ms, Observation, Place, Probe};

use super::{Attempt, Ending, Facts, read::attempt};

/// Below this no proxy's patience ends: a cut has another reason.
pub(crate) const TOO_SOON_MS: Ms = 1_000.0;

/// A quiet period of this length may be somebody's patience.
pub(crate) const LEAST_MS: Ms = 10_000.0;

/// Quiet periods in seconds after which well-known proxies and balancers close
/// (`causes.md`, section 5; 350 s is that of AWS' network balancers).
const KNOWN_S: [Ms; 8] = [30.0, 55.0, 60.0, 100.0, 240.0, 300.0, 350.0, 600.0];

/// How much a period may differ and still be the same, 2 s or 4 %, whichever is
/// more: timers of servers are coarse, and a page's events may come late.
pub(super) fn tolerance(period: Ms) -> Ms {
    f64::max(2_000.0, period * 0.04)
}

/// Two periods are the same.
pub(super) fn is_same(a: Ms, b: Ms) -> bool {
    (a - b).abs() <= tolerance(b)
}

/// From the last word of the server, or from the opening, to the end of the
/// connection: its `close`, or this page's call of `close()`.
fn quiet(o: &Observation) -> Ms {
    let mut since = None;
    for event in &o.events {
        match event.kind {
            EventKind::Open | EventKind::Message => since = Some(event.at),
            EventKind::Closing | EventKind::Close => {
                return since.map_or(0.0, |since| event.at - since);
            }
            _ => {}
        }
    }
    since.map_or(0.0, |since| o.ended - since)
}

impl Facts<'_> {
    fn cold_seen(&self) -> Option<&Observation> {
        self.evidence.first(Probe::WebSocket, Place::Target).filter(|_| self.opened())
    }

    /// Milliseconds that the first connection took to open.
    pub fn opening(&self) -> Option<Ms> {
        let o = self.cold_seen()?;
        o.event(EventKind::Open).map(|open| open.at - o.begun)
    }

    /// Milliseconds without a word of the server before the first connection
    /// ended, or before this page closed it; `None` if it never opened.
    pub fn quiet(&self) -> Option<Ms> {
        self.cold_seen().map(quiet)
    }

    /// The connection was quiet for so long, and then ended without complaint.
    pub fn is_end_after_quiet(&self) -> bool {
        self.is_plain_end() && self.quiet().is_some_and(|quiet| quiet >= LEAST_MS)
    }

    /// The quiet period is one that well-known proxies and balancers use.
    pub fn is_quiet_known(&self) -> bool {
        self.quiet().is_some_and(|quiet| KNOWN_S.iter().any(|s| is_same(quiet, s * 1_000.0)))
    }

    /// Another attempt ended without complaint after the same quiet period.
    pub fn is_quiet_steady(&self) -> bool {
        let (Some(first), Some(period)) = (self.cold_seen(), self.quiet()) else {
            return false;
        };
        self.evidence.observations.iter().any(|o| {
            o.probe == Probe::WebSocket
                && o.place == Place::Target
                && o.begun > first.begun
                && matches!(
                    attempt(Some(o)),
                    Attempt::Opened(Ending::Cut { .. } | Ending::Code(1000 | 1001 | 1005))
                )
                && is_same(quiet(o), period)
        })
    }

    /// Whether an event of the page fell into the life of the first connection.
    fn meanwhile(&self, is: fn(&Event) -> bool) -> bool {
        let Some(o) = self.cold_seen() else {
            return false;
        };
        let at = |kind| o.event(kind).map(|e| e.at);
        let from = at(EventKind::Open).unwrap_or(o.begun);
        let to = at(EventKind::Close).unwrap_or(o.ended);
        o.events.iter().any(is)
            || self.evidence.page_events.iter().any(|e| is(e) && e.at >= from && e.at <= to)
    }

    /// The machine slept while the connection was open.
    pub fn is_slept_through(&self) -> bool {
        self.meanwhile(|e| e.kind == EventKind::ClockJump)
    }

    /// The tab was hidden at some time while the connection was open.
    pub fn is_hidden_meanwhile(&self) -> bool {
        self.meanwhile(|e| e.kind == EventKind::Hidden || e.hidden)
    }
}
