//! How curl ends: `curl: (7) Failed to connect to …`, and the same words
//! before it. The words say more than the number, where they are known.

use why1006_evidence::{Clue, scan};

use super::{Out, faults};
use crate::reading::Why;

/// How far it had come.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    pub(super) proxy: bool,
    pub(super) connected: bool,
    /// The request itself was sent, not only one to a proxy.
    pub(super) sent: bool,
    connect: Option<Clue>,
}

impl Seen {
    /// Of a further connection, by the same proxy or by none.
    pub(super) fn anew(proxy: bool) -> Seen {
        Seen { proxy, ..Seen::default() }
    }

    /// One address could not be connected to. Of several, what says most: an
    /// address that is not reachable is common beside one that is.
    pub(super) fn connect(&mut self, clue: Option<Clue>) {
        let weight = |clue: Clue| match clue {
            Clue::Refused => 3,
            Clue::ConnectTimedOut => 2,
            _ => 1,
        };
        // A reset may come before curl has noticed that it is connected.
        let is_end = |clue: &Clue| faults::is_below(*clue) || *clue == Clue::ClosedEarly;
        let Some(clue) = clue.filter(is_end) else { return };
        if self.connect.is_none_or(|known| weight(known) < weight(clue)) {
            self.connect = Some(clue);
        }
    }
}

/// What an end says.
pub(super) enum End {
    /// Something below HTTP, whatever was asked.
    Below(Clue),
    /// Something that came, or did not come, for what was asked.
    Answer(Clue),
    Status(u16),
    Nothing(Why),
}

/// Words that say how a proxy answered.
const TUNNEL: [&str; 3] =
    ["CONNECT tunnel failed, response ", "Received HTTP code ", "Proxy CONNECT aborted"];

/// Begins of the words of `* ` that say that it failed.
const FAILURES: [&str; 22] = [
    "Could not resolve",
    "Couldn't resolve",
    "Resolving timed out",
    "Failed to connect",
    "Connection timed out",
    "Connection timeout",
    "SSL connection timeout",
    "Operation timed out",
    "Empty reply from server",
    "Recv failure",
    "Send failure",
    "Received HTTP/0.9",
    "SSL certificate problem",
    "SSL certificate OpenSSL verify result",
    "SSL: ",
    "OpenSSL",
    "LibreSSL",
    "TLS connect error",
    "schannel: ",
    "gnutls_handshake() failed",
    "server certificate verification failed",
    "Maximum (",
];

/// Whether the words of a `* ` line say that it failed.
pub(super) fn is_failure(info: &str, out: &mut Out) -> bool {
    let known = FAILURES.iter().chain(&TUNNEL).any(|known| info.starts_with(known));
    // Libraries also say how far they are.
    let is_step = ["OpenSSL", "LibreSSL", "schannel: "].iter().any(|known| info.starts_with(known));
    let goes_on = scan::has(info, "need more data");
    known && !goes_on && (!is_step || out.fault(info).is_some())
}

/// Whether a proxy is what failed.
pub(super) fn is_of_proxy(words: &str) -> bool {
    TUNNEL.iter().any(|known| words.starts_with(known))
}

/// The host that the words name, of a proxy if one is used, and the port behind.
pub(super) fn host(words: &str) -> Option<(&str, Option<u16>)> {
    const BEFORE: [&str; 5] = [
        "Failed to connect to ",
        "Could not resolve host: ",
        "in connection to ",
        "target host name '",
        "target hostname '",
    ];
    let rest =
        BEFORE.iter().find_map(|words_before| Some(scan::split_once(words, words_before)?.1))?;
    let (host, rest) = scan::split_at(rest, scan::upto(rest, b" ;'"));
    let port = rest.strip_prefix(" port ").map(|rest| scan::head(rest, b" "));
    let port =
        port.and_then(|port| scan::number(port, 10)).and_then(|port| u16::try_from(port).ok());
    Some((scan::trim_end(host, b":"), port))
}

/// What it says, with its number if that is known.
pub(super) fn end(code: Option<u16>, words: &str, seen: Seen) -> End {
    if let Some(end) = by_words(words, seen) {
        return end;
    }
    if let Some(clue) = faults::clue(words) {
        let is_late = seen.sent && clue == Clue::ClosedEarly;
        // Of an address that was connected to, no other step is left.
        let clue = if clue == Clue::ConnectTimedOut && seen.connected {
            Clue::HandshakeTimedOut
        } else {
            clue
        };
        return if is_late { End::Answer(clue) } else { End::Below(clue) };
    }
    by_number(code, seen)
}

fn by_words(words: &str, seen: Seen) -> Option<End> {
    let begins = |known: &str| words.starts_with(known);
    let has = |known: &str| scan::has(words, known);
    if begins("Could not resolve proxy") || begins("Couldn't resolve proxy") {
        return Some(End::Below(Clue::ProxyUnreachable));
    }
    if is_of_proxy(words) {
        let asks = has(" 407");
        return Some(End::Below(if asks { Clue::ProxyAuth } else { Clue::TunnelFailed }));
    }
    if has("SOCKS") {
        let asks = has("rejected") && has("User") || has("authentication");
        return Some(End::Below(if asks { Clue::ProxyAuth } else { Clue::TunnelFailed }));
    }
    if begins("Failed to connect to ")
        || begins("Failed connect to ")
        || begins("Couldn't connect to")
    {
        return Some(End::Below(refused(words, seen)));
    }
    if begins("Resolving timed out") {
        return Some(End::Below(Clue::NameNotResolved));
    }
    if begins("Connection timed out")
        || begins("Connection timeout")
        || begins("SSL connection timeout")
    {
        // With TLS some versions say so of its handshake, too.
        return Some(End::Below(match seen.connected && !seen.proxy {
            true => Clue::HandshakeTimedOut,
            false if begins("SSL") => Clue::HandshakeTimedOut,
            false => Clue::TimedOut,
        }));
    }
    if begins("Operation timed out") || begins("Operation too slow") {
        let is_empty = has(" 0 bytes received") || has(" 0 out of ");
        return Some(match (is_empty, seen.sent) {
            (true, true) => End::Answer(Clue::HandshakeTimedOut),
            (true, false) if seen.connected => End::Below(Clue::HandshakeTimedOut),
            (true, false) => End::Answer(Clue::TimedOut),
            // Something came, and does not show.
            (false, _) => End::Nothing(Why::NotTold),
        });
    }
    if begins("The requested URL returned error: ") {
        return faults::status_after(words, "returned error: ").map(End::Status);
    }
    if begins("Refused WebSocket") {
        return faults::status_after(words, "upgrade: ").map(End::Status);
    }
    let clue = if begins("Empty reply from server") || begins("Send failure") {
        Clue::ClosedEarly
    } else if begins("Received HTTP/0.9")
        || begins("Weird server reply")
        || begins("Unsupported HTTP")
    {
        Clue::NotHttp
    } else if begins("Maximum (") {
        Clue::Redirects
    } else if begins("HTTP/2 ") || has("HTTP2 framing") || begins("nghttp2") {
        Clue::Http2Stream
    } else if begins("Nul byte in header")
        || begins("Header without colon")
        || begins("Too large response")
    {
        Clue::BrokenHead
    } else {
        return is_tool(words).then_some(End::Nothing(Why::Tool));
    };
    Some(End::Answer(clue))
}

/// Words about the command or this machine, and not about the server. Only
/// Schannel insists on asking whether a certificate was revoked.
fn is_tool(words: &str) -> bool {
    const BEGINS: [&str; 9] = [
        "URL using bad",
        "URL rejected",
        "Malformed",
        "Protocol \"",
        "Unsupported protocol",
        "option ",
        "no URL specified",
        "Failure writing output",
        "error setting certificate",
    ];
    const PARTS: [&str; 4] =
        ["0x80092012", "0x80092013", "REVOCATION", "unsafe legacy renegotiation disabled"];
    BEGINS.iter().any(|known| words.starts_with(known))
        || PARTS.iter().any(|known| scan::has(words, known))
}

/// Why it could not connect: old versions say so, `-v` does, and the time that
/// new ones name proves nothing.
fn refused(words: &str, seen: Seen) -> Clue {
    if seen.proxy || scan::has(words, " over proxy ") {
        return Clue::ProxyUnreachable;
    }
    let said = faults::clue(words).filter(|clue| faults::is_below(*clue));
    let timeout = scan::has(words, "Timeout was reached") || scan::has(words, "timed out");
    said.or(seen.connect).or(timeout.then_some(Clue::ConnectTimedOut)).unwrap_or(Clue::NoAnswer)
}

fn by_number(code: Option<u16>, seen: Seen) -> End {
    match code {
        Some(1..=4 | 23 | 26 | 27 | 43 | 48 | 58 | 59 | 66 | 77) => End::Nothing(Why::Tool),
        Some(5) => End::Below(Clue::ProxyUnreachable),
        Some(6) => End::Below(Clue::NameNotResolved),
        Some(7) => End::Below(refused("", seen)),
        Some(8) => End::Answer(Clue::NotHttp),
        Some(16 | 92) => End::Answer(Clue::Http2Stream),
        Some(28) if seen.sent => End::Answer(Clue::HandshakeTimedOut),
        Some(28) if seen.connected => End::Below(Clue::HandshakeTimedOut),
        Some(28) => End::Below(Clue::TimedOut),
        Some(35 | 95 | 96) => End::Below(Clue::Unspecific),
        Some(47) => End::Answer(Clue::Redirects),
        Some(52 | 55 | 56) => End::Answer(Clue::ClosedEarly),
        Some(51 | 60 | 83 | 90 | 91) => End::Below(Clue::CertUnspecific),
        Some(97) => End::Below(Clue::TunnelFailed),
        Some(100) => End::Answer(Clue::BrokenHead),
        _ => End::Nothing(Why::NotTold),
    }
}
