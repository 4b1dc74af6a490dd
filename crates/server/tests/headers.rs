//! What every response carries, and what none may.

#[path = "support/server.rs"]
mod support;

use support::*;
use tokio_tungstenite::connect_async;
use why1006_server::Assets;

const POLICY: &str = "default-src 'none'; script-src 'self' 'sha256-AbC+/=' 'wasm-unsafe-eval'; \
                      connect-src 'self' http: https: ws: wss:";

fn page() -> Folder {
    let name = format!("headers-{:?}", std::thread::current().id());
    let html = format!(
        "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"><p>hi"
    );
    Folder::new(&name, &[("index.html", &html), ("app-0123456789abcdef.js", "1")])
}

fn check(answer: &Answer, policy: &str) {
    assert_eq!(answer.header("content-security-policy"), Some(policy), "{answer:?}");
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{answer:?}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{answer:?}");
    assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{answer:?}");
    let permissions = answer.header("permissions-policy").unwrap();
    for off in ["camera=()", "microphone=()", "geolocation=()"] {
        assert!(permissions.contains(off), "{permissions}");
    }
    assert!(!permissions.contains("local-network"), "probes need it: {permissions}");
    assert!(!permissions.contains("loopback-network"), "probes need it: {permissions}");
    for never in [
        "strict-transport-security",
        "cross-origin-embedder-policy",
        "cross-origin-resource-policy",
        "set-cookie",
        "server",
    ] {
        assert_eq!(answer.header(never), None, "{answer:?}");
    }
    assert!(!policy.contains("upgrade-insecure-requests"));
}

#[tokio::test]
async fn every_kind_of_response_is_hardened() {
    let page = page();
    let server = server(|config| config.assets = Assets::from_dir(&page.0).unwrap()).await;
    let addr = server.http_addr();
    let policy = format!("{POLICY}; frame-ancestors 'none'");
    let index = request(addr, "GET /", &[]).await;
    let etag = format!("If-None-Match: {}", index.header("etag").unwrap());
    for (line, headers, status) in [
        ("GET /", &[][..], 200),
        ("HEAD /", &[], 200),
        ("GET /", &[etag.as_str()], 304),
        ("GET /app-0123456789abcdef.js", &[], 200),
        ("GET /nothing", &[], 404),
        ("POST /", &[], 405),
        ("GET /why1006.json", &[], 200),
        ("POST /why1006.json", &[], 405),
        ("GET /reference/http", &[], 200),
        ("OPTIONS /reference/http", &[], 204),
        ("GET /reference/socket", &[], 426),
    ] {
        let answer = request(addr, line, headers).await;
        assert_eq!(answer.status, status, "{line}");
        check(&answer, &policy);
        if line.contains("/reference/") {
            assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{line}");
            assert_eq!(answer.header("timing-allow-origin"), Some("*"), "{line}");
        } else {
            assert_eq!(answer.header("access-control-allow-origin"), None, "{line}");
        }
    }
    let upgrade = handshake(addr, "/reference/socket", &[("Origin", "https://foreign.example")]);
    let (_client, response) = connect_async(upgrade).await.unwrap();
    assert_eq!(response.headers()["content-security-policy"].to_str().unwrap(), policy);
}

#[tokio::test]
async fn without_a_page_nothing_is_allowed() {
    let server = server(|_| {}).await;
    let answer = request(server.http_addr(), "GET /", &[]).await;
    assert_eq!(answer.status, 404);
    check(&answer, "default-src 'none'; frame-ancestors 'none'");
}

#[tokio::test]
async fn a_policy_no_header_can_carry_is_an_error() {
    let html = "<meta http-equiv=Content-Security-Policy content=\"default-src \u{1}\">";
    let page = Folder::new("headers-bad-policy", &[("index.html", html)]);
    let mut config = why1006_server::Config::new(Assets::from_dir(&page.0).unwrap());
    config.listen = "127.0.0.1:0".parse().unwrap();
    let error = why1006_server::start(config).await.unwrap_err().to_string();
    assert!(error.starts_with("the policy in index.html cannot be sent as a header"), "{error}");
}
