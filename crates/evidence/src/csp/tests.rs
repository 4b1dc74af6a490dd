//! The examples of the standard, and what people paste.

use super::*;
use crate::{ask::understand, lint};

/// An address in parts, as the browser's `URL` gives them.
fn parts(address: &str) -> Parts {
    let (scheme, rest) = address.split_once("://").unwrap();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok()),
        None => (authority, None),
    };
    Parts {
        href: address.into(),
        scheme: scheme.into(),
        host: host.into(),
        port,
        path: if path.is_empty() { "/".into() } else { path.into() },
        ..Parts::default()
    }
}

/// What a policy says, whether it upgrades, and the parts not understood.
fn read(policy: &str, page: &str, target: &str) -> (PolicySays, bool, Vec<String>) {
    let (page, mut target) = (parts(page), parts(target));
    let mut ask = understand(&target.href);
    let mut app = lint::app(&page.href);
    judge(policy, &page, &mut app, &mut target, &mut ask);
    let odd = ask.problems.into_iter().filter(|p| p.kind == ProblemKind::BadPolicy);
    (app.policy.unwrap(), app.upgrades, odd.map(|p| p.part).collect())
}

fn says(sources: &str, page: &str, target: &str) -> PolicySays {
    let (says, _, odd) = read(&format!("connect-src {sources}"), page, target);
    assert_eq!(odd, [""; 0], "{sources}");
    says
}

const PAGE: &str = "https://example.com/";

#[test]
fn the_schemes_of_the_standard_match() {
    use PolicySays::*;
    for (source, target, expected) in [
        ("ws:", "ws://a.example", Allows),
        ("ws:", "wss://a.example", Allows),
        ("WSS:", "wss://a.example", Allows),
        ("wss:", "ws://a.example", Blocks),
        // By the standard they match: the handshake is an http(s) request.
        ("https:", "wss://a.example", Unclear),
        ("http:", "wss://a.example", Unclear),
        ("http:", "ws://a.example", Unclear),
        ("https:", "ws://a.example", Blocks),
        ("data:", "wss://a.example", Blocks),
        ("*", "ws://a.example:8080", Allows),
        ("*", "wss://127.0.0.1", Allows),
    ] {
        assert_eq!(says(source, PAGE, target), expected, "{source} {target}");
    }
}

#[test]
fn the_hosts_of_the_standard_match() {
    use PolicySays::*;
    for (source, host, expected) in [
        ("wss://www.example.com", "www.example.com", Allows),
        ("wss://WWW.Example.com", "www.example.com", Allows),
        ("wss://example.com", "www.example.com", Blocks),
        ("wss://*.example.com", "www.example.com", Allows),
        ("wss://*.example.com", "a.b.example.com", Allows),
        ("wss://*.example.com", "example.com", Blocks),
        ("wss://*.example.com", "badexample.com", Blocks),
        ("wss://*", "example.com", Allows),
        // Beyond the standard, which knows no addresses here.
        ("wss://192.168.1.5", "192.168.1.5", Allows),
        ("wss://192.168.1.5", "192.168.1.6", Blocks),
    ] {
        assert_eq!(says(source, PAGE, &format!("wss://{host}")), expected, "{source} {host}");
    }
}

#[test]
fn the_ports_of_the_standard_match() {
    use PolicySays::*;
    for (source, target, expected) in [
        ("wss://a.example", "wss://a.example", Allows),
        ("wss://a.example", "wss://a.example:8443", Blocks),
        ("wss://a.example:443", "wss://a.example", Allows),
        ("wss://a.example:8443", "wss://a.example:8443", Allows),
        ("wss://a.example:8443", "wss://a.example", Blocks),
        ("wss://a.example:*", "wss://a.example:8443", Allows),
        ("ws://a.example", "wss://a.example", Allows),
        ("ws://a.example", "ws://a.example", Allows),
        ("ws://a.example:80", "ws://a.example", Allows),
        ("ws://a.example:80", "wss://a.example", Allows),
        ("wss://a.example:80", "wss://a.example", Blocks),
        // The standard lets both through, Chromium neither.
        ("ws://a.example:443", "wss://a.example", Unclear),
        ("ws://a.example:8080", "wss://a.example:8080", Unclear),
        ("ws://a.example:*", "wss://a.example:8080", Allows),
    ] {
        assert_eq!(says(source, PAGE, target), expected, "{source} {target}");
    }
}

#[test]
fn the_paths_of_the_standard_match() {
    use PolicySays::*;
    for (pattern, path, expected) in [
        ("", "/any/thing", Allows),
        ("/", "/", Allows),
        ("/", "/any/thing", Allows),
        ("/cable", "/cable", Allows),
        ("/cable", "/Cable", Blocks),
        ("/cable", "/cable/", Blocks),
        ("/cable", "/cable/x", Blocks),
        ("/cable/", "/cable/", Allows),
        ("/cable/", "/cable/x/y", Allows),
        ("/cable/", "/cable", Blocks),
        ("/cable/", "/cables/x", Blocks),
        ("/a/b", "/a", Blocks),
        ("/%63able", "/cable", Allows),
        ("/a%3Bb", "/a;b", Allows),
        ("/a%2Fb", "/a/b", Blocks),
        ("/100%", "/100%", Allows),
    ] {
        let (source, target) =
            (format!("wss://a.example{pattern}"), format!("wss://a.example{path}"));
        assert_eq!(says(&source, PAGE, &target), expected, "{pattern} {path}");
    }
}

#[test]
fn self_stays_secure_and_at_its_port() {
    use PolicySays::*;
    for (page, target, expected) in [
        ("https://a.example", "wss://a.example", Allows),
        ("https://a.example", "ws://a.example", Blocks),
        ("http://a.example", "ws://a.example", Allows),
        ("http://a.example", "wss://a.example", Allows),
        ("https://a.example:8443", "wss://a.example:8443", Allows),
        ("https://a.example", "wss://a.example:8443", Blocks),
        ("https://a.example:8443", "wss://a.example", Blocks),
        ("https://a.example", "wss://b.a.example", Blocks),
    ] {
        for word in ["'self'", "'SELF'", "'none' 'self'"] {
            assert_eq!(says(word, page, target), expected, "{page} {target}");
        }
    }
}

#[test]
fn sources_without_a_scheme_are_of_the_pages_scheme() {
    use PolicySays::*;
    assert_eq!(says("a.example", PAGE, "wss://a.example"), Unclear);
    assert_eq!(says("a.example", PAGE, "ws://a.example"), Blocks);
    assert_eq!(says("a.example", "http://a.example", "ws://a.example"), Unclear);
    assert_eq!(says("localhost:3000", PAGE, "wss://localhost:3000"), Unclear);
    assert_eq!(says("localhost:3000", PAGE, "wss://localhost:3001"), Blocks);
}

#[test]
fn policies_fall_back_and_add_up() {
    use PolicySays::*;
    let target = "wss://a.example";
    for (policy, expected) in [
        ("", Allows),
        ("script-src 'none'", Allows),
        ("default-src 'self'", Blocks),
        ("default-src 'none'; connect-src wss://a.example", Allows),
        ("DEFAULT-SRC 'none';  Connect-Src\twss: ;", Allows),
        ("connect-src", Blocks),
        ("connect-src 'none'", Blocks),
        ("connect-src 'NONE' wss:", Allows),
        ("connect-src wss:; connect-src 'none'", Allows),
        ("connect-src 'nonce-abc' 'sha256-x' 'unsafe-inline'", Blocks),
        ("connect-src wss:, default-src 'self'", Blocks),
        ("connect-src wss:, script-src 'self'", Allows),
        ("connect-src https:, connect-src wss:", Unclear),
        ("connect-src https:, connect-src 'none'", Blocks),
    ] {
        assert_eq!(read(policy, PAGE, target), (expected, false, vec![]), "{policy}");
    }
}

#[test]
fn headers_and_elements_are_found_in_what_was_pasted() {
    use PolicySays::*;
    for (text, expected) in [
        ("Content-Security-Policy: default-src 'self'", Blocks),
        ("content-security-policy:connect-src wss:", Allows),
        ("Content-Security-Policy-Report-Only: default-src 'self'", Allows),
        (
            "Content-Security-Policy-Report-Only: default-src 'none'\r\nContent-Security-Policy: connect-src wss:",
            Allows,
        ),
        (
            "Content-Security-Policy: connect-src wss:\nContent-Security-Policy: default-src 'self'\nServer: x",
            Blocks,
        ),
        // A text field drops the ends of lines.
        (
            "Content-Security-Policy: default-src 'self'Content-Security-Policy-Report-Only: connect-src *",
            Blocks,
        ),
        ("add_header Content-Security-Policy \"default-src 'self'\" always;", Blocks),
        ("\"Content-Security-Policy\": \"connect-src wss:\",", Allows),
        ("default-src wss:; report-uri /content-security-policy", Allows),
        ("default-src 'self'; report-uri https://x.example/content-security-policy", Blocks),
        ("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">", Blocks),
        ("<meta http-equiv='content-security-policy' content=\"connect-src wss:\">", Allows),
        (
            "<META CONTENT=\"default-src &#39;self&#39;; img-src *\" HTTP-EQUIV=\"Content-Security-Policy\">",
            Blocks,
        ),
        (
            "<meta http-equiv=\"Content-Security-Policy-Report-Only\" content=\"default-src 'none'\">",
            Allows,
        ),
    ] {
        assert_eq!(read(text, PAGE, "wss://a.example"), (expected, false, vec![]), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_nothing_is_certain() {
    use PolicySays::*;
    for (text, expected, part) in [
        ("hello", Unclear, "hello"),
        ("connect-src: wss:", Unclear, "connect-src:"),
        ("https://a.example/", Unclear, "https://a.example/"),
        ("connect-src wss://a.example:port", Unclear, "wss://a.example:port"),
        ("connect-src wss://a.example:99999", Unclear, "wss://a.example:99999"),
        ("connect-src wss://[::1]", Unclear, "wss://[::1]"),
        ("connect-src wss://a.example/x?y", Unclear, "wss://a.example/x?y"),
        ("connect-src 'self", Unclear, "'self"),
        ("connect-src ' ://", Unclear, "'"),
        // Browsers read these for certain, if not as they were meant.
        ("connect-src self", Blocks, "self"),
        ("connect-src wss: none", Allows, "none"),
    ] {
        let expected = (expected, false, vec![part.to_owned()]);
        assert_eq!(read(text, PAGE, "wss://a.example"), expected, "{text}");
    }
}

#[test]
fn a_text_that_no_server_sends_is_not_searched() {
    let text = "Content-Security-Policy: connect-src wss:\n".repeat(2_000);
    let (says, upgrades, odd) = read(&text, PAGE, "wss://a.example");
    assert_eq!((says, upgrades, odd.len()), (PolicySays::Unclear, false, 1));
}

#[test]
fn an_upgrade_comes_before_every_other_rule() {
    let policy = "upgrade-insecure-requests; connect-src wss:";
    for (policy, address, href, upgrades) in [
        (policy, "ws://a.example:8080/x", "wss://a.example:8080/x", true),
        (policy, "ws://a.example/x", "wss://a.example/x", true),
        (policy, "ws://192.168.1.5/x", "wss://192.168.1.5/x", true),
        // Chromium and Firefox leave these as they are.
        (policy, "ws://localhost/x", "ws://localhost/x", true),
        (policy, "ws://127.0.0.1/x", "ws://127.0.0.1/x", true),
        ("default-src *", "ws://a.example/x", "ws://a.example/x", false),
        (
            "Content-Security-Policy-Report-Only: upgrade-insecure-requests",
            "ws://a.example/x",
            "ws://a.example/x",
            false,
        ),
    ] {
        let (page, mut target) = (parts(PAGE), parts(address));
        let mut ask = understand(address);
        let mut app = lint::app("https://example.com");
        judge(policy, &page, &mut app, &mut target, &mut ask);
        assert_eq!((target.href.as_str(), app.upgrades), (href, upgrades), "{policy}");
        assert_eq!(target.href.starts_with("wss:"), target.scheme == "wss");
        let noted = ask.problems.iter().any(|p| p.kind == ProblemKind::Upgraded);
        assert_eq!(noted, href != address);
        let read = lint::target(&ask, Some(target), &[], Some(app));
        if noted {
            assert_eq!(read.app.unwrap().policy, Some(PolicySays::Allows));
            assert!(read.port == 443 || read.port == 8080, "80 becomes 443");
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_text_panics(
        text in "\\PC{0,80}|(<meta |content=|Content-Security-Policy|-report-only|connect-src|'self'|wss?://|[:;, \"'*%/é]){0,12}",
        page in "https?://[a-z.]{0,6}(:[0-9]{1,5})?",
        target in "wss?://[a-z.]{0,6}(:[0-9]{1,5})?(/[a-z%0-9]{0,6}){0,3}",
    ) {
        let _ = read(&text, &page, &target);
    }
}
