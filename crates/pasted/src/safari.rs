//! Safari's reasons, where public reports quote them.
//!
//! The frames are WebKit's. The reasons are Foundation's and Network's words
//! for an error, which Apple may change and which are translated: what is not
//! here is taken for *failed, and not why*. Sources: issue threads of
//! anomalyco/console 43 (SSL error, could not connect), mirotalk 227 (bad
//! response), sockjs-client 305 (certificate chain), linux-dash 406 (status),
//! hack-as-a-service 10 (refused), atmosphere-javascript 239 (not connected),
//! array-io-keychain 71 (insecure content).

use why1006_evidence::Clue;

use crate::line::{self, Finding, Says};

/// A sentence that begins here. Older Safari names no address.
pub(crate) fn sentence(rest: &str) -> Option<Finding<'_>> {
    let reason = rest.strip_prefix("WebSocket network error: ")?;
    Some(Finding::unnamed(line::reason(reason)))
}

/// Begins of reasons, straight apostrophes for both kinds.
const REASONS: [(&str, Clue); 10] = [
    // Any answer but a right 101; which one is not told.
    ("There was a bad response from the server", Clue::Page),
    // Refused or out of reach.
    ("Could not connect to the server", Clue::Unspecific),
    ("An SSL error has occurred", Clue::Unspecific),
    ("The certificate for this server is invalid", Clue::CertUnspecific),
    ("The network connection was lost", Clue::ClosedEarly),
    ("A server with the specified hostname could not be found", Clue::NameNotResolved),
    ("The Internet connection appears to be offline", Clue::Offline),
    ("The request timed out", Clue::TimedOut),
    ("OSStatus Error -9807", Clue::CertUnspecific),
    ("Socket is not connected", Clue::ClosedEarly),
];

/// Why a WebSocket failed.
pub(crate) fn reason(text: &str) -> Option<Says> {
    let frames = ["The operation couldn’t be completed. ", "The operation couldn't be completed. "];
    let text = frames.iter().find_map(|frame| text.strip_prefix(frame)).unwrap_or(text);
    let text = text.strip_prefix('(').unwrap_or(text);
    if text.starts_with("Connection refused") {
        return Some(Says::Clue(Clue::Refused));
    }
    let has = |known: &str| text.get(..known.len()).is_some_and(|t| t.eq_ignore_ascii_case(known));
    REASONS.iter().find(|(known, _)| has(known)).map(|(_, clue)| Says::Clue(*clue))
}
