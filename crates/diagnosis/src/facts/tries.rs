//! How the attempts at the target went that were all made alike.

use why1006_evidence::{EngineFamily, Place, Probe};

use super::{Attempt, Facts, read::attempt};

/// Attempts at the target with the subprotocols of the first one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    /// So many opened.
    pub opened: u32,
    /// So many failed, or got no event at all.
    pub failed: u32,
}

impl Facts<'_> {
    /// Counts the attempts that were made like the first one. Later silence
    /// counts only where an engine does not hold attempts back after failures
    /// (`observability.md`, section 7).
    pub fn tries(&self) -> Tries {
        let mut tries = Tries::default();
        let Some(first) = self.evidence.first(Probe::WebSocket, Place::Target) else {
            return tries;
        };
        let holds_back = matches!(self.profile, EngineFamily::Firefox | EngineFamily::Unknown);
        for o in &self.evidence.observations {
            let is_alike = o.probe == Probe::WebSocket
                && o.place == Place::Target
                && o.with_protocols == first.with_protocols;
            if !is_alike {
                continue;
            }
            match attempt(Some(o), self.profile == EngineFamily::Firefox) {
                Attempt::Opened(_) => tries.opened += 1,
                Attempt::Silent if holds_back && o.begun > first.begun => {}
                Attempt::Failed { .. } | Attempt::Silent => tries.failed += 1,
                _ => {}
            }
        }
        tries
    }

    /// The same attempt opened and failed. One failure after an opening is
    /// none: rate limits, single-use tickets and chance would all be called
    /// flapping, so it counts only when it was repeated.
    pub fn is_flapping(&self) -> bool {
        let Tries { opened, failed } = self.tries();
        match self.cold {
            Attempt::Opened(_) => failed >= 2,
            Attempt::Failed { .. } | Attempt::Silent => opened >= 1,
            _ => false,
        }
    }
}
