use super::*;

fn kinds(ask: &Ask) -> Vec<ProblemKind> {
    ask.problems.iter().map(|p| p.kind).collect()
}

#[test]
fn an_address_is_taken_as_it_is() {
    let ask = understand("  wss://postfacto.example.com/cable  ");
    assert_eq!(ask.kind, AskKind::Address);
    assert_eq!(ask.address, "wss://postfacto.example.com/cable");
    assert!(ask.problems.is_empty());
}

#[test]
fn a_console_line_gives_its_address() {
    for line in [
        "WebSocket connection to 'wss://a.example/cable' failed: Error during WebSocket \
         handshake: Unexpected response code: 404",
        "Firefox can’t establish a connection to the server at wss://a.example/cable.",
        "app.js:12 WebSocket connection to \"wss://a.example/cable\" failed",
        "(see wss://a.example/cable)",
    ] {
        let ask = understand(line);
        assert_eq!(ask.kind, AskKind::TextLine, "{line}");
        assert_eq!(ask.address, "wss://a.example/cable", "{line}");
    }
}

#[test]
fn a_page_address_becomes_a_socket_address() {
    let ask = understand("https://app.example.com/rooms#/42");
    assert_eq!(ask.address, "wss://app.example.com/rooms");
    assert_eq!(kinds(&ask), [ProblemKind::HttpScheme]);
    assert_eq!(understand("http://localhost:3000/ws").address, "ws://localhost:3000/ws");
}

#[test]
fn a_bare_host_gets_a_scheme() {
    for (text, address) in [
        ("app.example.com/cable", "wss://app.example.com/cable"),
        ("localhost:3000/ws", "ws://localhost:3000/ws"),
        ("192.168.1.4:81", "ws://192.168.1.4:81"),
        ("good.test:21000/ws", "wss://good.test:21000/ws"),
        ("//good.test/ws", "wss://good.test/ws"),
        ("[::1]:9000/ws", "ws://[::1]:9000/ws"),
    ] {
        let ask = understand(text);
        assert_eq!(ask.address, address, "{text}");
        assert_eq!(kinds(&ask), [ProblemKind::AddedScheme], "{text}");
    }
}

#[test]
fn a_curl_command_gives_origin_and_protocols() {
    let ask = understand(
        "curl 'https://a.example/cable' \\\n -H 'Origin: https://app.example' -H \
         'Sec-WebSocket-Protocol: actioncable-v1-json, x' --http1.1",
    );
    assert_eq!(ask.kind, AskKind::Curl);
    assert_eq!(ask.address, "wss://a.example/cable");
    assert_eq!(ask.app.as_deref(), Some("https://app.example"));
    assert_eq!(ask.protocols, ["actioncable-v1-json", "x"]);
}

#[test]
fn an_address_in_a_header_of_curl_is_not_the_target() {
    let ask = understand("curl -i -N -H \"Origin: http://app.test\" 'http://host.test/socket'");
    assert_eq!(ask.address, "ws://host.test/socket");
    assert_eq!(ask.app.as_deref(), Some("http://app.test"));
}

#[test]
fn placeholders_are_noticed() {
    for (text, part) in [
        ("wss://postfacto.[mydomain]/cable", "[mydomain]"),
        ("wss://<host>/cable", "<host>"),
        ("wss://${HOST}/cable", "{HOST}"),
        ("wss://your-domain.com/ws", "your-domain"),
    ] {
        let ask = understand(text);
        let found = ask.problems.iter().find(|p| p.kind == ProblemKind::Placeholder);
        assert_eq!(found.map(|p| p.part.as_str()), Some(part), "{text}");
    }
    assert!(understand("ws://[::1]/ws").problems.is_empty());
}

#[test]
fn what_holds_no_address_says_so() {
    for (text, problem) in [
        ("", ProblemKind::Empty),
        (" \u{200B}\n", ProblemKind::Empty),
        ("it does not work", ProblemKind::NoAddress),
        ("screenshot", ProblemKind::NoAddress),
        ("/cable", ProblemKind::NoHost),
        ("ftp://a.example/x", ProblemKind::WrongScheme),
        ("mailto:me@a.example", ProblemKind::WrongScheme),
        ("javascript:alert(1)", ProblemKind::WrongScheme),
    ] {
        assert_eq!(kinds(&understand(text)), [problem], "{text}");
    }
    assert_eq!(kinds(&understand(&"a".repeat(10_000))), [ProblemKind::TooLong]);
}

#[test]
fn hidden_characters_are_named() {
    assert_eq!(kinds(&understand("wss://a\u{200B}.example/")), [ProblemKind::Invisible]);
    assert_eq!(kinds(&understand("wss://a.example/\u{202E}x")), [ProblemKind::Direction]);
    assert_eq!(kinds(&understand("wss://a.example/\u{7}x")), [ProblemKind::Control]);
    assert_eq!(kinds(&understand("wss://a.example/a b")), [ProblemKind::Space]);
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,200}|.{0,60}|(ws|wss|http|curl)[:/ '\"<>\\[\\]{}a-z0-9.#?@-]{0,60}") {
        let ask = understand(&text);
        proptest::prop_assert!(!ask.address.is_empty() || !ask.problems.is_empty());
    }
}
