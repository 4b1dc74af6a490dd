//! How a client asks to be closed: which codes and reasons it may choose.

use axum::{extract::Query, http::Uri};
use std::time::Duration;

use crate::error::shown;

/// The most bytes of a reason: a control frame holds 125, two are the code
/// (RFC 6455, 5.5 and 5.5.1).
const MAX_REASON: usize = 123;

/// Codes that an endpoint may send (RFC 6455, 7.4, and the IANA registry).
const CODES: &str = "1000–1003, 1007–1014 or 3000–4999";

/// How a connection is closed from this side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Close {
    /// The status code.
    pub(super) code: u16,
    /// At most 123 bytes of UTF-8.
    pub(super) reason: String,
}

impl Close {
    /// A close with `reason` cut to what fits, between two characters.
    pub(super) fn new(code: u16, reason: impl Into<String>) -> Close {
        let mut reason = reason.into();
        reason.truncate(reason.floor_char_boundary(MAX_REASON));
        Close { code, reason }
    }
}

/// What the query of the handshake asks for: `close=CODE&reason=TEXT&after=MS`.
/// Other names are ignored.
///
/// # Errors
/// One line that names the value that cannot be used.
pub(super) fn of_query(uri: &Uri) -> Result<Option<(Close, Duration)>, String> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map_err(|_| "the query cannot be read: percent-encode it".to_owned())?;
    let value = |name| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let Some(code) = value("close") else {
        return match value("reason").or(value("after")) {
            Some(_) => Err("reason and after need close=CODE beside them".into()),
            None => Ok(None),
        };
    };
    let code = allowed(code).ok_or_else(|| format!("close {}: give {CODES}", shown(code)))?;
    let after = match value("after") {
        None => 0,
        Some(ms) => ms
            .parse::<u32>()
            .map_err(|_| format!("after {}: give a number of milliseconds, like 500", shown(ms)))?,
    };
    let close = Close::new(code, value("reason").unwrap_or_default());
    Ok(Some((close, Duration::from_millis(after.into()))))
}

/// What a text message asks for: `close CODE [reason]`. `None` for every other
/// text.
///
/// # Errors
/// A sentence for the client when the code may not be sent.
pub(super) fn of_message(text: &str) -> Option<Result<Close, String>> {
    let rest = text.strip_prefix("close ")?;
    let (code, reason) = rest.split_once(' ').unwrap_or((rest, ""));
    if code.is_empty() || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(match allowed(code) {
        Some(code) => Ok(Close::new(code, reason)),
        None => Err(format!("cannot close with {}: give {CODES}", shown(code))),
    })
}

fn allowed(code: &str) -> Option<u16> {
    let code = code.parse().ok()?;
    matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_cut_between_characters() {
        assert_eq!(Close::new(1000, "é".repeat(70)).reason, "é".repeat(61));
        assert_eq!(Close::new(1000, "x".repeat(123)).reason.len(), 123);
        assert_eq!(Close::new(1000, "x".repeat(124)).reason.len(), 123);
    }

    #[test]
    fn queries() {
        let of = |query: &str| of_query(&format!("/s?{query}").parse().unwrap());
        assert_eq!(of("t=1"), Ok(None));
        assert_eq!(
            of("close=4401&reason=a+b%20%E2%9C%93&after=5"),
            Ok(Some((Close::new(4401, "a b ✓"), Duration::from_millis(5))))
        );
        for (query, names) in [
            ("close=1005", "\"1005\""),
            ("close=", "\"\""),
            ("close=4401x", "\"4401x\""),
            ("close=999999999999", "\"999999999999\""),
            ("close=1000&after=-1", "\"-1\""),
            ("close=1000&after=soon", "\"soon\""),
            ("reason=x", "close=CODE"),
            ("close=%0D%0Ax", r#""\r\nx""#),
        ] {
            let error = of(query).unwrap_err();
            assert!(error.contains(names), "{query}: {error}");
            assert!(!error.contains(['\r', '\n']), "{query}: {error}");
        }
    }

    #[test]
    fn messages() {
        assert_eq!(of_message("close 4001"), Some(Ok(Close::new(4001, ""))));
        assert_eq!(of_message("close 1008 no entry"), Some(Ok(Close::new(1008, "no entry"))));
        assert!(of_message("close 1006").unwrap().unwrap_err().contains("\"1006\""));
        assert!(of_message("close 70000").unwrap().is_err());
        for echo in
            ["", "close", "close ", "close the door", "closed 4001", "close -1", " close 4001"]
        {
            assert_eq!(of_message(echo), None, "{echo}");
        }
    }
}
