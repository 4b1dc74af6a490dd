//! What can be known from the address and the arguments alone.
//!
//! The browser parses the address ([`Parts`] come from its `URL`), since it is
//! the browser that will use it; the rules are those of WHATWG WebSockets (the
//! constructor) and `observability.md`, section 8.

use crate::{
    ask::Ask,
    circumstances::PageScheme,
    host::{self, HostClass},
    path::{self, PathShape},
    port, redact, scan,
    target::{App, Problem, ProblemKind, Scheme, Target},
};

/// What the browser's `URL` says about an address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// `URL.href`.
    pub href: String,
    /// `URL.protocol` without the colon.
    pub scheme: String,
    /// `URL.hostname`: ASCII, IPv6 in brackets.
    pub host: String,
    /// `URL.port`; `None` for the scheme's default.
    pub port: Option<u16>,
    /// `URL.pathname`.
    pub path: String,
    /// `URL.search`, with its question mark.
    pub query: String,
    /// User name or password is present.
    pub credentials: bool,
}

/// Builds the target from what was asked and how the browser reads it
/// (`None`: it cannot). `app` is the origin of the app's page, with its scheme.
pub fn target(ask: &Ask, parts: Option<Parts>, protocols: &[String], app: Option<App>) -> Target {
    let mut problems = ask.problems.clone();
    let mut note = |kind, part: &str| problems.push(Problem { kind, part: short(part) });

    let fragment = scan::split_at(&ask.address, scan::upto(&ask.address, b"#")).1;
    if !fragment.is_empty() {
        note(ProblemKind::Fragment, fragment);
    }
    // Browsers skip a third slash and take the path for the host: what stands
    // there is an address whose host is still empty.
    let hostless =
        scan::split_once(&ask.address, "://").is_some_and(|(_, rest)| rest.starts_with('/'));
    if hostless {
        note(ProblemKind::NoHost, "");
    }
    // What follows a space was cut off; within the host that is another host.
    let cut_host = ask.problems.iter().any(|p| p.kind == ProblemKind::Space)
        && scan::split_once(&ask.address, "://")
            .is_some_and(|(_, rest)| !scan::has_any(rest, b"/?"));
    if cut_host {
        note(ProblemKind::BadHost, "");
    }
    let scheme = parts.as_ref().and_then(|p| Scheme::from_tag(&p.scheme));
    match &parts {
        // A placeholder makes the rest unreadable; one sentence about it is enough.
        None if !ask.address.is_empty() && !ask.problems.iter().any(|p| p.kind.is_fatal()) => {
            let (kind, part) = why_unreadable(&ask.address);
            note(kind, part);
        }
        Some(p) if scheme.is_none() => note(ProblemKind::WrongScheme, &p.scheme),
        Some(p) if p.host.is_empty() => note(ProblemKind::NoHost, ""),
        // Engines disagree on these; no name in public has them.
        Some(p) if scan::has_any(&p.host, b"% ") || p.host.starts_with('-') => {
            note(ProblemKind::BadHost, &p.host);
        }
        Some(p) if p.credentials => note(ProblemKind::Credentials, ""),
        _ => {}
    }
    if let Some(bad) = bad_protocol(protocols) {
        note(ProblemKind::BadProtocol, bad);
    }
    let parts = parts.unwrap_or_default();
    let port = parts.port.or(scheme.map(Scheme::default_port)).unwrap_or(0);
    if scheme.is_some() && port::is_listed(port) {
        note(ProblemKind::BlockedPort, &u32::from(port).to_string());
    }
    let path_shape = path::shape(&parts.path);
    if path_shape == PathShape::SocketIo && !scan::has(&parts.query, "transport=websocket") {
        note(ProblemKind::SocketIoQuery, "");
    }
    let literal = host::is_address(&parts.host);
    Target {
        url: if parts.href.is_empty() { ask.address.clone() } else { parts.href },
        scheme,
        host_class: if scheme.is_some() { host::class(&parts.host) } else { HostClass::None },
        host: parts.host,
        literal,
        port,
        path_shape,
        token_in_query: redact::has_token(&parts.query),
        protocols: protocols.to_vec(),
        problems,
        app,
    }
}

/// The app's page from the origin that the browser read in what was typed.
pub fn app(origin: &str) -> App {
    let scheme = match scan::split_once(origin, "://") {
        Some(("https", _)) => PageScheme::Https,
        Some(("http", _)) => PageScheme::Http,
        _ => PageScheme::Other,
    };
    App { origin: origin.to_owned(), scheme, here: false, policy: None, upgrades: false }
}

/// The subprotocols typed into one box, separated by commas or spaces.
pub fn protocols(text: &str) -> Vec<String> {
    scan::parts(text, b", \n\t").filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

/// Subprotocols as they are typed into one box.
pub fn listed(protocols: &[String]) -> String {
    let mut list = String::new();
    for name in protocols {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(name);
    }
    list
}

/// The first subprotocol that the constructor refuses: no token (RFC 9110,
/// section 5.6.2), or there twice.
pub fn bad_protocol(protocols: &[String]) -> Option<&str> {
    let is_token = |p: &str| {
        !p.is_empty()
            && p.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
    };
    protocols
        .iter()
        .enumerate()
        .find(|(at, p)| !is_token(p) || protocols[..*at].contains(p))
        .map(|(_, p)| p.as_str())
}

/// Names the part that most likely made the browser refuse the address.
fn why_unreadable(address: &str) -> (ProblemKind, &str) {
    let rest = scan::split_once(address, "://").map_or(address, |(_, rest)| rest);
    let authority = scan::head(rest, b"/?#\\");
    let host_and_port = scan::cut_last(authority, b"@").map_or(authority, |(_, host)| host);
    let (host, port) = match scan::cut_last(host_and_port, b":") {
        Some((host, port)) if !host_and_port.ends_with(']') => (host, port),
        _ => (host_and_port, ""),
    };
    if host.is_empty() {
        (ProblemKind::NoHost, "")
    } else if !port.is_empty() && scan::number(port, 10).is_none_or(|port| port > 0xffff) {
        (ProblemKind::BadPort, port)
    } else {
        (ProblemKind::BadHost, host)
    }
}

/// At most 80 characters of a part, for display.
pub(crate) fn short(part: &str) -> String {
    match part.char_indices().nth(79) {
        Some((at, _)) => [scan::split_at(part, at).0, "…"].concat(),
        None => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::understand;

    fn parts(scheme: &str, host: &str, port: Option<u16>, path: &str) -> Parts {
        Parts {
            href: format!("{scheme}://{host}{path}"),
            scheme: scheme.into(),
            host: host.into(),
            port,
            path: path.into(),
            ..Parts::default()
        }
    }

    fn kinds(target: &Target) -> Vec<ProblemKind> {
        target.problems.iter().map(|p| p.kind).collect()
    }

    #[test]
    fn a_good_address_has_no_problem() {
        let ask = understand("wss://a.example.com/cable");
        let target = target(&ask, Some(parts("wss", "a.example.com", None, "/cable")), &[], None);
        assert!(target.problems.is_empty());
        assert_eq!((target.port, target.scheme), (443, Some(Scheme::Wss)));
        assert_eq!(target.path_shape, PathShape::ActionCable);
    }

    #[test]
    fn the_part_at_fault_is_named() {
        for (text, kind, part) in [
            ("wss://a.example:99999/", ProblemKind::BadPort, "99999"),
            ("wss://a.example:port/", ProblemKind::BadPort, "port"),
            ("wss://:443/", ProblemKind::NoHost, ""),
            ("wss:///cable", ProblemKind::NoHost, ""),
            ("wss://a..%zz/", ProblemKind::BadHost, "a..%zz"),
        ] {
            let found = target(&understand(text), None, &[], None).problems;
            assert!(found.iter().any(|p| p.kind == kind && p.part == part), "{text}: {found:?}");
        }
    }

    #[test]
    fn an_empty_or_broken_host_is_fatal_even_if_the_browser_reads_it() {
        for (text, kind) in
            [("wss:///cable", ProblemKind::NoHost), ("ws://local host/ws", ProblemKind::BadHost)]
        {
            let found = target(&understand(text), Some(parts("ws", "cable", None, "/")), &[], None);
            assert!(found.fatal().any(|p| p.kind == kind), "{text}: {found:?}");
        }
    }

    #[test]
    fn subprotocols_are_tokens_and_stand_once() {
        let bad = |list: &[&str]| {
            let list: Vec<String> = list.iter().map(|p| p.to_string()).collect();
            bad_protocol(&list).map(str::to_owned)
        };
        assert_eq!(bad(&["mqtt", "v12.stomp"]), None);
        assert_eq!(bad(&["a", "A"]), None);
        assert_eq!(bad(&["a", "a"]), Some("a".into()));
        assert_eq!(bad(&["Bearer x"]), Some("Bearer x".into()));
        assert_eq!(bad(&["dG9rZW4="]), Some("dG9rZW4=".into()));
    }

    #[test]
    fn remarks_are_not_fatal() {
        let ask = understand("ws://a.example:25/socket.io/#x");
        let target =
            target(&ask, Some(parts("ws", "a.example", Some(25), "/socket.io/")), &[], None);
        assert_eq!(
            kinds(&target),
            [ProblemKind::Fragment, ProblemKind::BlockedPort, ProblemKind::SocketIoQuery]
        );
        assert_eq!(target.fatal().count(), 1);
    }
}
