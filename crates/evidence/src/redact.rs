//! What is taken out before evidence leaves the page: the one place.
//!
//! Removed by default: user name and password, query values (names stay),
//! token-like path parts, subprotocols that are not registered names, and
//! token-like words in close reasons. Message bodies are never recorded.

use crate::{EventKind, Evidence, scan};

/// Stands where something was taken out.
pub const REMOVED: &str = "…";

/// Names whose value is secret whatever it looks like.
const SECRET_NAMES: [&str; 14] = [
    "token",
    "key",
    "secret",
    "password",
    "passwd",
    "pwd",
    "auth",
    "session",
    "sid",
    "ticket",
    "jwt",
    "code",
    "sig",
    "credential",
];

/// Subprotocols that say nothing about a user: registered at IANA or used by
/// well-known libraries.
const KNOWN_PROTOCOLS: [&str; 20] = [
    "mqtt",
    "mqttv3.1",
    "v10.stomp",
    "v11.stomp",
    "v12.stomp",
    "wamp",
    "wamp.2.json",
    "wamp.2.msgpack",
    "graphql-ws",
    "graphql-transport-ws",
    "actioncable-v1-json",
    "actioncable-unsupported",
    "soap",
    "xmpp",
    "sip",
    "amqp",
    "ocpp1.6",
    "ocpp2.0",
    "ocpp2.0.1",
    "vite-hmr",
];

/// The evidence without secrets. Diagnoses the same.
pub fn redact(evidence: &Evidence) -> Evidence {
    let mut e = evidence.clone();
    e.target.url = url(&e.target.url);
    for protocol in &mut e.target.protocols {
        *protocol = self::protocol(protocol);
    }
    for problem in &mut e.target.problems {
        problem.part = match scan::has(&problem.part, "//") || scan::has_any(&problem.part, b"?@") {
            true => url(&problem.part),
            false => text(&problem.part),
        };
    }
    let events = e.observations.iter_mut().flat_map(|o| &mut o.events);
    for event in events.chain(&mut e.page_events) {
        match event.kind {
            EventKind::Open => {
                event.name = event.name.take().map(|name| protocol(&name));
            }
            _ => event.reason = event.reason.take().map(|reason| text(&reason)),
        }
    }
    e
}

/// An address without user, query values and token-like path parts.
pub fn url(address: &str) -> String {
    let (address, fragment) = match scan::cut(address, b"#") {
        Some((address, _)) => (address, "#…"),
        None => (address, ""),
    };
    let (address, query) = match scan::cut(address, b"?") {
        Some((address, query)) => (address, Some(query)),
        None => (address, None),
    };
    let (scheme, rest) = match scan::split_once(address, "//") {
        Some((scheme, rest)) => (scheme, rest),
        None => ("", address),
    };
    let (authority, path) = scan::split_at(rest, scan::upto(rest, b"/"));
    let host = match scan::cut_last(authority, b"@") {
        Some((_, host)) => format!("{REMOVED}@{host}"),
        None => authority.to_owned(),
    };
    let path: Vec<&str> = scan::parts(path, b"/")
        .map(|part| if is_token_like(part) { REMOVED } else { part })
        .collect();
    let mut out = if scheme.is_empty() && !scan::has(address, "//") {
        String::new()
    } else {
        format!("{scheme}//")
    };
    out.push_str(&host);
    out.push_str(&path.join("/"));
    if let Some(query) = query {
        out.push('?');
        let pairs: Vec<String> = scan::parts(query, b"&").map(pair).collect();
        out.push_str(&pairs.join("&"));
    }
    out.push_str(fragment);
    out
}

fn pair(pair: &str) -> String {
    match scan::cut(pair, b"=") {
        Some((name, value)) if !value.is_empty() => format!("{}={REMOVED}", text(name)),
        Some((name, _)) => format!("{}=", text(name)),
        None => text(pair),
    }
}

/// A sentence with its token-like words taken out.
pub fn text(text: &str) -> String {
    let is_edge = |c: char| {
        c.is_whitespace() || matches!(c, '=' | ':' | ',' | ';' | '"' | '\'' | '(' | ')' | '&')
    };
    let mut out = String::with_capacity(text.len());
    let mut after_secret_name = false;
    let mut rest = text;
    while !rest.is_empty() {
        let (word, tail) = scan::split_at(rest, rest.find(is_edge).unwrap_or(rest.len()));
        let mut tail = tail.chars();
        let edge = tail.next();
        if !word.is_empty() {
            let secret = is_token_like(word) || (after_secret_name && word.len() > 3);
            out.push_str(if secret { REMOVED } else { word });
            after_secret_name = matches!(edge, Some('=' | ':')) && is_secret_name(word);
        }
        out.extend(edge);
        rest = tail.as_str();
    }
    out
}

/// A subprotocol, or what stands for one that is not registered.
pub fn protocol(name: &str) -> String {
    let known = name.is_empty() || KNOWN_PROTOCOLS.contains(&name);
    if known { name.to_owned() } else { REMOVED.to_owned() }
}

/// Whether a query (with or without `?`) carries something like a token.
pub fn has_token(query: &str) -> bool {
    scan::parts(scan::trim_start(query, b"?"), b"&").any(|pair| {
        let (name, value) = scan::cut(pair, b"=").unwrap_or((pair, ""));
        !value.is_empty() && (is_secret_name(name) || is_token_like(value))
    })
}

fn is_secret_name(name: &str) -> bool {
    SECRET_NAMES.iter().any(|n| scan::find_any_case(name, n).is_some())
}

/// Long, without spaces, and mixed as no word of a language is: session ids,
/// UUIDs, hashes, JSON Web Tokens, base64.
pub fn is_token_like(word: &str) -> bool {
    let count = |test: fn(&u8) -> bool| word.bytes().filter(test).count();
    let digits = count(u8::is_ascii_digit);
    let upper = count(u8::is_ascii_uppercase);
    let lower = count(u8::is_ascii_lowercase);
    let len = word.len();
    let mixed = digits >= 3 && upper + lower >= 3;
    let cased = upper >= 3 && lower >= 3;
    (len >= 16 && mixed) || (len >= 20 && (cased || digits >= 16)) || word.starts_with("eyJ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_what_is_secret() {
        for (given, expected) in [
            ("wss://a.example/cable", "wss://a.example/cable"),
            ("wss://me:pw@a.example/ws?token=abc&v=2", "wss://…@a.example/ws?token=…&v=…"),
            ("wss://a.example/s/9f86d081884c7d659a2feaa0c55ad015/ws", "wss://a.example/s/…/ws"),
            ("wss://a.example/ws#x", "wss://a.example/ws#…"),
            ("wss://a.example?9f86d081884c7d659a2feaa0", "wss://a.example?…"),
            ("nonsense", "nonsense"),
        ] {
            assert_eq!(url(given), expected);
        }
    }

    #[test]
    fn reasons_lose_tokens_and_keep_words() {
        assert_eq!(text("policy: token expired"), "policy: token expired");
        assert_eq!(text("bad token=abcd1234"), "bad token=…");
        assert_eq!(text("session eyJhbGciOi.x.y is over"), "session … is over");
        assert_eq!(text("internal server error"), "internal server error");
    }

    #[test]
    fn tokens_in_queries_are_noticed() {
        assert!(has_token("?ticket=1"));
        assert!(has_token("?x=9f86d081884c7d659a2feaa0c55ad015"));
        assert!(!has_token("?EIO=4&transport=websocket"));
        assert!(!has_token(""));
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(s in ".{0,120}") {
            let _ = (url(&s), text(&s), has_token(&s));
        }

        #[test]
        fn a_marked_secret_never_survives(
            secret in "[A-Z]{3}[a-z]{4}[0-9]{5}[A-Za-z0-9]{8}",
            path in "[a-z/]{0,10}",
        ) {
            let given = format!("wss://{secret}:{secret}@h.example/{path}/{secret}?a={secret}&{secret}=1");
            proptest::prop_assert!(!url(&given).contains(&secret));
            let sentence = format!("no: {secret}, token={secret}");
            proptest::prop_assert!(!text(&sentence).contains(&secret));
        }
    }
}
