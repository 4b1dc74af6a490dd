//! A second opinion on the policy matcher: the crate `content-security-policy`,
//! which follows the standard step by step and is Servo's.

use content_security_policy as second;
use second::{
    Destination, Initiator, Origin, ParserMetadata, Policy, PolicyDisposition, PolicySource,
    Request, Violates, url::Url,
};
use why1006_evidence::{
    PolicySays, ask, csp,
    lint::{self, Parts},
};

const PAGES: &[&str] = &[
    "https://app.example.com/",
    "http://app.example.com/",
    "https://app.example.com:8443/",
    "http://localhost:3000/",
];

const TARGETS: &[&str] = &[
    "wss://app.example.com/cable",
    "ws://app.example.com/cable",
    "wss://app.example.com:8443/cable/x",
    "ws://app.example.com:8080/",
    "wss://ws.app.example.com/a%20b/c",
    "ws://localhost:3000/socket",
    "wss://192.168.1.5/",
    "ws://127.0.0.1:9000/cable",
];

const SOURCES: &[&str] = &[
    "",
    "*",
    "'none'",
    "'self'",
    "'self' 'none'",
    "'unsafe-inline' 'nonce-abc'",
    "ws:",
    "wss:",
    "http:",
    "https:",
    "data: blob:",
    "wss: 'self'",
    "app.example.com",
    "*.example.com",
    "*.app.example.com:*",
    "ws://app.example.com",
    "WSS://APP.example.com",
    "wss://app.example.com:443",
    "ws://app.example.com:80",
    "ws://app.example.com:443",
    "wss://app.example.com:8443",
    "ws://app.example.com:8443",
    "wss://app.example.com:*",
    "ws://*:8080",
    "wss://*.example.com/cable",
    "wss://app.example.com/cable",
    "wss://app.example.com/Cable",
    "wss://app.example.com:8443/cable/",
    "wss://app.example.com/cable/",
    "wss://*.example.com/a%20b/",
    "wss://ws.app.example.com/%61%20b/c",
    "https://app.example.com/cable",
    "http://app.example.com:8080",
    "localhost:3000",
    "ws://localhost:3000/socket",
    "ws://localhost:*",
    "ws://192.168.1.5 wss://192.168.1.5",
    "ws://127.0.0.1:9000",
];

fn parts(url: &Url) -> Parts {
    Parts {
        href: url.to_string(),
        scheme: url.scheme().into(),
        host: url.host_str().unwrap_or_default().into(),
        port: url.port(),
        path: url.path().into(),
        ..Parts::default()
    }
}

fn ours(policy: &str, page: &str, target: &Url) -> PolicySays {
    let page = Url::parse(page).unwrap();
    let mut target = parts(target);
    let mut app = lint::app(&page.origin().ascii_serialization());
    let mut ask = ask::understand(&target.href);
    csp::judge(policy, &parts(&page), &mut app, &mut target, &mut ask);
    app.policy.unwrap()
}

/// By the standard the request of a WebSocket is one of http or https.
fn theirs(policy: &str, page: &str, target: &Url, as_request: bool) -> bool {
    let url = match as_request {
        true => Url::parse(&target.as_str().replacen("ws", "http", 1)).unwrap(),
        false => target.clone(),
    };
    let origin: Origin = Url::parse(page).unwrap().origin();
    let request = Request {
        url: url.clone(),
        current_url: url,
        origin,
        redirect_count: 0,
        destination: Destination::None,
        initiator: Initiator::None,
        nonce: String::new(),
        integrity_metadata: String::new(),
        parser_metadata: ParserMetadata::None,
    };
    let policy = Policy::parse(policy, PolicySource::Header, PolicyDisposition::Enforce);
    policy.does_request_violate_policy(&request) == Violates::DoesNotViolate
}

/// Where we differ on purpose, and why. The rest must agree.
fn differs(source: &str, page: &str, target: &Url) -> Option<PolicySays> {
    let is_insecure_self = source.contains("'self'") && page == "http://app.example.com/";
    match (source, target.as_str()) {
        // "Either the same or the default ports for their respective schemes"
        // (6.7.2.8, 4.2): 80 and 443 are. The crate asks `Url::port`, which is
        // `None` for a default, whether it is 443, and so finds that they are not.
        (_, "wss://app.example.com/cable") if is_insecure_self => Some(PolicySays::Allows),
        // The standard compares names only ("if host is not a domain"); every
        // engine compares addresses as text, so a listed one is let through.
        ("ws://192.168.1.5 wss://192.168.1.5", "wss://192.168.1.5/") => Some(PolicySays::Allows),
        // 80 covers 443 where ws: is upgraded: every engine, not the standard.
        ("ws://app.example.com:80", "wss://app.example.com/cable") => Some(PolicySays::Allows),
        _ => None,
    }
}

#[test]
fn the_second_opinion_agrees_on_every_pair() {
    let (mut pairs, mut agreed, mut unclear) = (0, 0, 0);
    let mut odd = Vec::new();
    for page in PAGES {
        for target in TARGETS {
            let target = Url::parse(target).unwrap();
            for source in SOURCES {
                for directive in ["connect-src", "default-src"] {
                    let policy = format!("{directive} {source}; img-src *");
                    let says = ours(&policy, page, &target);
                    let standard = theirs(&policy, page, &target, true);
                    // What engines look at: the scheme as it is written.
                    let literal = theirs(&policy, page, &target, false);
                    let about = format!("{policy} | {page} | {target}: {standard} {literal}");
                    pairs += 1;
                    if let Some(expected) = differs(source, page, &target) {
                        assert_eq!(says, expected, "{about}");
                        continue;
                    }
                    let port = source.starts_with("ws://") && target.scheme() == "wss";
                    let agrees = match says {
                        PolicySays::Blocks => !standard && !literal,
                        PolicySays::Allows => standard,
                        // The standard lets it through, engines do not: by the
                        // scheme, or in Chromium by a port without its upgrade.
                        PolicySays::Unclear => standard && (!literal || port),
                    };
                    if !agrees {
                        odd.push(format!("{about}, ours {says}"));
                    }
                    unclear += usize::from(says == PolicySays::Unclear);
                    agreed += 1;
                }
            }
        }
    }
    assert!(odd.is_empty(), "{odd:#?}");
    assert_eq!(pairs, PAGES.len() * TARGETS.len() * SOURCES.len() * 2);
    assert!(agreed > 2_000 && unclear > 50, "{agreed} of {pairs}, {unclear} unclear");
}
