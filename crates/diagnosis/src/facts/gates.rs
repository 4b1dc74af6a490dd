//! What holds for many causes at once, before any of them is looked at alone.

use why1006_evidence::Place;

use super::{Attempt, Difference, Facts, Http};
use crate::{
    Reason,
    cause::{Judged, not_tested, possible, ruled_out},
};

impl Facts<'_> {
    /// What holds for every cause between the browser and the upgrade when
    /// nothing cause-specific is looked at; `None` leaves it to the cause.
    pub fn before_open(&self) -> Option<Judged> {
        self.untried().or_else(|| self.explained_otherwise())
    }

    /// The attempt says nothing about what lies behind the browser.
    fn untried(&self) -> Option<Judged> {
        if self.opened() {
            return Some(ruled_out(Reason::ItOpened));
        }
        if self.is_refused_by_browser() {
            return Some(not_tested(Reason::BrowserExplainsIt));
        }
        if self.network_explains() {
            return Some(not_tested(Reason::NetworkExplainsIt));
        }
        match self.cold {
            Attempt::NotRun => Some(not_tested(Reason::NotProbed)),
            Attempt::Stopped => Some(not_tested(Reason::RunStopped)),
            Attempt::Contradicts => Some(not_tested(Reason::Contradiction)),
            Attempt::ErrorOnly => Some(not_tested(Reason::BrowserExplainsIt)),
            _ => None,
        }
    }

    fn explained_otherwise(&self) -> Option<Judged> {
        self.explained.map(|_| not_tested(Reason::ExplainedOtherwise))
    }

    /// The same for causes on the way to the server: name, transport, TLS.
    /// An answered web request rules them out. Over plain `http` an explicit
    /// proxy may have answered in the server's place (section 9), unless nobody
    /// answers for a name that cannot exist; over TLS a box that the browser trusts,
    /// if somebody does.
    pub fn on_the_way(&self) -> Option<Judged> {
        if let Some(known) = self.untried() {
            return Some(known);
        }
        if self.is_http_proof() {
            return Some(ruled_out(Reason::HttpAnswered));
        }
        if self.opened_there() {
            return Some(ruled_out(Reason::OpenedAnotherTime));
        }
        self.explained_otherwise().or_else(|| {
            (self.http == Http::Answered).then(|| possible(&[Reason::HttpAnsweredPerhapsByProxy]))
        })
    }

    /// The same for causes where a server answers the handshake with a refusal.
    pub fn at_handshake(&self) -> Option<Judged> {
        self.before_open().or_else(|| {
            if self.varies() {
                // Refused for a reason that lasts, it would not have opened.
                return Some(not_tested(Reason::OpenedAnotherTime));
            }
            if self.falls_silent() {
                return Some(not_tested(Reason::SilentAnotherTime));
            }
            if self.difference(Place::OtherPath, true) == Difference::Repeated {
                return Some(not_tested(Reason::OtherPathOpened));
            }
            match self.http {
                // Who left it unanswered, and why, the server's log tells.
                Http::Answered if self.is_upgrade_silent() => {
                    Some(not_tested(Reason::UpgradeSilent))
                }
                Http::Answered if self.tls_reported() => Some(ruled_out(Reason::TlsReported)),
                Http::Answered if self.is_path_rejected() => Some(not_tested(Reason::PathRejected)),
                Http::Answered => None,
                _ if self.tls_reported() => Some(ruled_out(Reason::TlsReported)),
                _ if self.is_silent() => Some(ruled_out(Reason::NothingCame)),
                Http::Rejected if !self.is_rejection_void() && !self.opened_there() => {
                    Some(ruled_out(Reason::HttpRejected))
                }
                // A refusal does not take as long as lost packets.
                Http::Silent if !self.failed_at_once() => Some(not_tested(Reason::NothingCame)),
                _ => None,
            }
        })
    }

    /// Why a refusal of the handshake is possible at all.
    pub fn handshake_reason(&self) -> Reason {
        match (self.http, self.cold) {
            (Http::Answered, Attempt::Silent) => Reason::UpgradeSilent,
            (Http::Answered, _) => Reason::AnsweredNotUpgraded,
            (Http::Rejected, _) if self.is_rejection_void() => Reason::HttpRejectedLocally,
            (Http::ByProxy, _) => Reason::ProxyAnswersForAll,
            _ => Reason::NothingAgainst,
        }
    }
}
