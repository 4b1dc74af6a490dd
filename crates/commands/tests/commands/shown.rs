//! What the commands are, letter by letter.

use why1006_commands::{Command, Shell, Subject, removed, text};
use why1006_evidence::{Problem, ProblemKind, Scheme};

use super::subjects::{app, of, target};

#[test]
fn the_handshake_is_asked_by_turns_and_the_reference_once() {
    let mut target = target(Scheme::Wss, "api.example", 443, "/cable?v=2");
    target.protocols = vec!["graphql-ws".into(), "x".into()];
    target.app = app("https://app.example");
    let reference = Some("https://why.example/reference/http");
    let subject = Subject { reference, ..of(&target) };
    let expected = "for origin in 'https://app.example' 'https://app.example' \
                    'https://why.example' 'https://app.example' 'https://why.example'; do\n\
                    curl '--http1.1' -g -sS -v -o /dev/null -m 5 \\\n  \
                    -H 'Connection: Upgrade' -H 'Upgrade: websocket' \\\n  \
                    -H 'Sec-WebSocket-Version: 13' \
                    -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' \\\n  \
                    -H \"Origin: $origin\" \\\n  \
                    -H 'Sec-WebSocket-Protocol: graphql-ws, x' \\\n  \
                    'https://api.example/cable?v=2' 2>&1; done\n\
                    curl '--http1.1' -g -sS -v -o /dev/null -m 5 \
                    'https://why.example/reference/http' 2>&1";
    assert_eq!(text(Command::Upgrade, &subject, Shell::Posix).as_deref(), Some(expected));
    let shown = text(Command::Upgrade, &subject, Shell::PowerShell).unwrap();
    let head = "foreach ($origin in 'https://app.example', 'https://app.example', \
                'https://why.example', 'https://app.example', 'https://why.example') {\n";
    assert!(shown.starts_with(head), "{shown}");
    assert!(shown.contains("'https://api.example/cable?v=2' }\ncurl.exe"), "{shown}");
}

#[test]
fn windows_has_a_curl_of_its_own() {
    let mut target = target(Scheme::Ws, "10.0.0.7", 8080, "/");
    target.app = app("https://why.example");
    let expected = "curl.exe '--http1.1' -g -sS -v --stderr '-' -o NUL -m 5 `\n  \
                    -H 'Connection: Upgrade' -H 'Upgrade: websocket' `\n  \
                    -H 'Sec-WebSocket-Version: 13' \
                    -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' `\n  \
                    -H 'Origin: https://why.example' `\n  'http://10.0.0.7:8080/'";
    assert_eq!(text(Command::Upgrade, &of(&target), Shell::PowerShell).as_deref(), Some(expected));
}

#[test]
fn an_app_that_is_not_known_runs_where_the_address_is() {
    for (target, origin) in [
        (target(Scheme::Wss, "a.example", 443, "/"), "https://a.example"),
        (target(Scheme::Wss, "a.example", 80, "/"), "https://a.example:80"),
        (target(Scheme::Ws, "[::1]", 8080, "/"), "http://[::1]:8080"),
    ] {
        let command = text(Command::Upgrade, &of(&target), Shell::Posix).unwrap();
        assert!(command.contains(&format!("'{origin}' 'https://why.example'; do")), "{command}");
    }
}

#[test]
fn each_has_its_form() {
    let named = target(Scheme::Wss, "a.example.", 8443, "/ws");
    let literal = target(Scheme::Wss, "[2001:db8::1]", 443, "/ws");
    let plain = target(Scheme::Ws, "a.example", 80, "/ws");
    use {Command::*, Shell::*};
    for (command, target, shell, expected) in [
        (
            Tls,
            &named,
            Posix,
            "openssl s_client -connect 'a.example.:8443' -servername 'a.example' \
             -alpn http/1.1 -showcerts -verify_hostname 'a.example' </dev/null 2>&1",
        ),
        (
            Tls,
            &literal,
            Posix,
            "openssl s_client -connect '[2001:db8::1]:443' -alpn http/1.1 -showcerts \
             -verify_ip '2001:db8::1' </dev/null 2>&1",
        ),
        (
            Tls,
            &named,
            PowerShell,
            "curl.exe '--http1.1' -g -sS -v --stderr '-' -o NUL -m 8 'https://a.example.:8443/ws'",
        ),
        (
            Reach,
            &plain,
            Posix,
            "getent ahosts 'a.example' || dig -q 'a.example'\n\
             nc -vz -w 5 'a.example' 80 2>&1",
        ),
        (Reach, &literal, Posix, "nc -vz -w 5 '2001:db8::1' 443 2>&1"),
        (
            Reach,
            &named,
            PowerShell,
            "Resolve-DnsName -Name 'a.example.'\n\
             Test-NetConnection -ComputerName 'a.example.' -Port 8443",
        ),
        (Reach, &literal, PowerShell, "Test-NetConnection -ComputerName '2001:db8::1' -Port 443"),
        (
            Http2,
            &literal,
            Posix,
            "curl '--http2' -g -sS -v -o /dev/null -m 8 'https://[2001:db8::1]/ws' 2>&1",
        ),
        (
            Clients,
            &plain,
            Posix,
            "websocat -v '--origin=http://a.example' 'ws://a.example/ws' </dev/null 2>&1\n\
             wscat '--connect=ws://a.example/ws' '--origin=http://a.example'",
        ),
        (
            Clients,
            &plain,
            PowerShell,
            "websocat.exe -v '--origin=http://a.example' 'ws://a.example/ws'",
        ),
        (
            Capture,
            &plain,
            Posix,
            "sudo timeout 60 tcpdump -i any -w why1006.pcap 'tcp port 80'\n\
             tshark -r why1006.pcap -Y 'tcp.port == 80 && \
             (http || websocket || tcp.flags.reset == 1)'",
        ),
    ] {
        assert_eq!(text(command, &of(target), shell).as_deref(), Some(expected), "{command}");
    }
}

#[test]
fn what_makes_no_sense_is_none() {
    let plain = target(Scheme::Ws, "a.example", 80, "/");
    let secure = target(Scheme::Wss, "a.example", 443, "/");
    use {Command::*, Shell::*};
    for (command, shell) in [(Tls, Posix), (Tls, PowerShell), (Http2, Posix)] {
        assert_eq!(text(command, &of(&plain), shell), None, "{command} {shell}");
    }
    for command in [Http2, Capture] {
        assert_eq!(text(command, &of(&secure), PowerShell), None, "{command}");
    }
    let mut unusable = [secure.clone(), secure.clone(), secure.clone(), secure.clone()];
    unusable[0].problems = vec![Problem { kind: ProblemKind::Fragment, part: "#".into() }];
    unusable[1].scheme = None;
    unusable[2].url = "app.example".into();
    unusable[3].url = "wss:///path".into();
    for target in &unusable {
        for command in [Upgrade, Http2, Clients] {
            assert_eq!(text(command, &of(target), Posix), None, "{command} {}", target.url);
        }
    }
    for host in ["-x", "", "a b", "+short", "@h", "a'b"] {
        let odd = target(Scheme::Wss, host, 443, "/");
        for command in [Tls, Reach, Capture] {
            assert_eq!(text(command, &of(&odd), Posix), None, "{command} {host}");
        }
    }
}

#[test]
fn user_password_and_fragment_stay_out() {
    let mut target = target(Scheme::Wss, "a.example", 443, "/x@y?a=b@c#d");
    target.url = target.url.replace("//", "//me:secret@");
    for command in Command::ALL {
        for shell in Shell::ALL {
            let shown = text(*command, &of(&target), *shell).unwrap_or_default();
            assert!(!shown.contains("secret") && !shown.contains("#d"), "{shown}");
        }
    }
    let shown = text(Command::Upgrade, &of(&target), Shell::Posix).unwrap();
    assert!(shown.contains("'https://a.example/x@y?a=b@c'"), "{shown}");
}

#[test]
fn what_was_removed_is_said() {
    let whole = target(Scheme::Wss, "a.example", 443, "/ws?token=1");
    assert!(!removed(&of(&whole)));
    assert!(removed(&of(&target(Scheme::Wss, "a.example", 443, "/ws?token=…"))));
    let mut offers = whole.clone();
    offers.protocols = vec!["…".into()];
    assert!(removed(&of(&offers)));
    let shown = text(Command::Upgrade, &of(&offers), Shell::Posix).unwrap();
    assert!(shown.contains("'Sec-WebSocket-Protocol: …'"), "{shown}");
    // A user that was taken out is not sent anyway.
    let mut user = whole;
    user.url = "wss://…@a.example/ws".into();
    assert!(!removed(&of(&user)));
}

#[test]
fn one_origin_is_asked_for_once() {
    let target = target(Scheme::Wss, "why.example", 443, "/ws");
    for origin in ["https://why.example", ""] {
        let subject = Subject { target: &target, page_origin: origin, reference: None };
        let shown = text(Command::Upgrade, &subject, Shell::Posix).unwrap();
        assert_eq!(shown.matches("curl ").count(), 1, "{shown}");
        assert!(shown.contains("'Origin: https://why.example'"), "{shown}");
    }
}
