//! What the network panel gives: files, headers, copied commands.

use why1006_evidence::{Asker, Clue, Clue::*, Told, Way};
use why1006_pasted::{Fault, MAX_BYTES, Reading, Source, Why, read};

use crate::{context, here, target, told, whys};

const URL: &str = "wss://a.example/ws";
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

fn clue(clue: Clue) -> Told {
    Told::new(Way::Panel, clue)
}

fn status(status: u16) -> Told {
    Told::status(Way::Panel, status).by(Asker::ThisPage)
}

/// Headers as HAR has them.
fn headers(list: &[(&str, &str)]) -> String {
    let one =
        |(name, value): &(&str, &str)| format!("{{\"name\":\"{name}\",\"value\":\"{value}\"}}");
    list.iter().map(one).collect::<Vec<_>>().join(",")
}

/// An entry as Chromium writes it (`front_end/models/har/Log.ts`).
fn entry(
    url: &str,
    request: &[(&str, &str)],
    status: u16,
    response: &[(&str, &str)],
    more: &str,
) -> String {
    format!(
        "{{\n\"_connectionId\": \"7\",\n\"_initiator\": {{\"type\": \"script\", \"stack\": {{\"callFrames\": [{{\"url\": \
         \"https://why.example/app.js\"}}]}}}},\n{more}\"cache\": {{}},\n\"request\": {{\n\"method\": \"GET\",\n\"url\": \
         \"{url}\",\n\"httpVersion\": \"HTTP/1.1\",\n\"headers\": [{}],\n\"queryString\": [],\n\"cookies\": \
         [{{\"name\":\"sid\",\"value\":\"c00k1e\"}}],\n\"headersSize\": -1,\n\"bodySize\": 0\n}},\n\"response\": {{\n\"status\": \
         {status},\n\"statusText\": \"\",\n\"headers\": [{}],\n\"content\": {{\"size\": 0, \"mimeType\": \
         \"x-unknown\"}},\n\"redirectURL\": \"\",\n\"_transferSize\": 0,\n\"_error\": null\n}},\n\"serverIPAddress\": \
         \"192.0.2.1\",\n\"time\": 12.5\n}}",
        headers(request),
        headers(response),
    )
}

fn har(entries: &[String]) -> String {
    format!(
        "{{\n  \"log\": {{\n    \"version\": \"1.2\",\n    \"creator\": {{\"name\": \"WebInspector\", \"version\": \
         \"537.36\"}},\n    \"pages\": [],\n    \"entries\": [{}]\n  }}\n}}",
        entries.join(",\n")
    )
}

const ASKED: &[(&str, &str)] = &[
    ("Host", "a.example"),
    ("Origin", "https://why.example"),
    ("Upgrade", "websocket"),
    ("Connection", "Upgrade"),
    ("Sec-WebSocket-Key", KEY),
    ("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"),
    ("Cookie", "sid=c00k1e"),
];

const RIGHT: &[(&str, &str)] =
    &[("upgrade", "WebSocket"), ("connection", "upgrade"), ("sec-websocket-accept", ACCEPT)];

fn socket(status: u16, response: &[(&str, &str)], more: &str) -> String {
    entry(URL, ASKED, status, response, &format!("\"_resourceType\": \"websocket\",\n{more}"))
}

fn file(entry: String) -> Reading {
    here(&har(&[entry]), URL)
}

/// A file with a secret wherever one can be.
pub(crate) fn secretive(secret: &str) -> String {
    let headers = [("Cookie", secret), ("Authorization", secret), ("Sec-WebSocket-Key", secret)];
    let url = format!("{URL}?t={secret}");
    let frame = format!("\"_webSocketMessages\": [{{\"type\":\"send\",\"data\":\"{secret}\"}}],\n");
    let other = format!("wss://u:{secret}@b.example/{secret}?{secret}#{secret}");
    let entries = [
        entry(&url, &headers, 403, &[("Set-Cookie", secret)], &frame),
        entry(&other, &headers, 403, &headers, &frame),
        entry(&format!("wss://a.example/s/{secret}/x"), &headers, 101, &headers, &frame),
    ];
    har(&entries)
}

#[test]
fn a_file_tells_the_status_of_the_upgrade() {
    for number in [200, 301, 400, 401, 403, 404, 426, 502, 503] {
        assert_eq!(told(&file(socket(number, &[("server", "x")], ""))), [status(number)]);
    }
}

#[test]
fn a_right_101_works_and_a_wrong_one_is_a_bad_handshake() {
    let works = clue(Works).by(Asker::ThisPage);
    let bad = clue(BadHandshake).by(Asker::ThisPage);
    let name = clue(Subprotocol).by(Asker::ThisPage);
    assert_eq!(told(&file(socket(101, RIGHT, ""))), std::slice::from_ref(&works));
    let with = |more: &[(&'static str, &'static str)]| [RIGHT, more].concat();
    let deflate =
        with(&[("sec-websocket-extensions", "permessage-deflate; server_no_context_takeover")]);
    assert_eq!(told(&file(socket(101, &deflate, ""))), [works]);
    for wrong in [
        vec![RIGHT[0], RIGHT[1]],
        vec![RIGHT[0], RIGHT[2]],
        vec![RIGHT[1], RIGHT[2]],
        vec![RIGHT[0], RIGHT[1], ("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOp=")],
        with(&[("sec-websocket-accept", ACCEPT)]),
        with(&[("sec-websocket-extensions", "x-webkit-zoo")]),
        vec![("upgrade", "h2c"), RIGHT[1], RIGHT[2]],
    ] {
        assert_eq!(told(&file(socket(101, &wrong, ""))), std::slice::from_ref(&bad), "{wrong:?}");
    }
    let chosen = with(&[("sec-websocket-protocol", "chat")]);
    assert_eq!(told(&file(socket(101, &chosen, ""))), [name]);
    // Nothing that would make it a right one is shown.
    assert_eq!(whys(&file(socket(101, &[], ""))), [Why::NeedsHeaders]);
    let got = "\"_webSocketMessages\": [{\"type\":\"receive\",\"time\":1,\"opcode\":1,\"data\":\"hi\"}],\n";
    assert_eq!(told(&file(socket(101, &[], got)))[0].clue, Works);
}

#[test]
fn what_the_browser_says_of_a_failure_counts_as_in_the_console() {
    for (data, said) in [
        ("Error during WebSocket handshake: Unexpected response code: 403", status(403)),
        ("Error in connection establishment: net::ERR_CONNECTION_REFUSED", clue(Refused)),
        ("Error in connection establishment: net::ERR_CERT_DATE_INVALID", clue(CertDate)),
        (
            "Error during WebSocket handshake: 'Upgrade' header is missing",
            clue(BadHandshake).by(Asker::ThisPage),
        ),
    ] {
        let frame = format!(
            "\"_webSocketMessages\": [{{\"type\":\"error\",\"time\":1,\"opcode\":-1,\"data\":\"{data}\"}}],\n"
        );
        assert_eq!(told(&file(socket(0, &[], &frame))), [said], "{data}");
    }
    let text = socket(0, &[], "")
        .replace("\"_error\": null", "\"_error\": \"net::ERR_NAME_NOT_RESOLVED\"");
    assert_eq!(told(&file(text)), [clue(NameNotResolved)]);
    assert_eq!(whys(&file(socket(0, &[], ""))), [Why::Harmless]);
}

#[test]
fn whoever_asked_is_told_by_the_request() {
    let by = |origin: &str| {
        let asked: Vec<_> =
            ASKED.iter().map(|(n, v)| (*n, if *n == "Origin" { origin } else { *v })).collect();
        told(&file(entry(URL, &asked, 403, &[], "")))[0].asker
    };
    assert_eq!(by("https://why.example"), Some(Asker::ThisPage));
    assert_eq!(by("https://a.example"), Some(Asker::App));
    assert_eq!(by("https://b.example"), Some(Asker::Other));
    // Safari leaves the headers of the request out: whose panel it is says it.
    let bare = har(&[entry(URL, &[], 403, &[], "")]);
    let target = target(URL);
    let source = |source| told(&read(&bare, &context(&target, source)))[0].asker;
    assert_eq!(source(Source::ThisPage), Some(Asker::ThisPage));
    assert_eq!(source(Source::AppPage), Some(Asker::App));
}

#[test]
fn other_entries_are_named_or_counted() {
    let page = |n: usize| entry(&format!("https://cdn{n}.example/a.js"), &[], 200, &[], "");
    let mut entries: Vec<String> = (0..100).map(page).collect();
    for url in [
        "wss://b.example:1/x?t=1",
        "wss://a.example/other?t=1",
        "ws://a.example/ws",
        "https://a.example/ws",
    ] {
        let kind = if url.starts_with("ws") { "\"_resourceType\": \"websocket\",\n" } else { "" };
        entries.push(entry(url, &[], 404, &[], kind));
    }
    entries.push(socket(403, &[], ""));
    let reading = here(&har(&entries), URL);
    assert_eq!(told(&reading), [Told::status(Way::Request, 404), status(403)]);
    let left: Vec<_> =
        reading.ignored.iter().map(|one| (one.why, one.lines, one.about.as_str())).collect();
    let expected = [
        (Why::OtherRequest, 100, ""),
        (Why::OtherSite, 1, "b.example:1"),
        (Why::OtherPath, 1, "wss://a.example/other"),
        (Why::OtherAddress, 1, "ws://a.example/ws"),
    ];
    assert_eq!(left, expected);
    let only = here(&har(&[entry("wss://b.example/ws", ASKED, 403, &[], "")]), URL);
    assert_eq!(only.fault, Some(Fault::OtherSite));
}

#[test]
fn an_attempt_with_other_subprotocols_is_not_the_test() {
    let asked = [ASKED, &[("Sec-WebSocket-Protocol", "mqtt")]].concat();
    let text = entry(URL, &asked, 403, &[], "\"_resourceType\": \"websocket\",\n");
    assert_eq!(whys(&file(text.clone())), [Why::OwnVariant]);
    let app = text.replace("https://why.example\"", "https://a.example\"");
    assert_eq!(told(&file(app)), [Told::status(Way::Panel, 403).by(Asker::App)]);
}

#[test]
fn of_a_file_that_is_cut_what_is_whole_counts() {
    let text = har(&[socket(403, &[], ""), socket(502, &[("server", "x")], "")]);
    let second = text.rfind("_connectionId").expect("two entries");
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        let reading = here(&text[..at], URL);
        let said = told(&reading);
        assert!(
            said.len() <= 2 && said.iter().all(|one| *one == status(403) || *one == status(502))
        );
        if at > second {
            assert_eq!(said[0], status(403), "{at}");
        }
    }
    let at = text.rfind("\"response\"").expect("a response");
    assert_eq!(whys(&here(&text[..at + 30], URL)), [Why::CutOff]);
}

#[test]
fn escapes_and_spaces_in_a_file_do_not_matter() {
    let text = har(&[socket(403, &[], "")])
        .replace("wss://a.example/ws", "wss:\\/\\/a.example\\/ws?t=\\u0061");
    assert_eq!(told(&here(&text, URL)), [status(403)]);
    let flat = har(&[socket(403, &[], "")]).replace('\n', "");
    assert_eq!(told(&here(&flat, URL)), [status(403)]);
    assert_eq!(told(&here(&format!("\n\u{feff}{flat}\n"), URL)), [status(403)]);
}

#[test]
fn headers_of_the_panel_are_read_in_each_form() {
    let heads =
        format!("Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: {ACCEPT}\n");
    let asked = format!(
        "Host: a.example\nOrigin: https://why.example\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: {KEY}\n"
    );
    let works = [clue(Works).by(Asker::ThisPage)];
    for text in [
        // Chromium, names and values in one line, in two, and as they were sent.
        format!(
            "General\nRequest URL: {URL}?t=1\nRequest Method: GET\nStatus Code: 101 Switching Protocols\nResponse Headers\n{heads}Request Headers\n{asked}"
        ),
        format!(
            "Request URL\n{URL}\nRequest Method\nGET\nStatus Code\n101 Switching Protocols\nResponse headers (3)\n{}\nRequest headers (5)\n{}",
            heads.replace(": ", "\n"),
            asked.replace(": ", "\n")
        ),
        format!(
            "Request URL:\n{URL}\nRequest Method:\nGET\nStatus Code:\n101 Switching Protocols\nResponse Headers\nRaw\nHTTP/1.1 101 Switching Protocols\n{heads}Request Headers\nGET /ws HTTP/1.1\n{asked}"
        ),
        // Safari.
        format!(
            "Summary\nURL: {URL}\nStatus: 101 Switching Protocols\nSource: Network\nAddress: 192.0.2.1:443\n\nRequest\nGET /ws HTTP/1.1\n{asked}\nResponse\nHTTP/1.1 101 Switching Protocols\n{heads}"
        ),
        // Firefox.
        format!(
            "Scheme\nwss\nHost\na.example\nFilename\n/ws\nAddress\n192.0.2.1:443\nStatus\n101\nSwitching Protocols\nVersion\nHTTP/1.1\nResponse Headers (129 B)\n{heads}Request Headers (400 B)\n{asked}"
        ),
        // Heads as all three copy them.
        format!("GET /ws HTTP/1.1\n{asked}\nHTTP/1.1 101 Switching Protocols\n{heads}"),
    ] {
        assert_eq!(told(&here(&text, URL)), works, "{text}");
        let refused = text
            .replace("101 Switching Protocols", "403 Forbidden")
            .replace("101\nSwitching Protocols", "403");
        assert_eq!(told(&here(&refused, URL)), [status(403)], "{refused}");
    }
}

#[test]
fn headers_of_others_are_given_back() {
    for (text, why) in [
        ("Request URL: wss://b.example/ws\nStatus Code: 403 Forbidden", Why::OtherSite),
        ("Request URL: wss://a.example/other\nStatus Code: 403 Forbidden", Why::OtherPath),
        (
            "GET /other HTTP/1.1\nHost: a.example\n\nHTTP/1.1 403 Forbidden\nServer: x-y",
            Why::OtherPath,
        ),
        (
            "GET /ws HTTP/1.1\nHost: b.example\n\nHTTP/1.1 403 Forbidden\nServer: x-y",
            Why::OtherSite,
        ),
        ("Request URL: https://a.example/app.js\nStatus Code: 200 OK", Why::OtherRequest),
    ] {
        let reading = here(text, URL);
        assert_eq!((told(&reading), whys(&reading)), (vec![], vec![why]), "{text}");
    }
    let two = format!(
        "Request URL: wss://b.example/ws\nStatus Code: 404 Not Found\n\nRequest URL: {URL}\nStatus Code: 403 Forbidden"
    );
    assert_eq!(told(&here(&two, URL)), [status(403)]);
}

#[test]
fn a_bare_head_counts_where_nothing_else_is_named() {
    let head =
        "HTTP/1.1 403 Forbidden\nServer: nginx\nSet-Cookie: sid=c00k1e\nContent-Type: text/html";
    assert_eq!(told(&here(head, URL)), [status(403)]);
    assert_eq!(told(&here("HTTP/2 502", URL)), [status(502)]);
    let other = "GET https://b.example/ 404 (Not Found)";
    assert_eq!(whys(&here(&format!("{other}\n{head}"), URL)), [Why::OtherSite, Why::NoAddress]);
}

#[test]
fn a_panel_in_another_language_tells_by_address_status_and_headers() {
    let text = format!(
        "Anforderungs-URL: {URL}\nAnforderungsmethode: GET\nStatuscode: 403 Forbidden\nOrigin: https://why.example"
    );
    assert_eq!(told(&here(&text, URL)), [status(403)]);
}

#[test]
fn a_request_without_its_answer_says_nothing_and_that_is_said() {
    let bash = format!(
        "curl '{URL}?ticket=s3cr3t' \\\n  -H 'Upgrade: websocket' \\\n  -H 'Origin: https://why.example' \\\n  -H 'Cookie: sid=c00k1e' \\\n  -H 'Sec-WebSocket-Key: {KEY}'"
    );
    let cmd = format!(
        "curl ^\"{URL}^\" ^\n  -H ^\"Upgrade: websocket^\" ^\n  -H ^\"Origin: https://why.example^\" ^\n  -H ^\"Sec-WebSocket-Key: {KEY}^\""
    );
    let shell = format!(
        "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = \"Mozilla/5.0\"\nInvoke-WebRequest -UseBasicParsing -Uri \"{URL}\" `\n-WebSession $session `\n-Headers @{{\n\"Upgrade\"=\"websocket\"\n  \"Origin\"=\"https://why.example\"\n}}"
    );
    for text in [&bash, &cmd, &shell] {
        let reading = here(text, URL);
        assert_eq!(whys(&reading), [Why::RequestOnly], "{text}");
        assert_eq!(reading.fault, Some(Fault::NothingUseful));
        assert_eq!(reading.ignored[0].about, "https://why.example", "{text}");
        assert!(
            !format!("{reading:?}").contains("s3cr3t")
                && !format!("{reading:?}").contains("c00k1e")
        );
    }
    let other = bash.replace("wss://a.example", "wss://b.example");
    assert_eq!(whys(&here(&format!("{bash} ;\n{other}"), URL)), [Why::RequestOnly, Why::OtherSite]);
    let provisional = format!(
        "Request URL: {URL}\nProvisional headers are shown\nLearn more\nUpgrade: websocket"
    );
    assert_eq!(whys(&here(&provisional, URL)), [Why::RequestOnly]);
}

#[test]
fn a_terminal_is_not_the_panel() {
    for text in [
        format!("$ curl -i -N {URL}\nHTTP/1.1 403 Forbidden\nServer: nginx"),
        format!("curl -i '{URL}'\nHTTP/1.1 403 Forbidden"),
        format!("me@pc:~$ curl -i '{URL}'\nHTTP/1.1 403 Forbidden\nServer: nginx"),
        "* Connected to a.example\n> GET /ws HTTP/1.1\n> Host: a.example\n< HTTP/1.1 403 Forbidden"
            .into(),
    ] {
        assert!(told(&here(&text, URL)).iter().all(|one| one.way != Way::Panel), "{text}");
    }
}

#[test]
fn the_largest_file_is_read() {
    let one = entry("https://cdn.example/a.js", &[], 200, &[], "");
    let mut entries = vec![one.clone(); (MAX_BYTES - 4000) / (one.len() + 2)];
    entries.push(socket(403, &[], ""));
    assert_eq!(told(&here(&har(&entries), URL)), [status(403)]);
}
