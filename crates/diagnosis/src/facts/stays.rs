//! What became of WebSockets of the reference once they were open, held against
//! the target's own.
//!
//! The same end at two servers speaks for what lies in front of both: the network
//! near the user, or, where one operator hosts both, that operator's own proxy. So
//! an end after the same quiet time supports a cause and excludes none: one proxy
//! with a usual patience in front of app and page is likely enough. A reference that
//! is cut before its first word, or never hears one, its host would have noticed.

use why1006_evidence::{
    Ms,
    network::{Cell, Outcome, Transport},
};

use super::{Attempt, Ending, Facts, quiet::is_same};

impl Facts<'_> {
    /// The network does to the reference what fits all that was seen of the target
    /// after the opening, at the same scheme and port: it was cut before a word, or
    /// stayed and said no word while messages of the reference did not all come
    /// through. Nothing was learned about the target's server.
    pub fn network_ends(&self) -> bool {
        let is_like_ours = match self.cold {
            Attempt::Opened(Ending::Cut { .. }) => {
                !self.is_frame_broken() && !self.is_end_after_quiet() && self.is_reference_cut()
            }
            Attempt::Opened(Ending::Held) => self.is_reference_spoiled(),
            _ => false,
        };
        is_like_ours && !self.is_spoken() && self.is_reference_as_far()
    }

    /// The reference's WebSocket was cut before its first word.
    fn is_reference_cut(&self) -> bool {
        self.cells_alike(Transport::Socket).any(|c| c.outcome == Outcome::Cut)
    }

    /// The reference's WebSocket stayed open, and nothing that was sent came back.
    pub fn is_reference_mute(&self) -> bool {
        let is_mute = |c: &Cell| c.outcome == Outcome::Silent && c.chunks == Some(0);
        self.cells_alike(Transport::Messages).any(is_mute)
    }

    /// Messages of the reference or to it were cut, stopped or changed.
    pub fn is_reference_spoiled(&self) -> bool {
        use Outcome::{Altered, Cut, Limited, Silent};
        let is_bad = |c: &Cell| matches!(c.outcome, Altered | Cut | Limited | Silent);
        let is_greeted_wrong = |c: &Cell| matches!(c.outcome, Altered | Cut);
        self.cells_alike(Transport::Socket).any(is_greeted_wrong)
            || self.cells_alike(Transport::Messages).any(is_bad)
    }

    /// Messages to the reference and from it all came through over the target's
    /// scheme, at whatever port: what looks into WebSockets on this network lets them be.
    pub fn is_reference_heard(&self) -> bool {
        let passed = |c: &Cell| c.secure == self.is_tls() && c.outcome == Outcome::Passed;
        !self.is_reference_spoiled() && self.cells(Transport::Messages).any(passed)
    }

    /// The reference was cut after the same quiet time as the target, over the same
    /// scheme; the port plays no part in patience.
    pub fn is_reference_cut_alike(&self) -> bool {
        self.is_end_after_quiet() && self.holds(Outcome::Cut, is_same)
    }

    /// The reference stayed open without a word for as long as the target did.
    pub fn is_reference_held(&self) -> bool {
        self.is_end_after_quiet() && self.holds(Outcome::Passed, |held, quiet| held > quiet)
    }

    fn holds(&self, outcome: Outcome, is: fn(Ms, Ms) -> bool) -> bool {
        let quiet = self.quiet().unwrap_or(0.0);
        self.cells(Transport::Hold).any(|c| {
            c.secure == self.is_tls() && c.outcome == outcome && is(c.ended - c.begun, quiet)
        })
    }

    /// Milliseconds for which the reference has to be held without a word to be
    /// compared with a target that ended after a quiet time: that time, its
    /// tolerance, and a second for the way.
    pub fn comparable_quiet(&self) -> Option<Ms> {
        let quiet = self.quiet().filter(|_| self.is_end_after_quiet())?;
        Some(quiet + super::quiet::tolerance(quiet) + 1_000.0)
    }
}
