//! Lines of the logs of servers and proxies, as their sources print them or
//! their documentation quotes them, each with what it stands for.

use why1006_evidence::{Asker, Clue, Clue::*, Told, Way};
use why1006_pasted::{Fault, Reading, Source, Why, read};

use crate::{context, here, target, told, whys};

pub(crate) mod families;

const URL: &str = "wss://a.example/ws";

fn clue(clue: Clue) -> Told {
    Told::new(Way::ServerLog, clue)
}

fn status(status: u16) -> Told {
    Told::status(Way::ServerLog, status)
}

fn refused(asker: Asker) -> Told {
    clue(OriginRefused).by(asker)
}

/// What a line alone says.
fn of(line: &str) -> Result<Told, Why> {
    one(&here(line, URL), line)
}

fn one(reading: &Reading, line: &str) -> Result<Told, Why> {
    match (told(reading).as_slice(), whys(reading).as_slice()) {
        ([told], []) => Ok(told.clone()),
        ([], [why]) => Err(*why),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn an_origin_is_this_pages_the_apps_or_anothers() {
    let line = |origin: &str| format!("Request origin not allowed: {origin}");
    for (origin, asker) in [
        ("https://why.example", Asker::ThisPage),
        ("https://a.example", Asker::App),
        ("\"HTTPS://Why.Example:443/\"", Asker::ThisPage),
        ("https://why.example.evil.example", Asker::Other),
        ("http://a.example", Asker::Other),
        ("https://evil.example", Asker::Other),
        ("null", Asker::Other),
        ("-", Asker::Nobody),
        ("", Asker::Nobody),
    ] {
        assert_eq!(of(&line(origin)), Ok(refused(asker)), "{origin}");
    }
    let mut target = target(URL);
    target.app = Some(why1006_evidence::target::App {
        origin: "https://app.example".into(),
        scheme: why1006_evidence::circumstances::PageScheme::Https,
        here: false,
        policy: None,
        upgrades: false,
    });
    let reading = |origin| read(&line(origin), &context(&target, Source::ThisPage));
    assert_eq!(told(&reading("https://app.example")), [refused(Asker::App)]);
    assert_eq!(told(&reading("https://a.example")), [refused(Asker::Other)]);
}

#[test]
fn prompts_colours_and_prefixes_do_not_matter() {
    for line in [
        "\x1b[1m\x1b[31mRequest origin not allowed: https://why.example\x1b[0m",
        "web-1  | 2026-11-28T02:00:00.000Z E, [2026-11-28T02:00:00.1 #1] ERROR -- : [ActionCable] Request origin not allowed: https://why.example",
        "deploy@web1:~$ Request origin not allowed: https://why.example",
        "Nov 28 02:00:00 web1 puma[812]: Request origin not allowed: https://why.example  ",
    ] {
        assert_eq!(of(line), Ok(refused(Asker::ThisPage)), "{line}");
    }
}

#[test]
fn another_path_or_host_is_given_back() {
    let upstream = |path, host| {
        format!(
            "2026/11/28 02:00:00 [error] 7#7: *1 connect() failed (111: Connection refused) while \
             connecting to upstream, client: 192.0.2.1, server: _, request: \"GET {path} HTTP/1.1\", \
             upstream: \"http://127.0.0.1:3000{path}\", host: \"{host}\""
        )
    };
    assert_eq!(of(&upstream("/ws?ticket=1", "a.example")), Ok(clue(UpstreamRefused)));
    assert_eq!(of(&upstream("/ws", "A.example:443")), Ok(clue(UpstreamRefused)));
    for (path, host, why, about) in [
        ("/other?ticket=1", "a.example", Why::OtherPath, "/other"),
        ("/ws", "b.example", Why::OtherSite, "b.example"),
        ("/ws", "a.example:8443", Why::OtherSite, "a.example:8443"),
    ] {
        let reading = here(&upstream(path, host), URL);
        assert_eq!(reading.fault, Some(Fault::OtherSite));
        assert_eq!((reading.ignored[0].why, reading.ignored[0].about.as_str()), (why, about));
    }
}

#[test]
fn what_names_nothing_counts_unless_others_are_named() {
    let origin = "Request origin not allowed: https://why.example";
    let backend = "[proxy:error] [pid 9] (111)Connection refused: AH00957: HTTP: attempt to connect to \
                   127.0.0.1:3000 (127.0.0.1:3000) failed";
    let file = "nginx: [emerg] cannot load certificate \"/etc/ssl/a.pem\": BIO_new_file() failed";
    let all = [refused(Asker::ThisPage), clue(UpstreamRefused), clue(TlsFiles)];
    let lines = [origin, backend, file].join("\n");
    assert_eq!(told(&here(&lines, URL)), all);
    let path = "192.0.2.1 - - [28/Nov/2026:02:00:00 +0000] \"GET /logo.png HTTP/1.1\" 404 153";
    let mixed = here(&format!("{path}\n{lines}"), URL);
    assert_eq!(told(&mixed), [refused(Asker::ThisPage), clue(TlsFiles)]);
    assert_eq!(whys(&mixed), [Why::OtherPath, Why::NoAddress]);
    let host = "heroku[router]: at=error code=H12 desc=\"Request timeout\" method=GET path=\"/ws\" \
                host=b.example dyno=web.1 status=503";
    assert_eq!(told(&here(&format!("{host}\n{lines}"), URL)), [clue(TlsFiles)]);
}

#[test]
fn phoenix_goes_on_in_another_line() {
    let head = "[error] Could not check origin for Phoenix.Socket transport.";
    let rest = "Origin of the request: https://why.example";
    let whole = here(&format!("{head}\n\n{rest}\n\nThis happens when you are attempting"), URL);
    assert_eq!(told(&whole), [refused(Asker::ThisPage)]);
    assert_eq!(whole.understood[0].lines, 2);
    assert_eq!(of(head), Ok(clue(OriginRefused)));
    assert_eq!(told(&here(&format!("{head}\n{head}\n{rest}"), URL)).len(), 2);
}

#[test]
fn a_web_request_of_the_same_path_is_none_of_the_websocket() {
    let line = |version, referrer| {
        format!(
            "192.0.2.1 - - [28/Nov/2026:02:00:00 +0000] \"GET /ws HTTP/{version}\" 404 0 \"{referrer}\" \"Mozilla/5.0\""
        )
    };
    assert_eq!(of(&line("1.1", "-")), Ok(status(404)));
    assert_eq!(of(&line("2.0", "-")), Err(Why::OtherRequest));
    assert_eq!(of(&line("1.1", "https://a.example/")), Err(Why::OtherRequest));
}

#[test]
fn lines_that_are_cut_or_translated_say_nothing_wrong() {
    for line in [
        "Failed to upgrade to WebSocket (REQUEST_METHOD: GET, HTTP_CONNECTION: Upg",
        "192.0.2.1 - - [28/Nov/2026:02:00:00 +0000] \"GET /ws HTTP/1.1\" 40",
        "haproxy[1]: 192.0.2.1:33317 [06/Feb/2026:12:14:14.655] in app/srv1 10/0/30/69/109 503 212 - - SC--",
        "Ursprung der Anfrage nicht erlaubt",
        "[error] connect() failed (111: Connection refused) while",
    ] {
        assert_eq!(of(line), Err(Why::NotUnderstood), "{line}");
    }
}

#[test]
fn what_a_terminal_prints_is_not_a_servers_log() {
    for line in [
        "> GET /ws HTTP/1.1",
        "< HTTP/1.1 403 Forbidden",
        "* Connected to a.example (192.0.2.1) port 443",
        "$ curl -i https://a.example/ws",
        "GET /ws HTTP/1.1",
    ] {
        assert!(told(&here(line, URL)).is_empty(), "{line}");
    }
}
