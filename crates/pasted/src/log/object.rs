//! Lines that are JSON objects: Caddy, Traefik, AWS WAF, Cloudflare.

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Named, access::answered, path, tale::Tale};
use crate::{asker::Askers, attribution::Mark, line, reading::Why};

/// The names of what one kind of object says.
struct Kind {
    /// Where the answer's status stands; empty where only blocks are written.
    status: &'static str,
    path: &'static str,
    host: &'static str,
}

/// Caddy, <https://caddyserver.com/docs/logging>; Traefik, <https://doc.traefik.io
/// /traefik/observability/access-logs/>; Cloudflare, <https://developers.
/// cloudflare.com/logs/reference/log-fields/>; AWS, <https://docs.aws.amazon.com/
/// waf/latest/developerguide/logging-fields.html>.
const KINDS: [Kind; 4] = [
    Kind { status: "\"DownstreamStatus\":", path: "\"RequestPath\":", host: "\"RequestHost\":" },
    Kind {
        status: "\"EdgeResponseStatus\":",
        path: "\"ClientRequestPath\":",
        host: "\"ClientRequestHost\":",
    },
    Kind { status: "\"status\":", path: "\"uri\":", host: "\"host\":" },
    Kind { status: "", path: "\"uri\":", host: "\"Host\",\"value\":" },
];

/// What an object says.
pub(super) fn read<'t>(text: &'t str, mark: &Mark, askers: &Askers) -> Option<Tale<'t>> {
    let (_, text) = scan::cut(text, b"{")?;
    let object = text.starts_with('"').then_some(text)?;
    let (kind, place) = KINDS.iter().find_map(|kind| {
        let has = kind.status.is_empty() || scan::has(object, kind.status);
        Some((kind, value(object, kind.path)?)).filter(|_| has)
    })?;
    let tale = says(object, kind)?;
    let host = value(object, kind.host).unwrap_or("");
    if !host.is_empty() && !mark.has_authority(host) {
        return Some(Tale::Leaves(Why::OtherSite, host));
    }
    let named = path(place, mark);
    // Caddy prints the request's headers, so it is known what was asked for.
    let has_headers = scan::has(object, "\"headers\":{");
    if has_headers && scan::find_any_case(object, "\"sec-websocket-key\"").is_none() {
        return Some(Tale::Leaves(Why::OtherRequest, "").at(named));
    }
    let origin = scan::split_once(object, "\"Origin\":[\"").map(|(_, rest)| rest);
    Some(match (tale.at(named), origin.filter(|_| named == Named::Ours)) {
        (Tale::Tells(told, scope), Some(origin)) => {
            Tale::Tells(told.by(askers.of(scan::head(origin, b"\""))), scope)
        }
        (tale, _) => tale,
    })
}

fn says<'t>(object: &str, kind: &Kind) -> Option<Tale<'t>> {
    let is =
        |name, wanted: &str| value(object, name).is_some_and(|v| v.eq_ignore_ascii_case(wanted));
    let clue = if is("\"action\":", "BLOCK") || is("\"Action\":", "block") {
        match is("\"terminatingRuleType\":", "RATE_BASED") || is("\"Source\":", "rateLimit") {
            true => Clue::RateLimited,
            false => Clue::RuleBlocked,
        }
    } else {
        // Caddy's `http.log.error`.
        let why = value(object, "\"msg\":").unwrap_or("");
        match why.starts_with("dial tcp ") {
            true if scan::has(why, "connection refused") => Clue::UpstreamRefused,
            true if scan::has(why, "i/o timeout") => Clue::UpstreamTimedOut,
            _ => {
                let (_, rest) =
                    scan::split_once(object, kind.status).filter(|_| !kind.status.is_empty())?;
                return Some(answered(line::status(scan::trim_start(rest, b" "))?));
            }
        }
    };
    Some(Tale::Tells(Told::new(Way::ServerLog, clue), None))
}

/// The text behind a name, up to its closing quote.
fn value<'t>(object: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = scan::split_once(object, name)?;
    let rest = scan::trim_start(rest, b" ").strip_prefix('"')?;
    Some(scan::head(rest, b"\""))
}
