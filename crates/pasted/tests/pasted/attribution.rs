//! Which lines are about the target.

use why1006_evidence::{Clue, Told, Way};
use why1006_pasted::{Source, Why, read};

use crate::{context, here, target, told, whys};

const FAILED: &str = "failed: Error during WebSocket handshake: Unexpected response code: 404";

/// What a frame about `line` is to a test of `url`.
fn of(url: &str, line: &str) -> Result<Told, Why> {
    let reading = here(&format!("WebSocket connection to '{line}' {FAILED}"), url);
    match (told(&reading).as_slice(), whys(&reading).as_slice()) {
        ([told], []) => Ok(told.clone()),
        ([], [why]) => Err(*why),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn addresses_that_are_the_same() {
    for (url, line) in [
        ("wss://a.example/ws", "wss://a.example/ws"),
        ("wss://a.example/ws", "wss://a.example:443/ws"),
        ("wss://a.example:443/ws", "WSS://A.Example/ws"),
        ("wss://a.example/", "wss://a.example"),
        ("wss://a.example/ws?token=secret", "wss://a.example/ws?token=…"),
        ("wss://a.example/ws", "wss://me:pw@a.example/ws?x#y"),
        ("ws://[::1]:8080/ws", "ws://[::1]:8080/ws"),
        ("wss://a.example/s/9f86d081884c7d659a2feaa0c55ad015/ws", "wss://a.example/s/…/ws"),
        ("wss://a.example/s/…/ws", "wss://a.example/s/9f86d081884c7d659a2feaa0c55ad015/ws"),
        ("wss://a.example/s/…/ws", "wss://a.example/s/…/ws"),
        ("wss://xn--bcher-kva.example/ws", "wss://bücher.example/ws"),
        ("wss://a.example/it's/ws", "wss://a.example/it's/ws"),
        ("wss://a.example/ws.", "wss://a.example/ws."),
    ] {
        assert_eq!(of(url, line), Ok(Told::status(Way::Console, 404)), "{line}");
    }
}

#[test]
fn addresses_that_are_not() {
    for (line, why) in [
        ("wss://b.example/ws", Why::OtherSite),
        ("wss://a.example.evil.example/ws", Why::OtherSite),
        ("wss://a.example@b.example/ws", Why::OtherSite),
        ("ws://a.example/ws", Why::OtherAddress),
        ("wss://a.example:8443/ws", Why::OtherAddress),
        ("wss://a.example/ws/", Why::OtherPath),
        ("wss://a.example/", Why::OtherPath),
        ("wss://a.example/WS", Why::OtherPath),
        ("wss://a.example/reference/socket", Why::OwnProbe),
        ("wss://c.example/x/reference/socket", Why::OwnProbe),
        ("wss://a.example:99999/ws", Why::OtherSite),
        ("wss://", Why::OtherSite),
    ] {
        assert_eq!(of("wss://a.example/ws", line), Err(why), "{line}");
    }
}

#[test]
fn the_other_address_is_named_without_secrets() {
    let text = "WebSocket connection to 'wss://a.example/b/9f86d081884c7d659a2feaa0c55ad015?t=x' failed: \n\
                WebSocket connection to 'wss://u:p@b.example:1/x?t=x' failed: ";
    let reading = here(text, "wss://a.example/ws");
    let about: Vec<&str> = reading.ignored.iter().map(|one| one.about.as_str()).collect();
    assert_eq!(about, ["wss://a.example/b/…", "b.example:1"]);
}

#[test]
fn a_subprotocol_that_this_page_offered_on_its_own_does_not_count() {
    let line = "WebSocket connection to 'wss://a.example/ws' failed: Error during WebSocket handshake: \
                Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received";
    let mut target = target("wss://a.example/ws");
    assert_eq!(whys(&read(line, &context(&target, Source::ThisPage))), [Why::OwnVariant]);
    let app = told(&read(line, &context(&target, Source::AppPage)));
    assert_eq!(app, [Told::new(Way::AppConsole, Clue::Subprotocol)]);
    target.protocols.push("chat".into());
    let offered = told(&read(line, &context(&target, Source::ThisPage)));
    assert_eq!(offered, [Told::new(Way::Console, Clue::Subprotocol)]);
}

#[test]
fn the_apps_web_requests_are_not_its_socket() {
    let text = "GET https://a.example/ws 401 (Unauthorized)\n\
                WebSocket connection to 'wss://a.example/ws' failed: Invalid frame header";
    let url = "wss://a.example/ws";
    let app = read(text, &context(&target(url), Source::AppPage));
    assert_eq!(told(&app), [Told::new(Way::AppConsole, Clue::BrokenFrame)]);
    assert_eq!(whys(&app), [Why::OtherRequest]);
    let this = told(&here(text, url));
    let both = [Told::status(Way::Request, 401), Told::new(Way::Console, Clue::BrokenFrame)];
    assert_eq!(this, both);
}

#[test]
fn without_an_address_only_alone() {
    let url = "wss://a.example/ws";
    let alone = here("net::ERR_CERT_DATE_INVALID", url);
    assert_eq!(told(&alone), [Told::new(Way::Console, Clue::CertDate)]);
    let frame = "Error during WebSocket handshake: Unexpected response code: 502";
    assert_eq!(told(&here(frame, url)), [Told::status(Way::Console, 502)]);
    let mixed = here("net::ERR_CERT_DATE_INVALID\nGET https://b.example/ 404 (Not Found)", url);
    assert_eq!(told(&mixed), []);
    assert_eq!(whys(&mixed), [Why::OtherSite, Why::NoAddress]);
}

#[test]
fn webkits_status_needs_its_request() {
    let url = "wss://a.example/ws";
    let status =
        "Origin https://p.example is not allowed by Access-Control-Allow-Origin. Status code: 403";
    let ours = "Fetch API cannot load https://a.example/ws due to access control checks.";
    let other = "Fetch API cannot load https://b.example/ws due to access control checks.";
    let is = [Told::status(Way::Request, 403)];
    assert_eq!(told(&here(&format!("{status}\n{ours}"), url)), is);
    assert_eq!(told(&here(&format!("{ours}\n{status}"), url)), is);
    assert_eq!(told(&here(&format!("{status}\n{ours}\n{other}"), url)), is);
    assert_eq!(told(&here(&format!("{status}\n{other}\n{ours}"), url)), []);
    assert_eq!(told(&here(&format!("{other}\n{status}"), url)), []);
}
