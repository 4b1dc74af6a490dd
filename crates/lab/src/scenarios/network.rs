//! Healthy servers behind something that does not pass WebSockets on.
//!
//! A box that nobody told the browser about and that drops `Upgrade` for every
//! server alike, the reference too, is `network-strips-websockets`. A proxy that
//! the browser knows of and that opens no tunnel, whether it says so, ends the
//! connection or keeps silent, is `proxy-refuses-connect`; one that wants a
//! login is `proxy-sign-in`. What is stopped for this server alone is
//! `corp-proxy-firewall`.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Pages, Scenario,
    behaviour::{Proxy, Refusal, Serve, Stops},
};

pub(super) fn rows() -> Vec<Scenario> {
    let strips = Scenario::fails(
        "middlebox-strips-upgrade",
        (CauseId::NetworkStripsWebsockets, Stage::Upgrade, Owner::YourIt),
        "A middlebox before server and reference alike forwards requests without `Upgrade`.",
        Serve::StripsUpgrade,
    );
    let proxied = |id, cause, stops, by, does| {
        let fault = (cause, Stage::Transport, Owner::YourIt);
        Scenario::fails(id, fault, does, Serve::BehindProxy(Proxy { stops, by }))
    };
    // An https page comes through a tunnel itself, so it would not load.
    let no_tunnel = |id, by, does| {
        let row = proxied(id, cause_of(by, CauseId::ProxyRefusesConnect), Stops::Tunnels, by, does);
        row.from(Pages::Http).and_tls()
    };
    let filters = |id, by, does| {
        let cause = cause_of(by, CauseId::CorpProxyFirewall);
        proxied(id, cause, Stops::TheServer, by, does).and_tls_for_all()
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
            CauseId::ProxyRefusesConnect,
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
    .into_iter()
    .map(compared_otherwise)
    .collect()
}

/// With a `wss://` target the reference is `https`, and cut off as well.
fn compared_otherwise(row: Scenario) -> Scenario {
    let is_cut_off = row.id.ends_with("-tls") && row.like.starts_with("proxy-");
    let like = if is_cut_off && !row.like.ends_with("-host") { row.id } else { row.like };
    row.like(like)
}

/// 407 asks for a login, whatever it is that gets it.
fn cause_of(by: Refusal, otherwise: CauseId) -> CauseId {
    if matches!(by, Refusal::Status(407)) { CauseId::ProxySignIn } else { otherwise }
}
