//! What a browser's error page shows: a code, a status or a sentence.

use why1006_evidence::{Clue, Told, Way, scan};

use crate::{
    codes::{CODES, Code, flat},
    line::{self, Says},
    unusable, webkit,
};

/// How much of a page's text is looked at, in bytes.
const MAX_TEXT: usize = 4096;

/// Sentences of error pages, flat, specific ones first.
///
/// Chromium 156's and Firefox 153's as their own resources have them; Edge's
/// and Safari's as public reports and support threads quote them.
const SENTENCES: [(&str, Clue); 52] = [
    ("REFUSED_TO_CONNECT", Clue::Refused),
    // Firefox's headline; Refused in a tab of Firefox says no more than it does.
    ("UNABLE_TO_CONNECT", Clue::Refused),
    ("UNEXPECTEDLY_CLOSED_THE_CONNECTION", Clue::ClosedEarly),
    ("CONNECTION_WAS_RESET", Clue::ClosedEarly),
    ("DIDN_T_SEND_ANY_DATA", Clue::ClosedEarly),
    ("CONNECTION_WAS_INTERRUPTED", Clue::ClosedEarly),
    ("SERVER_UNEXPECTEDLY_DROPPED_THE_CONNECTION", Clue::ClosedEarly),
    ("NETWORK_CONNECTION_WAS_LOST", Clue::ClosedEarly),
    ("SENT_BACK_AN_EMPTY_PAGE", Clue::ClosedEarly),
    ("SERVER_IP_ADDRESS_COULD_NOT_BE_FOUND", Clue::NameNotResolved),
    ("DNS_ADDRESS_COULD_NOT_BE_FOUND", Clue::NameNotResolved),
    ("TROUBLE_FINDING_THAT_SITE", Clue::NameNotResolved),
    ("SERVER_NOT_FOUND", Clue::NameNotResolved),
    ("CAN_T_FIND_THE_SERVER", Clue::NameNotResolved),
    ("SERVER_CAN_T_BE_FOUND", Clue::NameNotResolved),
    ("SERVER_CANNOT_BE_FOUND", Clue::NameNotResolved),
    ("TOOK_TOO_LONG_TO_RESPOND", Clue::TimedOut),
    ("TAKING_TOO_LONG_TO_RESPOND", Clue::TimedOut),
    ("CONNECTION_HAS_TIMED_OUT", Clue::TimedOut),
    ("ISN_T_RESPONDING", Clue::TimedOut),
    ("USES_AN_UNSUPPORTED_PROTOCOL", Clue::TlsVersion),
    ("DIDN_T_ACCEPT_YOUR_LOGIN_CERTIFICATE", Clue::ClientCert),
    ("PROBLEM_USING_YOUR_LOGIN_CERTIFICATE", Clue::ClientCert),
    ("REDIRECTED_YOU_TOO_MANY_TIMES", Clue::Redirects),
    ("ISN_T_REDIRECTING_PROPERLY", Clue::Redirects),
    ("TOO_MANY_REDIRECTS", Clue::Redirects),
    ("SOMETHING_WRONG_WITH_THE_PROXY_SERVER", Clue::ProxyUnreachable),
    ("UNABLE_TO_FIND_THE_PROXY_SERVER", Clue::ProxyUnreachable),
    ("PROXY_SERVER_IS_REFUSING_CONNECTIONS", Clue::TunnelFailed),
    ("PROXY_SERVER_THAT_IS_REFUSING_CONNECTIONS", Clue::TunnelFailed),
    ("THIS_ADDRESS_IS_RESTRICTED", Clue::UnsafePort),
    ("LOG_IN_TO_NETWORK", Clue::NetworkSignIn),
    ("LOG_IN_TO_THIS_NETWORK", Clue::NetworkSignIn),
    ("INTERNET_ACCESS_IS_BLOCKED", Clue::BlockNotice),
    ("BLOCKED_BY_YOUR_ORGANIZATION", Clue::BlockNotice),
    ("ORGANIZATION_HAS_BLOCKED_ACCESS", Clue::BlockNotice),
    ("YOUR_CLOCK_IS_BEHIND", Clue::CertDate),
    ("YOUR_CLOCK_IS_AHEAD", Clue::CertDate),
    ("NO_INTERNET", Clue::Offline),
    ("ISN_T_CONNECTED_TO_THE_INTERNET", Clue::Offline),
    ("IN_OFFLINE_MODE", Clue::Offline),
    ("CONNECTION_IS_NOT_PRIVATE", Clue::CertUnspecific),
    ("CONNECTION_ISN_T_PRIVATE", Clue::CertUnspecific),
    ("POTENTIAL_SECURITY_RISK_AHEAD", Clue::CertUnspecific),
    ("POTENTIAL_SECURITY_ISSUE", Clue::CertUnspecific),
    ("SITE_CAN_T_BE_REACHED", Clue::Unspecific),
    ("CAN_T_REACH_THIS_PAGE", Clue::Unspecific),
    ("CAN_T_PROVIDE_A_SECURE_CONNECTION", Clue::Unspecific),
    ("SECURE_CONNECTION_FAILED", Clue::Unspecific),
    ("CORRUPTED_CONTENT_ERROR", Clue::Unspecific),
    ("CAN_T_CONNECT_TO_THE_SERVER", Clue::Unspecific),
    ("CAN_T_ESTABLISH_A_SECURE_CONNECTION", Clue::Unspecific),
];

/// What an error page says, from its code in any spelling, the status or a
/// sentence on it; `None` where nothing is known. The way is [`Way::Tab`].
///
/// Of several the one that says most: a code that names a cause, a status, a
/// sentence that names one, and last what says only that it failed.
pub fn code(text: &str) -> Option<Told> {
    let text = unusable::trim(unusable::head(text, MAX_TEXT));
    let flat = flat(text);
    let best = best_code(&flat);
    if let Some(code) = best.filter(|code| is_specific(code.clue)) {
        return Some(code.told(Way::Tab));
    }
    if let Some(status) = status(text, &flat) {
        return Some(Told::status(Way::Tab, status));
    }
    let reason = scan::parts(text, b"\n").find_map(|line| webkit::reason(unusable::trim(line)));
    if let Some(Says::Clue(clue)) = reason {
        return Some(Told::new(Way::Tab, clue));
    }
    let sentence = SENTENCES.iter().find(|(known, _)| stands(&flat, known)).map(|(_, clue)| *clue);
    let clue = match (sentence, best) {
        (Some(clue), _) if is_specific(clue) => clue,
        // `nssBadCert` says more than "secure connection failed".
        (_, Some(code)) => code.clue,
        (clue, None) => clue?,
    };
    Some(Told::new(Way::Tab, clue))
}

fn is_specific(clue: Clue) -> bool {
    !matches!(clue, Clue::Unspecific | Clue::CertUnspecific)
}

/// The code in a flat text that says most; of two the longer.
fn best_code(text: &str) -> Option<&'static Code> {
    let mut best: Option<&Code> = None;
    for code in CODES {
        let weight = |code: &Code| (is_specific(code.clue), code.code.len());
        if best.is_none_or(|best| weight(best) < weight(code)) && stands(text, code.code) {
            best = Some(code);
        }
    }
    best
}

/// Whether whole words stand in a flat text.
fn stands(text: &str, words: &str) -> bool {
    let text = text.as_bytes();
    let mut from = 0;
    while let Some(rest) = text.get(from..).filter(|rest| rest.len() >= words.len()) {
        let ends = rest.get(words.len()).is_none_or(|byte| *byte == b'_');
        if ends && scan::begins_any_case(rest, words) {
            return true;
        }
        match rest.iter().position(|byte| *byte == b'_') {
            Some(at) => from += at + 1,
            None => return false,
        }
    }
    false
}

/// `HTTP ERROR 404` (Chromium), `Error code: 404 Not Found` (Firefox), a
/// `Status code: 404`, or the number of a server's own page: `404`, `404 Not
/// Found`.
fn status(text: &str, flat: &str) -> Option<u16> {
    for name in ["HTTP_ERROR_", "ERROR_CODE_", "STATUS_CODE_"] {
        let found = scan::split_once(flat, name).and_then(|(_, rest)| number(rest));
        if found.is_some() {
            return found;
        }
    }
    let (line, _) = scan::cut(text, b"\n").unwrap_or((text, ""));
    let is_page = line.len() <= 40;
    line::status(text).filter(|status| is_page && *status >= 400)
}

fn number(rest: &str) -> Option<u16> {
    let digits = scan::head(rest, b"_");
    if digits.len() == 3 { line::status(digits) } else { None }
}
