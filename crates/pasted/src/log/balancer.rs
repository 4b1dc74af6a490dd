//! The logs of HAProxy and of Heroku's router, which say who ended a request.

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Named, access::answered, path, row::Scope, tale::Tale};
use crate::{attribution::Mark, line, reading::Why};

/// What a line of one of them says.
pub(super) fn read<'t>(text: &'t str, mark: &Mark) -> Option<Tale<'t>> {
    let router = if text.as_bytes().contains(&b'=') { router(text, mark) } else { None };
    // Four slashes are in the counters, four or two in the times.
    let slashes = || text.bytes().filter(|byte| *byte == b'/').count();
    router.or_else(|| if slashes() >= 7 { haproxy(text, mark) } else { None })
}

fn told<'t>(clue: Clue) -> Tale<'t> {
    Tale::Tells(Told::new(Way::ServerLog, clue), None)
}

/// Codes of <https://devcenter.heroku.com/articles/error-codes>; of the others
/// only the status counts.
const CODES: [(&str, Clue); 9] = [
    ("H10", Clue::AppError),
    ("H12", Clue::UpstreamTimedOut),
    ("H13", Clue::UpstreamClosed),
    ("H14", Clue::UpstreamRefused),
    ("H15", Clue::IdleCut),
    ("H19", Clue::UpstreamTimedOut),
    ("H20", Clue::UpstreamTimedOut),
    ("H21", Clue::UpstreamRefused),
    ("H28", Clue::IdleCut),
];

/// `at=error code=H12 desc="Request timeout" method=GET path="/ws" host=… status=503`.
fn router<'t>(text: &'t str, mark: &Mark) -> Option<Tale<'t>> {
    let (_, fields) = scan::split_once(text, "at=")?;
    if !fields.starts_with("error ") && !fields.starts_with("info ") {
        return None;
    }
    let value = |name| scan::split_once(fields, name).map(|(_, rest)| rest);
    let path_text = value(" path=")?;
    let status = value(" status=").and_then(line::status);
    let code = value(" code=").map_or("", |rest| scan::head(rest, b" "));
    let clue = CODES.iter().find(|(known, _)| *known == code).map(|(_, clue)| *clue);
    let tale = match clue {
        Some(clue) => told(clue),
        None => answered(status?),
    };
    let host = value(" host=").map_or("", |rest| scan::head(rest, b" "));
    if !host.is_empty() && !mark.has_authority(host) {
        return Some(Tale::Leaves(Why::OtherSite, host));
    }
    Some(tale.at(path(scan::trim_start(path_text, b"\""), mark)))
}

/// How many fields of a line are kept: HAProxy's state is the 13th or so.
const FIELDS: usize = 8;

/// HAProxy, configuration manual, section 8.2.3 (HTTP) and 8.2.2 (TCP): before
/// the state stand the server's name, times, the status and three more fields;
/// behind it five counters.
fn haproxy<'t>(text: &'t str, mark: &Mark) -> Option<Tale<'t>> {
    let mut last = [""; FIELDS];
    let mut parts = scan::parts(text, b" ");
    let (state, is_http) = loop {
        let part = parts.next()?;
        let [.., times, bytes, state] = last;
        let has_times = |field: &str| field.bytes().filter(|byte| *byte == b'/').count() >= 2;
        if is_counters(part) && (state.len() == 4 || state.len() == 2) && is_state(state) {
            let is_http = state.len() == 4;
            // `times` and `bytes` are so far those of the TCP form.
            let timed = if is_http { last[2] } else { times };
            if has_times(timed) && (is_http || bytes.bytes().all(|b| b.is_ascii_digit())) {
                break (state, is_http);
            }
        }
        last.rotate_left(1);
        last[FIELDS - 1] = part;
    };
    let status = if is_http { line::status(last[3]) } else { None };
    let tale = ending(scan::split_at(state, 2).0, status)?;
    let rest = scan::split_once(text, "\"GET ").map(|(_, rest)| rest);
    Some(match (tale, rest) {
        (tale, Some(rest)) => tale.at(path(rest, mark)),
        (Tale::Tells(told, _), None) => Tale::Tells(told, Some(Scope::Request)),
        (tale, None) => tale.at(Named::Nothing),
    })
}

/// `actconn/feconn/beconn/srv_conn/retries`.
fn is_counters(text: &str) -> bool {
    let mut slashes = 0;
    for byte in text.bytes() {
        match byte {
            b'/' => slashes += 1,
            b'0'..=b'9' | b'+' => {}
            _ => return false,
        }
    }
    slashes == 4
}

fn is_state(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphabetic())
}

/// Section 8.5: what ended the session, and where it stood then.
fn ending<'t>(state: &str, status: Option<u16>) -> Option<Tale<'t>> {
    let opened = status.is_none_or(|status| status == 101);
    Some(match (state, status) {
        ("SC", _) => told(Clue::UpstreamRefused),
        ("sC", _) => told(Clue::UpstreamTimedOut),
        ("SH", _) => told(Clue::UpstreamClosed),
        ("sH", _) => told(Clue::UpstreamTimedOut),
        ("cD" | "sD", _) if opened => told(Clue::IdleCut),
        ("PR", Some(403)) => told(Clue::RuleBlocked),
        ("PR", Some(429)) => told(Clue::RateLimited),
        (_, Some(status)) => answered(status),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_states() {
        assert!(is_counters("1/1/1/1/0") && is_counters("1/1/1/0/+3"));
        assert!(!is_counters("10/0/30/69") && !is_counters("0/0") && !is_counters("a/1/1/1/1"));
        assert!(is_state("SC--") && is_state("sHNN") && !is_state("2750"));
    }
}
