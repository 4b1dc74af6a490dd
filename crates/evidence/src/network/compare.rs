//! What the reference saw of a request, held against what browsers send.

use crate::{
    EngineFamily,
    network::{HttpVersion, MAX_NAME, MAX_NAMES, Mirror},
    scan,
};

/// Headers of requests that some browser sends by itself: the Fetch standard,
/// HTML, the client hints, RFC 9218, and RFC 6455. Others were added on the way.
const OF_BROWSERS: &str = "accept accept-charset accept-encoding accept-language \
    cache-control connection content-length cookie dnt device-memory downlink dpr ect host \
    if-modified-since if-none-match keep-alive last-event-id origin pragma priority purpose range \
    referer rtt save-data te upgrade upgrade-insecure-requests user-agent viewport-width width \
    x-requested-with";

/// Beginnings of such names that scripts may not set: browsers alone do.
const BY_BROWSERS_ALONE: &str = "sec-";

/// What is known of a request that was sent.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// `navigator.userAgent`.
    pub user_agent: &'a str,
    /// The engine that sent it.
    pub engine: EngineFamily,
    /// Host, and port if it is not the scheme's own.
    pub host: &'a str,
    /// The page's origin, where the request has one.
    pub origin: Option<&'a str>,
    /// It was the opening of a WebSocket.
    pub is_socket: bool,
}

impl HttpVersion {
    /// Reads a version as request lines spell it, such as `HTTP/1.1`.
    pub fn of(spelled: &str) -> HttpVersion {
        match spelled {
            "HTTP/1.0" | "HTTP/0.9" => HttpVersion::Http10,
            "HTTP/1.1" => HttpVersion::Http11,
            "HTTP/2.0" | "HTTP/2" => HttpVersion::Http2,
            "HTTP/3.0" | "HTTP/3" => HttpVersion::Http3,
            _ => HttpVersion::Other,
        }
    }
}

impl Mirror {
    /// Compares what arrived, names in lower case with their values, with what
    /// was `sent`. The reference shows neither cookies nor the referrer.
    pub fn compare(
        version: HttpVersion,
        tls: Option<bool>,
        arrived: &[(String, String)],
        sent: &Sent<'_>,
    ) -> Mirror {
        let value = |name: &str| arrived.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
        let mut mirror =
            Mirror { version, tls, added: Vec::new(), removed: Vec::new(), changed: Vec::new() };
        for (name, _) in arrived {
            let is_known = name.starts_with(BY_BROWSERS_ALONE)
                || scan::parts(OF_BROWSERS, b" ").any(|known| known == name);
            let is_name = !name.is_empty() && name.len() <= MAX_NAME;
            if !is_known
                && is_name
                && mirror.added.len() < MAX_NAMES
                && !mirror.added.contains(name)
            {
                mirror.added.push(name.clone());
            }
        }
        let mut expect = |name: &str, holds: &dyn Fn(&str) -> bool| match value(name) {
            None => mirror.removed.push(name.to_owned()),
            Some(value) if !holds(value) => mirror.changed.push(name.to_owned()),
            Some(_) => {}
        };
        let is_http1 = matches!(version, HttpVersion::Http10 | HttpVersion::Http11);
        if is_http1 {
            expect("host", &|value| value == sent.host);
        }
        expect("user-agent", &|value| value == sent.user_agent);
        // No engine lets the server choose no encoding at all.
        expect("accept-encoding", &|value| scan::has(value, "gzip"));
        if let Some(origin) = sent.origin {
            expect("origin", &|value| value == origin);
        }
        // HTTP/2 has none of the three, and offers extensions all the same.
        if sent.is_socket && is_http1 {
            expect("upgrade", &|value| value.eq_ignore_ascii_case("websocket"));
            expect("connection", &|value| scan::find_any_case(value, "upgrade").is_some());
        }
        // Measured in these three alone.
        if sent.is_socket && sent.engine != EngineFamily::Unknown {
            expect("sec-websocket-extensions", &|value| scan::has(value, "permessage-deflate"));
        }
        mirror
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: Sent<'_> = Sent {
        user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
        engine: EngineFamily::Firefox,
        host: "why.example:8443",
        origin: Some("https://why.example"),
        is_socket: true,
    };

    const OPENING: &[(&str, &str)] = &[
        ("host", "why.example:8443"),
        ("user-agent", SENT.user_agent),
        ("accept", "*/*"),
        ("accept-language", "en-GB"),
        ("accept-encoding", "gzip, deflate, br, zstd"),
        ("sec-websocket-version", "13"),
        ("origin", "https://why.example"),
        ("sec-websocket-extensions", "permessage-deflate"),
        ("connection", "keep-alive, Upgrade"),
        ("sec-fetch-dest", "empty"),
        ("pragma", "no-cache"),
        ("cache-control", "no-cache"),
        ("upgrade", "websocket"),
    ];

    fn compared(version: &str, arrived: &[(&str, &str)]) -> Mirror {
        let own = |(n, v): &(&str, &str)| ((*n).to_owned(), (*v).to_owned());
        let arrived: Vec<(String, String)> = arrived.iter().map(own).collect();
        Mirror::compare(HttpVersion::of(version), None, &arrived, &SENT)
    }

    #[test]
    fn what_arrives_as_it_was_sent_shows_nothing() {
        assert!(!compared("HTTP/1.1", OPENING).is_altered());
    }

    #[test]
    fn what_was_added_taken_away_or_rewritten_is_named() {
        let mut arrived: Vec<(&str, &str)> = OPENING.to_vec();
        arrived.retain(|(name, _)| *name != "sec-websocket-extensions");
        arrived.extend([("via", "1.1 squid"), ("x-forwarded-for", "10.0.0.7"), ("via", "1.0 b")]);
        for (name, value) in &mut arrived {
            match *name {
                "user-agent" => *value = "Mozilla/4.0",
                "connection" => *value = "close",
                _ => {}
            }
        }
        let mirror = compared("HTTP/1.0", &arrived);
        assert!(mirror.is_altered() && mirror.fits());
        assert_eq!(mirror.version, HttpVersion::Http10);
        assert_eq!(mirror.added, ["via", "x-forwarded-for"]);
        assert_eq!(mirror.removed, ["sec-websocket-extensions"]);
        assert_eq!(mirror.changed, ["user-agent", "connection"]);
    }

    #[test]
    fn over_http2_nobody_misses_the_headers_of_http1() {
        let mut arrived: Vec<(&str, &str)> = OPENING.to_vec();
        arrived.retain(|(name, _)| !matches!(*name, "host" | "upgrade" | "connection"));
        assert!(!compared("HTTP/2.0", &arrived).is_altered());
        assert_eq!(compared("HTTP/1.1", &arrived).removed, ["host", "upgrade", "connection"]);
    }

    #[test]
    fn however_much_arrives_the_lists_stay_short() {
        let names: Vec<String> = (0..500).map(|n| format!("x-{n}{}", "y".repeat(n % 90))).collect();
        let arrived: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "")).collect();
        let mirror = compared("HTTP/1.1", &arrived);
        assert!(mirror.fits() && mirror.added.len() == MAX_NAMES);
    }
}
