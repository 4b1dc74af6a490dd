//! Addresses under test, ordinary and hostile.

use proptest::prelude::*;
use why1006_commands::Subject;
use why1006_evidence::{App, PageScheme, Scheme, Target, host, path::PathShape};

/// The page that ran the test.
pub(crate) const PAGE: &str = "https://why.example";

/// A target as the page makes one of an address that a browser normalised.
pub(crate) fn target(scheme: Scheme, host: &str, port: u16, rest: &str) -> Target {
    let port_text = if port == scheme.default_port() { String::new() } else { format!(":{port}") };
    Target {
        url: format!("{scheme}://{host}{port_text}{rest}"),
        scheme: Some(scheme),
        host: host.to_owned(),
        host_class: host::class(host),
        literal: host::is_address(host),
        port,
        path_shape: PathShape::Plain,
        token_in_query: false,
        protocols: Vec::new(),
        problems: Vec::new(),
        app: None,
    }
}

pub(crate) fn of(target: &Target) -> Subject<'_> {
    Subject { target, page_origin: PAGE, reference: None }
}

pub(crate) fn app(origin: &str) -> Option<App> {
    let origin = origin.to_owned();
    Some(App { origin, scheme: PageScheme::Https, here: false, policy: None, upgrades: false })
}

/// Text that tries to leave its quotes, or to be an option or a file.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    let tricks = prop::sample::select(vec![
        "'",
        "''",
        "'\\''",
        "\"",
        "\\",
        "\\\\",
        "`",
        "$(touch x)",
        "`touch x`",
        "${IFS}",
        "$env:x",
        ";",
        "; touch x;",
        "&",
        "&&",
        "|",
        "\n",
        "\r\n",
        "\t",
        " ",
        "#",
        "@",
        "@file",
        "--%",
        "--",
        "-x",
        "--option",
        "--option=1",
        "!",
        "!!",
        "*",
        "?",
        "[a-z]",
        "{a,b}",
        "~",
        "%41",
        "%PATH%",
        "<",
        ">",
        ">x",
        "(",
        ")",
        "\u{2018}",
        "\u{2019}",
        "\u{201a}",
        "\u{201b}",
        "\u{201c}",
        "\u{201d}",
        "\u{2013}",
        "\u{a0}",
        "\u{85}",
        "\u{2028}",
        "\u{1b}[201~",
        "\u{3}",
        "…",
        "a",
    ]);
    let piece = prop_oneof![3 => tricks.prop_map(str::to_owned), 1 => "\\PC{1,4}"];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A target whose every text is hostile, as a forged link may hold one.
pub(crate) fn forged() -> impl Strategy<Value = (Target, String)> {
    let scheme = prop::sample::select(vec![Scheme::Ws, Scheme::Wss]);
    let texts =
        (hostile(), hostile(), prop::collection::vec(hostile(), 0..3), hostile(), hostile());
    (scheme, texts, any::<bool>()).prop_map(|(scheme, texts, has_app)| {
        let (host, path, protocols, origin, page) = texts;
        let mut target = target(scheme, &format!("h{host}"), 8443, &path);
        target.protocols = protocols;
        target.app = if has_app { app(&origin) } else { None };
        (target, page)
    })
}

/// The same word as every command has to name it: what a shell or a terminal
/// could take for something else is written in hexadecimal.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c == '…' || c.is_ascii_graphic() && c != '"' && c != '\\' {
            out.push(c);
        } else {
            out.extend(c.to_string().bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    out
}
