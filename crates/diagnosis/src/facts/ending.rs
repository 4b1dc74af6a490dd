//! What the way an open connection ended says.

use why1006_evidence::{EngineFamily, EventKind, Place, Probe};

use super::{Attempt, Ending, Facts};
use crate::{
    Reason,
    cause::{Judged, certain, indicated, not_tested, possible, ruled_out},
};

impl Facts<'_> {
    /// The close code, if the connection opened and ended with a close frame.
    pub fn close_code(&self) -> Option<u16> {
        match self.cold {
            Attempt::Opened(Ending::Code(code)) => Some(code),
            _ => None,
        }
    }

    /// A close code may have come that the engine did not show: WebKitGTK
    /// takes 1012 to 1014 and unregistered codes for a broken frame.
    pub fn is_close_code_hidden(&self) -> bool {
        matches!(self.profile, EngineFamily::WebKit | EngineFamily::Unknown)
            && matches!(self.cold, Attempt::Opened(Ending::Cut { error: true }))
    }

    /// The engine found a frame that breaks the protocol: Chromium reports an
    /// `error` after the opening for that alone (section 2).
    pub fn is_frame_broken(&self) -> bool {
        self.profile == EngineFamily::Chromium
            && matches!(self.cold, Attempt::Opened(Ending::Cut { error: true }))
    }

    /// The app closed by its own rule and said so with a code that is its to
    /// use (RFC 6455, 7.4.2). Which rule, the code alone does not tell.
    pub fn is_closed_by_rule(&self) -> bool {
        matches!(self.close_code(), Some(1008 | 3000..=4999))
    }

    /// The two sides agreed on a subprotocol when it opened.
    pub fn is_protocol_agreed(&self) -> bool {
        self.opened()
            && self
                .evidence
                .first(Probe::WebSocket, Place::Target)
                .and_then(|o| o.event(EventKind::Open))
                .is_some_and(|e| e.name.as_ref().is_some_and(|name| !name.is_empty()))
    }

    /// The connection ended without a complaint, or was cut: whoever did it may
    /// have done so because nothing was said. 1001 is also how AWS API Gateway
    /// ends what was quiet (`causes.md`, section 5).
    pub fn is_plain_end(&self) -> bool {
        matches!(self.cold, Attempt::Opened(Ending::Cut { .. } | Ending::Code(1000 | 1001 | 1005)))
            && !self.is_frame_broken()
    }

    /// The end may be the work of something on the way that speaks WebSocket: it
    /// broke a frame, or closed with a code that is no app's own (RFC 6455, 7.4.2).
    pub fn is_end_anybodys(&self) -> bool {
        let is_common = self.close_code().is_some_and(|code| code < 3000);
        (is_common || self.is_frame_broken())
            && self.farewell().is_none()
            && !self.evidence.target.host_class.is_this_machine()
    }

    /// What the server did, unless something on the way did: that is known once the
    /// same network was seen to carry the reference's messages, or to spoil them.
    pub fn by_server(&self, reasons: &[Reason]) -> Judged {
        match self.is_end_anybodys() {
            true if self.is_reference_spoiled() => {
                possible(&[reasons, &[Reason::ReferenceSpoiled]].concat())
            }
            true if !self.is_reference_heard() => indicated(reasons),
            _ => certain(reasons),
        }
    }

    /// What holds for every cause that strikes after the opening; `None` if
    /// the connection opened and then ended without this page's doing.
    pub fn after_open(&self) -> Option<Judged> {
        if self.farewell().is_some() {
            return Some(not_tested(Reason::ServerSaidWhy));
        }
        if self.network_ends() {
            return Some(not_tested(Reason::NetworkExplainsIt));
        }
        match self.cold {
            Attempt::Opened(Ending::Held) => Some(ruled_out(Reason::StayedOpen)),
            Attempt::Opened(_) => None,
            Attempt::Contradicts => Some(not_tested(Reason::Contradiction)),
            _ => Some(not_tested(Reason::NeverOpened)),
        }
    }
}
