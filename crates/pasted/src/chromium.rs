//! Chromium's sentences, which are Chrome's and Edge's (`console-messages.md`,
//! sections 1 to 3). They are the same in every language.

use why1006_evidence::{Clue, scan};

use crate::{
    attribution, codes,
    line::{self, Finding, Says},
    reading::Why,
    unusable::BLANK,
};

/// A sentence that begins here.
pub(crate) fn sentence<'t>(before: &'t str, rest: &'t str) -> Option<Finding<'t>> {
    if let Some(rest) = rest.strip_prefix("WebSocket connection to '") {
        return socket(rest);
    }
    if let Some(rest) = rest.strip_prefix("Failed to load resource: ") {
        return load(before, rest);
    }
    if let Some(rest) = rest.strip_prefix("Access to ") {
        return cross_origin(rest);
    }
    if let Some(rest) = rest.strip_prefix("Mixed Content: The page at ") {
        let (_, _, rest) = attribution::first(rest)?;
        let (_, address, rest) = attribution::first(rest)?;
        return Some(Finding::if_blocked(
            address,
            scan::has(rest, "has been blocked"),
            Clue::MixedContent,
        ));
    }
    if let Some(rest) = rest.strip_prefix("Connecting to a non-secure WebSocket") {
        return rest.starts_with(' ').then(|| Finding::unnamed(Says::Nothing(Why::Harmless)));
    }
    if let Some(rest) = rest.strip_prefix("Connecting to '") {
        return policy(before, rest);
    }
    if let Some(rest) = rest.strip_prefix("WebSocket is already in CLOSING") {
        return rest.starts_with(' ').then(|| Finding::unnamed(Says::Nothing(Why::Harmless)));
    }
    let bare = ["Error during WebSocket handshake: ", "Error in connection establishment: "];
    let is_bare = bare.iter().any(|known| rest.starts_with(known));
    is_bare.then(|| Finding::unnamed(line::reason(rest)))
}

/// The frame that Chromium has in common with WebKit and Safari.
fn socket(rest: &str) -> Option<Finding<'_>> {
    // A path may have a quote in it.
    let (address, why) = match scan::split_once(rest, "' failed:") {
        Some(parts) => parts,
        None => scan::cut(rest, b"'")?,
    };
    Some(Finding::at(address, line::reason(scan::trim_start(why, BLANK))))
}

/// The result of a web request. The driver's log has its address before it,
/// followed by ` - `; developer tools have it as a link, with a line's number.
fn load<'t>(before: &'t str, rest: &str) -> Option<Finding<'t>> {
    let says = match rest.strip_prefix("the server responded with a status of ") {
        Some(rest) => Says::Status(line::status(rest)?),
        None => codes::leading(rest)?.says(),
    };
    let mut found = None;
    let mut text = before;
    while let Some((_, address, after)) = attribution::first(text) {
        (found, text) = (Some(address), after);
    }
    Some(match found {
        Some(address) if scan::has(text, " - ") => Finding::at(address, says),
        Some(address) => Finding::at(without_line(address), says),
        None => Finding::unnamed(Says::Nothing(Why::NoAddress)),
    })
}

/// A source link without the `:12` or `:12:34` at its end.
fn without_line(link: &str) -> &str {
    let mut link = link;
    for _ in 0..2 {
        match scan::cut_last(link, b":") {
            Some((rest, digits))
                if scan::has(scan::split_at(rest, 8).1, "/") && is_number(digits) =>
            {
                link = rest;
            }
            _ => break,
        }
    }
    link
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a page may read of other sites, and the guard of local addresses.
fn cross_origin(rest: &str) -> Option<Finding<'_>> {
    let (_, address, rest) = attribution::first(rest)?;
    let (_, why) = scan::split_once(rest, "blocked by CORS policy: ")?;
    let says = if why.starts_with("Permission was denied for this request to access the")
        || why.starts_with("The request client is not a secure context and the resource is in more")
    {
        Says::Clue(Clue::LocalNetwork)
    } else if why.starts_with("Request had a target IP address space") {
        Says::Nothing(Why::OwnProbe)
    } else {
        Says::Nothing(Why::Harmless)
    };
    Some(Finding::at(address, says))
}

fn policy<'t>(before: &str, rest: &'t str) -> Option<Finding<'t>> {
    let (address, rest) = scan::cut(rest, b"'")?;
    let rest = rest.strip_prefix(" violates the following Content Security Policy directive")?;
    // The frame that follows redirects has a policy of its own.
    if scan::has(before, "about:srcdoc") {
        return Some(Finding::at(address, Says::Nothing(Why::OwnProbe)));
    }
    let reports = scan::has(before, "[Report Only]") || scan::has(rest, "report-only");
    Some(Finding::if_blocked(address, !reports, Clue::PagePolicy))
}

/// Begins of the reasons after the frame, with what they mean.
const REASONS: [(&str, Clue); 24] = [
    // At the usual port, where bytes without a head pass for HTTP/0.9.
    ("Invalid status line", Clue::NotHttp),
    ("HTTP Authentication failed", Clue::AuthFailed),
    ("Connection closed before receiving a handshake response", Clue::ClosedEarly),
    ("WebSocket is closed before the connection is established", Clue::ClosedByScript),
    ("WebSocket opening handshake timed out", Clue::HandshakeTimedOut),
    // Measured wherever a server asks for a client certificate, nowhere else.
    ("WebSocket opening handshake was canceled", Clue::ClientCert),
    ("Establishing a tunnel via proxy server failed", Clue::TunnelFailed),
    ("Proxy authentication failed", Clue::ProxyAuth),
    ("Received a broken close frame", Clue::BrokenFrame),
    ("A server must not mask any frames", Clue::BrokenFrame),
    ("Could not decode a text frame as UTF-8", Clue::BadText),
    ("One or more reserved bits are on", Clue::BrokenFrame),
    ("Unrecognized frame opcode", Clue::BrokenFrame),
    ("Invalid frame header", Clue::BrokenFrame),
    ("Received unexpected continuation frame", Clue::BrokenFrame),
    ("Received start of new message but previous", Clue::BrokenFrame),
    ("Incorrect 'Sec-WebSocket-Accept' header", Clue::BadHandshake),
    // Of either attempt, with subprotocols offered or without.
    ("'Sec-WebSocket-Protocol' header must not appear more", Clue::Subprotocol),
    ("'Sec-WebSocket-", Clue::BadHandshake),
    ("'Upgrade' header", Clue::BadHandshake),
    ("'Connection' header", Clue::BadHandshake),
    ("Found an unsupported extension", Clue::BadHandshake),
    ("Error in permessage-deflate", Clue::BadHandshake),
    ("Stream closed with error: net::ERR_HTTP2", Clue::Http2Stream),
];

/// Why a WebSocket failed.
pub(crate) fn reason(text: &str) -> Option<Says> {
    let text = ["Error during WebSocket handshake: ", "Error in connection establishment: "]
        .iter()
        .find_map(|frame| text.strip_prefix(frame))
        .unwrap_or(text);
    if let Some(rest) = text.strip_prefix("Unexpected response code: ") {
        return line::status(rest).map(Says::Status);
    }
    if let Some(code) = codes::leading(text) {
        return Some(code.says());
    }
    if text.starts_with("Sent non-empty 'Sec-WebSocket-Protocol'")
        || text.starts_with("'Sec-WebSocket-Protocol' header value ")
    {
        return Some(Says::Protocols { offered: true });
    }
    if text.starts_with("Response must not include 'Sec-WebSocket-Protocol' header if not present")
    {
        return Some(Says::Protocols { offered: false });
    }
    REASONS.iter().find(|(known, _)| text.starts_with(known)).map(|(_, clue)| Says::Clue(*clue))
}
