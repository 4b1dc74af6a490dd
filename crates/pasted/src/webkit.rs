//! WebKit's sentences (`console-messages.md`, sections 7 to 9): frames that
//! Safari has as well, and reasons of libsoup, GLib and GnuTLS that it has not.

use why1006_evidence::{Clue, scan};

use crate::{
    attribution,
    line::{self, About, Finding, Says},
    reading::Why,
    unusable::BLANK,
};

/// A sentence that begins here.
pub(crate) fn sentence<'t>(before: &str, rest: &'t str) -> Option<Finding<'t>> {
    if let Some(rest) = rest.strip_prefix("Origin ") {
        return adrift(rest);
    }
    if let Some(rest) = rest.strip_prefix("Cross-origin redirection to ") {
        let (_, rest) = scan::split_once(rest, "policy: Origin ")?;
        return adrift(rest);
    }
    let loads = ["Fetch API cannot load ", "XMLHttpRequest cannot load "];
    if let Some(rest) = loads.iter().find_map(|known| rest.strip_prefix(known)) {
        let (_, address, after) = attribution::first(rest)?;
        return Some(Finding::at(address, cannot_load(after)));
    }
    if let Some(rest) = rest.strip_prefix("Refused to connect to ") {
        let (_, address, _) = attribution::first(rest)?;
        return Some(Finding::if_blocked(
            address,
            !scan::has(before, "[Report Only]"),
            Clue::PagePolicy,
        ));
    }
    if let Some(rest) = rest.strip_prefix("Refused to load ") {
        let (_, address, _) = attribution::first(rest)?;
        return Some(Finding::at(address, Says::Nothing(Why::Harmless)));
    }
    if let Some(rest) = rest.strip_prefix("The page at ") {
        let (_, _, rest) = attribution::first(rest)?;
        let (words, address, _) = attribution::first(rest)?;
        let blocked = scan::trim_end(before, BLANK).ends_with("[blocked]");
        let is_known = scan::has(words, "insecure content from");
        return is_known.then(|| Finding::if_blocked(address, blocked, Clue::MixedContent));
    }
    if let Some(rest) = rest.strip_prefix("Blocked a frame with origin ") {
        let (_, _, rest) = attribution::first(rest)?;
        let (_, address, _) = attribution::first(rest)?;
        return Some(Finding::at(address, Says::Nothing(Why::Harmless)));
    }
    // A redirect's own address, and what came of it, are not told.
    if rest.starts_with("Not allowed to request resource")
        || rest.starts_with("Redirection to URL with a scheme that is not HTTP(S)")
    {
        return Some(Finding::unnamed(Says::Nothing(Why::NoAddress)));
    }
    constructor(rest)
}

/// What the constructor refuses.
fn constructor(rest: &str) -> Option<Finding<'_>> {
    let calls = [
        "Wrong url scheme for WebSocket ",
        "Invalid url for WebSocket ",
        "Wrong protocol for WebSocket ",
        "WebSocket protocols contain duplicates",
        "WebSocket close message is too long",
    ];
    if calls.iter().any(|known| rest.starts_with(known)) {
        return Some(Finding::unnamed(Says::Nothing(Why::BadCall)));
    }
    if let Some(rest) = rest.strip_prefix("WebSocket port ") {
        let (port, rest) = scan::cut(rest, b" ")?;
        let port = u16::try_from(scan::number(port, 10)?).ok()?;
        let finding = Finding { says: Says::Clue(Clue::UnsafePort), about: About::Port(port) };
        return rest.starts_with("blocked").then_some(finding);
    }
    if let Some(rest) = rest.strip_prefix("WebSocket address ") {
        let (host, rest) = scan::cut(rest, b" ")?;
        let finding = Finding { says: Says::Clue(Clue::BlockedByClient), about: About::Host(host) };
        return rest.starts_with("blocked").then_some(finding);
    }
    None
}

/// The status of an answer that script may not read, without its address.
fn adrift(rest: &str) -> Option<Finding<'_>> {
    let (_, rest) = scan::split_once(rest, "is not allowed by Access-Control-Allow-Origin.")?;
    let status = scan::split_once(rest, "Status code: ").and_then(|(_, rest)| line::status(rest));
    Some(Finding::unnamed(match status {
        Some(status) => Says::Adrift(status),
        None => Says::Nothing(Why::NoAddress),
    }))
}

/// Chromium begins its line about a policy with the same words.
fn cannot_load(after: &str) -> Says {
    if scan::has(after, "due to access control checks") {
        Says::CannotLoad
    } else if scan::has(after, "violates the document's Content Security Policy") {
        Says::Clue(Clue::PagePolicy)
    } else {
        Says::Nothing(Why::Harmless)
    }
}

/// Begins of the reasons after the frame, with what they mean.
const REASONS: [(&str, Clue); 22] = [
    // Any answer but 101; which one is not told.
    ("The server did not accept the WebSocket handshake", Clue::Page),
    ("Server requested unsupported protocol", Clue::Subprotocol),
    ("Too many redirects", Clue::Redirects),
    ("Server returned incorrect “Sec-WebSocket-Accept” key", Clue::BadHandshake),
    ("Server ignored WebSocket handshake", Clue::BadHandshake),
    ("Server requested unsupported extension", Clue::BadHandshake),
    ("Invalid parameter '", Clue::BadHandshake),
    ("Could not parse HTTP response", Clue::NotHttp),
    ("Header too big", Clue::BrokenHead),
    ("Connection terminated unexpectedly", Clue::ClosedEarly),
    ("Error receiving data: ", Clue::ClosedEarly),
    ("Error sending data: ", Clue::ClosedEarly),
    // Also for close codes that libsoup does not know, 1012 to 1014 among them.
    ("Received invalid WebSocket response", Clue::BrokenFrame),
    ("Received invalid WebSocket data", Clue::BadText),
    ("Received WebSocket payload from the server larger", Clue::MessageTooBig),
    ("Failed to uncompress incoming frame", Clue::BrokenCompression),
    ("Error resolving “", Clue::NameNotResolved),
    ("Peer failed to perform TLS handshake: ", Clue::ClosedEarly),
    ("Error performing TLS handshake: An unexpected TLS packet", Clue::TlsProtocol),
    ("Unacceptable TLS certificate", Clue::CertUnspecific),
    ("Server required TLS certificate", Clue::ClientCert),
    ("HTTP/2 Error: ", Clue::Http2Stream),
];

/// Ends of `Could not connect to HOST: …`.
const CONNECT: [(&str, Clue); 5] = [
    ("Connection reset", Clue::ClosedEarly),
    ("Connection refused", Clue::Refused),
    ("No route to host", Clue::Unreachable),
    ("Network is unreachable", Clue::Unreachable),
    ("Connection timed out", Clue::ConnectTimedOut),
];

/// Ends of `Peer sent fatal TLS alert: …`.
const ALERTS: [(&str, Clue); 5] = [
    ("No supported application protocol", Clue::Alpn),
    ("Handshake failed", Clue::TlsAlert),
    ("The server name sent was not recognized", Clue::TlsName),
    ("Certificate is required", Clue::ClientCert),
    ("Error in protocol version", Clue::TlsVersion),
];

/// Why a WebSocket or a page failed.
pub(crate) fn reason(text: &str) -> Option<Says> {
    let known = |table: &[(&str, Clue)], text: &str| {
        table.iter().find(|(known, _)| text.starts_with(known)).map(|(_, clue)| *clue)
    };
    let clue = if let Some(rest) = text.strip_prefix("Could not connect to ") {
        // A host may be an IPv6 address.
        let (_, why) = scan::split_once(rest, ": ")?;
        known(&CONNECT, why)?
    } else if let Some(alert) = text.strip_prefix("Peer sent fatal TLS alert: ") {
        known(&ALERTS, alert).unwrap_or(Clue::TlsAlert)
    } else {
        known(&REASONS, text)?
    };
    Some(Says::Clue(clue))
}
