//! Reading one observation, or those of one place.

use why1006_evidence::{End, Event, EventKind, Evidence, Observation, Place, Probe};

use super::{Attempt, Ending, Exception, Http};

/// A silence of this length says something: the page's own patience.
const SILENT_MS: f64 = 5_000.0;

/// How an attempt went. A failure to open shows an `error` before its `close`,
/// by the standard (WebSockets, "When the WebSocket connection is closed", step
/// 2) and in every engine, so a `close` alone means that it had opened: seen in
/// Firefox after a FIN right behind the 101 (`observability.md`, 2, 4.4, 12).
pub(super) fn attempt(observation: Option<&Observation>) -> Attempt {
    let Some(o) = observation else {
        return Attempt::NotRun;
    };
    let index = |kind| o.events.iter().position(|e| e.kind == kind);
    let (open, close) = (index(EventKind::Open), index(EventKind::Close));
    let error = index(EventKind::Error);
    if o.end == End::Void {
        return Attempt::NotRun;
    }
    if let Some(threw) = o.event(EventKind::Threw) {
        let contradiction = open.is_some() || close.is_some();
        return if contradiction { Attempt::Contradicts } else { Attempt::Threw(exception(threw)) };
    }
    match (open, close) {
        (Some(open), Some(close)) if close < open => Attempt::Contradicts,
        (Some(_), None) => Attempt::Opened(Ending::Held),
        (Some(open), Some(close)) => {
            let ours = index(EventKind::Closing)
                .is_some_and(|c| c > open && c < close && o.events[c].state.is_none_or(is_open));
            let failed = error.is_some_and(|e| e < close);
            Attempt::Opened(ending(&o.events[close], ours, failed))
        }
        // Stopped after it had been silent for as long as a report needs.
        _ if o.end == End::Stopped && o.ended - o.begun >= SILENT_MS => Attempt::Silent,
        _ if o.end == End::Stopped => Attempt::Stopped,
        _ if o.end == End::GaveUp => Attempt::Silent,
        (None, Some(_)) if error.is_none() => Attempt::Opened(Ending::Cut { error: false }),
        (None, Some(close)) => Attempt::Failed {
            after: o.events[close].at - o.begun,
            tls: o.events[close].code == Some(1015),
        },
        (None, None) if error.is_some() => Attempt::ErrorOnly,
        (None, None) => Attempt::NotRun,
    }
}

/// `WebSocket.OPEN`: the other side had not said goodbye before.
fn is_open(state: u16) -> bool {
    state == 1
}

fn exception(event: &Event) -> Exception {
    match event.name.as_deref() {
        Some("SyntaxError") => Exception::Syntax,
        Some("SecurityError") => Exception::Security,
        Some("NS_ERROR_CONTENT_BLOCKED") => Exception::ContentBlocked,
        _ => Exception::Other,
    }
}

/// Codes 1006 and 1015 with `wasClean` came over the wire in Firefox
/// (`observability.md`, section 12): then the server sent a frame.
fn ending(close: &Event, ours: bool, error: bool) -> Ending {
    let code = close.code.unwrap_or(1006);
    let by_frame = code != 1006 || close.clean == Some(true);
    match (ours, by_frame) {
        (true, _) => Ending::Held,
        (false, true) => Ending::Code(code),
        (false, false) => Ending::Cut { error },
    }
}

pub(super) fn http<'a>(observations: impl Iterator<Item = &'a Observation>) -> Http {
    let mut state = Http::NotRun;
    for o in observations {
        if o.end == End::Void {
            continue;
        }
        // A CORS-mode fetch rejects for want of a header, too: only what it
        // resolves to counts.
        if o.saw(EventKind::Resolved) {
            return Http::Answered;
        }
        state = match (o.probe, o.end, state) {
            (Probe::FetchCors, ..) => state,
            (_, End::GaveUp, _) => Http::Silent,
            (_, End::Settled, Http::NotRun) if o.saw(EventKind::Rejected) => Http::Rejected,
            _ => state,
        };
    }
    state
}

/// A violation of this page's own policy was reported, for whatever request.
pub(super) fn policy_event(evidence: &Evidence) -> bool {
    evidence.page_events.iter().any(|e| e.kind == EventKind::Policy)
        || evidence.observations.iter().any(|o| {
            o.probe == Probe::WebSocket && o.place == Place::Target && o.saw(EventKind::Policy)
        })
}

/// The attempt ended as one does that this page's own policy refuses.
pub(super) fn blocked_by_policy(cold: Attempt, reported: bool) -> bool {
    let refused = matches!(
        cold,
        Attempt::ErrorOnly
            | Attempt::Threw(Exception::ContentBlocked | Exception::Security | Exception::Other)
    );
    reported && refused || cold == Attempt::Threw(Exception::ContentBlocked)
}
