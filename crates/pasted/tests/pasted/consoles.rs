//! Lines as people copy them: with links, times, repeats, in other languages.

use why1006_evidence::{Clue, Told, Way};
use why1006_pasted::Why;

use crate::{here, told, whys};

const URL: &str = "wss://a.example/ws";

fn one(line: &str) -> Told {
    let reading = here(line, URL);
    assert_eq!(reading.understood.len(), 1, "{line}: {reading:#?}");
    reading.understood[0].told.clone()
}

#[test]
fn chromium_as_copied_and_as_saved() {
    let status = Told::status(Way::Console, 404);
    for line in [
        "app.js:12 WebSocket connection to 'wss://a.example/ws' failed: Error during WebSocket handshake: Unexpected response code: 404",
        "WebSocket connection to 'wss://a.example/ws' failed: Error during WebSocket handshake: Unexpected response code: 404 app.js:12",
        "[12:01:07.120] (index):3 WebSocket connection to 'wss://a.example/ws' failed: Unexpected response code: 404",
        "2026-01-01T10:00:00Z https://a.example/x.js 3:14 WebSocket connection to 'wss://a.example/ws?t=1' failed: Error during WebSocket handshake: Unexpected response code: 404",
    ] {
        assert_eq!(one(line), status, "{line}");
    }
    let blank = one("client:1 WebSocket connection to 'wss://a.example/ws' failed: ");
    assert_eq!(blank, Told::new(Way::Console, Clue::Unspecific));
    for line in [
        "GET https://a.example/ws net::ERR_CERT_DATE_INVALID",
        "why1006.js:1  GET https://a.example/ws net::ERR_CERT_DATE_INVALID (anonymous) @ why1006.js:1",
        "https://a.example/ws - Failed to load resource: net::ERR_CERT_DATE_INVALID",
        "https://a.example/ws:1 Failed to load resource: net::ERR_CERT_DATE_INVALID",
    ] {
        assert_eq!(one(line), Told::new(Way::Request, Clue::CertDate), "{line}");
    }
    assert_eq!(one("GET https://a.example/ws 404 (Not Found)"), Told::status(Way::Request, 404));
}

#[test]
fn firefox_in_any_language() {
    let vague = Told::new(Way::Console, Clue::Unspecific);
    for line in [
        "Firefox can’t establish a connection to the server at wss://a.example/ws. app.js:3:10",
        "Firefox can't establish a connection to the server at wss://a.example/ws",
        "Firefox kann keine Verbindung zu dem Server unter wss://a.example/ws aufbauen.",
        "Die Verbindung zu wss://a.example/ws wurde unterbrochen, während die Seite geladen wurde.",
        "Firefox は wss://a.example/ws のサーバーへの接続を確立できませんでした。",
        "Firefox 无法建立到 wss://a.example/ws 服务器的连接。",
    ] {
        assert_eq!(one(line), vague, "{line}");
    }
    for line in [
        "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://a.example/ws. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 403.",
        "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://a.example/ws. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 403. [Learn More] app.js:404:12",
        "Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf https://a.example/ws. (Grund: CORS-Kopfzeile 'Access-Control-Allow-Origin' fehlt). Statuscode: 403.",
        "已拦截跨源请求：同源策略禁止读取位于 https://a.example/ws 的远程资源。（原因：CORS 头缺少 'Access-Control-Allow-Origin'）。状态码：403。",
    ] {
        assert_eq!(one(line), Told::status(Way::Request, 403), "{line}");
    }
    for line in [
        "Cross-Origin Request Blocked: … at https://a.example/ws. (Reason: CORS request did not succeed). Status code: (null).",
        "Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf https://a.example/ws. (Grund: CORS-Anfrage schlug fehl). Statuscode: (null).",
    ] {
        assert_eq!(one(line), Told::new(Way::Request, Clue::NoAnswer), "{line}");
    }
    let preflight = "x at https://a.example/ws. (Reason: CORS preflight response did not succeed). Status code: 405.";
    assert_eq!(whys(&here(preflight, URL)), [Why::Harmless]);
    assert_eq!(
        one("GET wss://a.example/ws [HTTP/1.1 502 Bad Gateway 12ms]"),
        Told::status(Way::Console, 502)
    );
    let split = here("GET\nwss://a.example/ws\n[HTTP/1.1 502 Bad Gateway 12ms]", URL);
    assert_eq!(told(&split), [Told::status(Way::Console, 502)]);
}

#[test]
fn safari_as_people_report_it() {
    for (reason, told) in [
        ("There was a bad response from the server.", Clue::Page),
        ("The certificate for this server is invalid. You might be", Clue::CertUnspecific),
        ("Could not connect to the server.", Clue::Unspecific),
        ("The operation couldn’t be completed. Connection refused", Clue::Refused),
        (
            "The operation couldn’t be completed. (kNWErrorDomainPOSIX error 100 - Protocol error)",
            Clue::Unspecific,
        ),
        ("The network connection was lost.", Clue::ClosedEarly),
    ] {
        let line = format!("[Error] WebSocket connection to '{URL}' failed: {reason}");
        assert_eq!(one(&line), Told::new(Way::Console, told), "{reason}");
    }
    let old = "[Error] WebSocket network error: OSStatus Error -9807: Invalid certificate chain  (x, line 0)";
    assert_eq!(one(old), Told::new(Way::Console, Clue::CertUnspecific));
    let blocked = "[blocked] The page at https://p.example was not allowed to run insecure content from ws://a.example/ws.";
    let reading = here(blocked, "ws://a.example/ws");
    assert_eq!(told(&reading), [Told::new(Way::Console, Clue::MixedContent)]);
}

#[test]
fn a_mixture_is_sorted_out() {
    let text = "\
[10:00:01] Navigated to https://p.example/\r
DevTools failed to load source map: Could not load content for https://cdn.example/x.map\r
WebSocket connection to 'wss://a.example/ws' failed: Error during WebSocket handshake: Unexpected response code: 502\r
    at connect (https://p.example/app.js:10:3)\r
WebSocket connection to 'wss://a.example/ws' failed: Error during WebSocket handshake: Unexpected response code: 502\r
WebSocket connection to 'wss://chat.other.example/ws' failed: WebSocket opening handshake timed out\r
why1006.js:1 WebSocket connection to 'wss://a.example/ws' failed: WebSocket opening handshake timed out\r
favicon.ico:1 Failed to load resource: the server responded with a status of 404 (Not Found)\r
http://why1006-51679486.invalid/ - Failed to load resource: net::ERR_NAME_NOT_RESOLVED\r
something else";
    let reading = here(text, URL);
    let expected =
        [Told::status(Way::Console, 502), Told::new(Way::Console, Clue::HandshakeTimedOut)];
    assert_eq!(told(&reading), expected);
    assert_eq!(reading.understood[0].lines, 2);
    let expected = [
        Why::OtherSite,
        Why::OtherSite,
        Why::OtherSite,
        Why::NoAddress,
        Why::OwnProbe,
        Why::NotUnderstood,
    ];
    assert_eq!(whys(&reading), expected);
    let about: Vec<&str> = reading.ignored.iter().map(|one| one.about.as_str()).collect();
    assert_eq!(about[..3], ["p.example", "cdn.example", "chat.other.example"]);
    assert_eq!(reading.fault, None);
}
