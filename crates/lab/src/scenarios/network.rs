//! Healthy servers behind something that does not pass WebSockets on.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{Scenario, behaviour::Serve};

pub(super) fn rows() -> Vec<Scenario> {
    let network = |stage| (CauseId::NetworkStripsWebsockets, stage, Owner::YourIt);
    [
        Scenario::fails(
            "middlebox-strips-upgrade",
            network(Stage::Upgrade),
            "A middlebox before server and reference alike forwards requests without `Upgrade`.",
            Serve::StripsUpgrade,
        )
        .and_tls(),
        Scenario::fails(
            "proxy-refuses-connect",
            network(Stage::Transport),
            "The browser's proxy forwards http requests and answers 403 to CONNECT.",
            Serve::BehindProxyWithoutConnect,
        )
        .alone(),
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
