//! The lines of curl, each by itself.

use why1006_evidence::{Clue, scan};

use super::Request;
use crate::unusable::{self, BLANK};

/// What stands after `* ` in the lines that nothing else prints.
const INFO: [&str; 22] = [
    "Trying ",
    "Connected to ",
    "Established connection to ",
    "Host ",
    "Hostname ",
    "Could not resolve ",
    "Couldn't resolve ",
    "Uses proxy env",
    "Rebuilt URL to",
    "About to connect",
    "ALPN",
    "TLSv1",
    "SSL ",
    "schannel:",
    "Server certificate:",
    "Connection #",
    "Closing connection",
    "closing connection",
    "Failed to connect to ",
    "[DNS]",
    "!!! WARNING",
    "Added ",
];

/// Whether an output of curl begins with a line.
pub(crate) fn opens(text: &str) -> bool {
    let text = bare(text);
    match text.as_bytes() {
        [b'c', ..] => code(text).is_some(),
        [b'*', b' ', ..] => {
            let info = scan::trim_start(scan::split_at(text, 1).1, BLANK);
            INFO.iter().any(|known| info.starts_with(known))
        }
        [b'>', b' ', ..] => {
            let text = scan::split_at(text, 2).1;
            Request::begins(text) || Request::is_header(text)
        }
        [b'<', b' ', b'H', b'T', b'T', b'P', b'/', ..] => true,
        // Where the begin was cut off.
        [b'<', b' ', rest @ ..] => rest.contains(&b':') && !rest.contains(&b'>'),
        _ => false,
    }
}

/// The line without what stands before it: the meter of a transfer, which ends
/// in no line of its own (`0 --:--:-- --:--:-- --:--:--     0* Trying …`), and
/// the name of the program, which Windows PowerShell puts before the first line
/// of its errors (`curl.exe : *   Trying …`).
pub(super) fn bare(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix("curl.exe : ").or(text.strip_prefix("curl : ")) {
        return rest;
    }
    let is_meter = matches!(text.as_bytes(), [b'0'..=b'9', .., _, _]) && scan::has(text, ":--");
    let Some((_, rest)) = scan::cut_last(text, b"-").filter(|_| is_meter) else {
        return text;
    };
    let rest = scan::trim_start(rest, BLANK);
    let end = rest.bytes().position(|byte| !matches!(byte, b'0'..=b'9' | b'k' | b'M' | b'G'));
    scan::split_at(rest, end.unwrap_or(rest.len())).1
}

/// The number and the words of `curl: (7) …`.
pub(super) fn code(text: &str) -> Option<(u16, &str)> {
    let rest = text.strip_prefix("curl: (").or_else(|| text.strip_prefix("curl.exe: ("))?;
    let (digits, rest) = scan::cut(rest, b")")?;
    let number = scan::number(digits, 10).and_then(|number| u16::try_from(number).ok())?;
    Some((number, scan::trim_start(rest, BLANK)))
}

/// What stands behind one of some begins.
pub(super) fn strip<'t>(text: &'t str, begins: &[&str]) -> Option<&'t str> {
    begins.iter().find_map(|begin| text.strip_prefix(begin))
}

/// `a.example (192.0.2.1) port 443 (#0)`, since 8.17 `a.example (192.0.2.1 port
/// 443) from …`.
pub(super) fn connection(rest: &str) -> (&str, Option<u16>) {
    let host = scan::head(rest, b" ");
    let port = scan::split_once(rest, " port ").map(|(_, rest)| scan::head(rest, b" )"));
    let port =
        port.and_then(|port| scan::number(port, 10)).and_then(|port| u16::try_from(port).ok());
    (host, port)
}

/// The lines that say that the certificate was checked and found good.
pub(super) fn is_good(info: &str) -> bool {
    scan::has(info, "SSL certificate verify ok")
        || scan::has(info, "SSL certificate verified")
        || scan::has(info, "server certificate verification OK")
}

/// The lines that say that it was not, or that its fault did not matter.
pub(super) fn is_passed_over(info: &str) -> bool {
    scan::has(info, "continuing anyway")
        || scan::has(info, "certificate verification SKIPPED")
        || scan::has(info, "peer verification disabled")
}

/// Whether `-k` leaves a fault as it is. It does not even load the authorities,
/// so of any certificate that does not sign itself it says that the issuer is
/// not known, and stops there (measured, OpenSSL 3.0 and 3.6).
pub(super) fn is_own_fault(clue: Clue) -> bool {
    matches!(clue, Clue::CertSelfSigned | Clue::CertDate)
}

/// What curl adds below a certificate's fault.
pub(super) fn is_advice(text: &str) -> bool {
    let text = unusable::head(text, 80);
    text.starts_with("More details here: https://curl")
        || text.starts_with("curl failed to verify the legitimacy")
        || text.starts_with("establish a secure connection to it")
        || text.starts_with("how to fix it, please visit")
        || text.starts_with("curl performs SSL certificate verification by default")
}
