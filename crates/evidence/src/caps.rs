//! Limits on evidence that came from somebody else.

use crate::{
    Evidence, VERSION,
    network::{MAX_CELLS, MAX_PASSED_OVER, Mirror},
    told::MAX_TOLD,
};

/// The most observations one run may hold.
const MAX_OBSERVATIONS: usize = 64;
/// The most events one observation may hold.
const MAX_EVENTS: usize = 400;
/// The longest text in any field, in bytes.
const MAX_TEXT: usize = 8_192;

/// Why evidence from elsewhere is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Written by a later version of the page.
    Newer(u32),
    /// Of no version: this is something else.
    NoEvidence,
    /// More observations, events or text than any run produces.
    TooMuch,
}

impl Evidence {
    /// Checks version and sizes. To be called on all evidence that was read
    /// from a link or a file.
    pub fn check(&self) -> Result<(), Fault> {
        if self.version > VERSION {
            return Err(Fault::Newer(self.version));
        }
        if self.version == 0 {
            return Err(Fault::NoEvidence);
        }
        let texts = [
            &self.build,
            &self.target.url,
            &self.target.host,
            &self.circumstances.engine.name,
            &self.circumstances.page.origin,
        ];
        let events = || self.observations.iter().flat_map(|o| &o.events).chain(&self.page_events);
        let mut event_texts = events().flat_map(|e| e.reason.iter().chain(&e.name));
        let fits = self.observations.len() <= MAX_OBSERVATIONS
            && self.observations.iter().all(|o| o.events.len() <= MAX_EVENTS)
            && self.page_events.len() <= MAX_EVENTS
            && self.told.len() <= MAX_TOLD
            && self.network.len() <= MAX_CELLS
            && self.network.iter().all(|c| c.host.len() <= MAX_TEXT)
            && self.network.iter().flat_map(|c| &c.mirror).all(Mirror::fits)
            && self.circumstances.passed_over.len() <= MAX_PASSED_OVER
            && self.circumstances.passed_over.iter().all(|p| p.host.len() <= MAX_TEXT)
            && self.target.problems.len() <= MAX_OBSERVATIONS
            && self.target.protocols.len() <= MAX_OBSERVATIONS
            && self.target.protocols.iter().all(|p| p.len() <= MAX_TEXT)
            && self.target.problems.iter().all(|p| p.part.len() <= MAX_TEXT)
            && self.target.app.iter().all(|a| a.origin.len() <= MAX_TEXT)
            && texts.iter().all(|t| t.len() <= MAX_TEXT)
            && event_texts.all(|t| t.len() <= MAX_TEXT);
        if fits { Ok(()) } else { Err(Fault::TooMuch) }
    }
}
