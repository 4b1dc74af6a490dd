//! Addresses that the browser itself refuses. No server is at fault.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Pages, Scenario, Tls,
    behaviour::{HEALTHY, Serve},
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
    ]
    .concat()
}
