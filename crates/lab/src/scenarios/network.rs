//! Healthy servers behind something that does not pass WebSockets on.
//!
//! What is stopped for every server alike, and for the reference too, is
//! `network-strips-websockets`. What is stopped for this server or its port
//! alone is `corp-proxy-firewall`.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Pages, Scenario,
    behaviour::{Proxy, Refusal, Serve, Stops},
};

pub(super) fn rows() -> Vec<Scenario> {
    let network = |stage| (CauseId::NetworkStripsWebsockets, stage, Owner::YourIt);
    let strips = Scenario::fails(
        "middlebox-strips-upgrade",
        network(Stage::Upgrade),
        "A middlebox before server and reference alike forwards requests without `Upgrade`.",
        Serve::StripsUpgrade,
    );
    let proxied = |id, cause, stops, by, does| {
        let fault = (cause, Stage::Transport, Owner::YourIt);
        Scenario::fails(id, fault, does, Serve::BehindProxy(Proxy { stops, by }))
    };
    // An https page comes through a tunnel itself, so it would not load.
    let no_tunnel = |id, by, does| {
        let row = proxied(id, CauseId::NetworkStripsWebsockets, Stops::Tunnels, by, does);
        row.from(Pages::Http).and_tls()
    };
    let filters = |id, by, does| {
        proxied(id, CauseId::CorpProxyFirewall, Stops::TheServer, by, does).and_tls_for_all()
    };
    [
        strips.and_tls(),
        no_tunnel(
            "proxy-refuses-connect",
            Refusal::Status(403),
            "The browser's proxy forwards http requests and answers 403 to CONNECT.",
        ),
        no_tunnel(
            "proxy-fails-connect",
            Refusal::Status(502),
            "The browser's proxy forwards http requests and answers 502 to CONNECT.",
        ),
        no_tunnel(
            "proxy-wants-login-for-connect",
            Refusal::Status(407),
            "The browser's proxy forwards http requests and answers 407 to CONNECT.",
        ),
        no_tunnel(
            "proxy-silent-on-connect",
            Refusal::Silence,
            "The browser's proxy forwards http requests and never answers a CONNECT.",
        ),
        no_tunnel(
            "proxy-resets-connect",
            Refusal::Rst,
            "The browser's proxy forwards http requests and resets the connection at a CONNECT.",
        ),
        proxied(
            "proxy-allows-443-only",
            CauseId::CorpProxyFirewall,
            Stops::OtherPorts,
            Refusal::Status(403),
            "The browser's proxy opens tunnels to port 443 only, and answers 403 to others.",
        )
        .from(Pages::Http)
        .and_tls(),
        filters(
            "proxy-refuses-host",
            Refusal::Status(403),
            "The browser's proxy answers 403 to everything for this server, and passes the rest.",
        ),
        filters(
            "proxy-wants-login-for-host",
            Refusal::Status(407),
            "The browser's proxy answers 407 to everything for this server, and passes the rest.",
        ),
        filters(
            "proxy-silent-on-host",
            Refusal::Silence,
            "The browser's proxy never answers what is for this server, and passes the rest.",
        ),
        filters(
            "proxy-resets-host",
            Refusal::Rst,
            "The browser's proxy resets what is for this server, and passes the rest.",
        ),
        Scenario::fails(
            "nginx-strips-upgrade",
            (CauseId::ProxyUpgradeHeaders, Stage::Upgrade, Owner::SiteOperator),
            "Real nginx before a healthy server, without the lines that pass `Upgrade` on.",
            Serve::Nginx("location / { proxy_pass http://BACKEND; }"),
        )
        .like("nginx_strip")
        .and_tls(),
    ]
    .concat()
}
