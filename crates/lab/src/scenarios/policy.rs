//! Addresses that the browser itself refuses. No server is at fault.

use why1006_diagnosis::{CauseId, Owner, Stage};
use why1006_evidence::EngineFamily::Firefox;

use crate::{
    Browser, Pages, Scenario, Tls,
    behaviour::{Answer, HEALTHY, Serve, Web},
};

const STRICT: Web = Web {
    root: Answer::html(200, "<!doctype html><title>Secure</title><p>TLS only.\n")
        .with(&[("Strict-Transport-Security", "max-age=3600")]),
    ..HEALTHY
};

pub(super) fn rows() -> Vec<Scenario> {
    let invalid = |id, does, url| {
        let fault = (CauseId::UrlInvalid, Stage::Url, Owner::You);
        Scenario::fails(id, fault, does, Serve::Nowhere(url)).with(Tls::Trusted).alone()
    };
    [
        invalid(
            "url-port-too-high",
            "Nothing: the URL's port is above 65535.",
            "wss://127.0.0.1:99999/socket",
        ),
        invalid(
            "url-with-fragment",
            "Nothing: the URL has a fragment, which WebSocket URLs may not.",
            "wss://127.0.0.1:20443/socket#room",
        ),
        Scenario::fails(
            "blocked-port",
            (CauseId::BlockedPort, Stage::Policy, Owner::SiteOperator),
            "Echoes messages on port 6667, which browsers refuse to connect to.",
            Serve::Web(HEALTHY),
        )
        .on_port(6667)
        .and_tls_for_all(),
        Scenario::fails(
            "mixed-content",
            (CauseId::MixedContent, Stage::Policy, Owner::AppDeveloper),
            "Echoes messages at a public name, over `ws://` alone.",
            Serve::Web(HEALTHY),
        )
        .in_public()
        .from(Pages::Https)
        .alone(),
        Scenario::fails(
            "strict-transport-security",
            (CauseId::HstsUpgrade, Stage::Policy, Owner::SiteOperator),
            "Echoes messages over `ws://` alone; its host once said over https that browsers \
             must use TLS (RFC 6797).",
            Serve::AndSecure { first: HEALTHY, visited: STRICT },
        )
        .like("plain_on_wss")
        // It keeps what a host said apart for each site that is visited.
        .works_in(&[Firefox])
        .in_public()
        .from(Pages::Http)
        .alone(),
        blocked(
            "extension-blocks-sockets",
            "http_426",
            "Echoes messages; an extension of the browser blocks WebSockets to it.",
            Browser::BlocksSockets,
        ),
        blocked(
            "extension-blocks-host",
            "refused",
            "Echoes messages; an extension of the browser blocks every request to it.",
            Browser::BlocksHost,
        ),
    ]
    .concat()
}

fn blocked(
    id: &'static str,
    like: &'static str,
    does: &'static str,
    browser: Browser,
) -> Vec<Scenario> {
    let fault = (CauseId::BrowserShield, Stage::Policy, Owner::You);
    Scenario::fails(id, fault, does, Serve::Web(HEALTHY)).like(like).seen_by(browser).and_tls()
}
