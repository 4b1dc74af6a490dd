//! Real nginx, with the faults that its configurations have.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{Scenario, Tls, behaviour::Serve};

const PASSES_UPGRADES: &str = "location / { PASSES }";

pub(super) fn rows() -> Vec<Scenario> {
    [alone(), http2(), mixed_up()].concat()
}

/// Each with its twin.
fn alone() -> Vec<Scenario> {
    let upstream = (CauseId::UpstreamDown, Stage::Upgrade, Owner::SiteOperator);
    let endpoint = (CauseId::NotWebsocketEndpoint, Stage::Upgrade, Owner::AppDeveloper);
    [
        Scenario::works(
            "nginx-healthy",
            "Real nginx that passes upgrades on to a healthy server.",
            Serve::Nginx(PASSES_UPGRADES),
        )
        .like("nginx_ok"),
        Scenario::fails(
            "nginx-502",
            upstream,
            "Real nginx whose upstream is down.",
            Serve::Nginx("location / { proxy_pass http://DEAD; }"),
        )
        .like("nginx_502"),
        Scenario::fails(
            "nginx-504",
            upstream,
            "Real nginx whose upstream never answers; it gives up after 1 s.",
            Serve::Nginx("location / { proxy_pass http://MUTE; proxy_read_timeout 1s; }"),
        )
        .like("nginx_504"),
        Scenario::fails(
            "nginx-static-page",
            endpoint,
            "Real nginx with a static site; a page of it is at the path.",
            Serve::Nginx("root site;"),
        )
        .at("/")
        .like("nginx_static"),
        Scenario::fails(
            "nginx-static-404",
            endpoint,
            "Real nginx with a static site; nothing of it is at the path.",
            Serve::Nginx("root site;"),
        )
        .like("nginx_404"),
        Scenario::fails(
            "nginx-444",
            (CauseId::ConnectionReset, Stage::Http, Owner::SiteOperator),
            "Real nginx that closes every connection without a response (`return 444`).",
            Serve::Nginx("return 444;"),
        )
        .like("nginx_444"),
        Scenario::fails(
            "nginx-idle-cut",
            (CauseId::IdleTimeoutProxy, Stage::Close, Owner::SiteOperator),
            "Real nginx that passes upgrades on and cuts them when idle for 1 s.",
            Serve::Nginx("location / { PASSES proxy_read_timeout 1s; }"),
        )
        .like("nginx_idle"),
        Scenario::fails(
            "nginx-idle-cut-late",
            (CauseId::IdleTimeoutProxy, Stage::Close, Owner::SiteOperator),
            "Real nginx that passes upgrades on and cuts them when idle for 12 s.",
            Serve::Nginx("location / { PASSES proxy_read_timeout 12s; }"),
        )
        // Whoever listens for the usual 2 s sees nothing of it.
        .held_for(16)
        .like("nginx_idle"),
    ]
    .into_iter()
    .flat_map(Scenario::and_tls)
    .collect()
}

fn http2() -> Vec<Scenario> {
    vec![
        Scenario::works(
            "nginx-http2-healthy",
            "Real nginx with HTTP/2 that passes upgrades by HTTP/1.1 on to a healthy server.",
            Serve::NginxHttp2(PASSES_UPGRADES),
        )
        .with(Tls::Trusted)
        .like("nginx_h2_ok"),
        Scenario::fails(
            "nginx-http2-strips-upgrade",
            (CauseId::ProxyUpgradeHeaders, Stage::Upgrade, Owner::SiteOperator),
            "Real nginx with HTTP/2, without the lines that pass `Upgrade` on.",
            Serve::NginxHttp2("location / { proxy_pass http://BACKEND; }"),
        )
        .with(Tls::Trusted)
        .like("nginx_h2_strip"),
    ]
}

fn mixed_up() -> Vec<Scenario> {
    vec![
        Scenario::fails(
            "nginx-plain-port-on-wss",
            (CauseId::WssToPlainPort, Stage::Tls, Owner::SiteOperator),
            "Real nginx whose port speaks clear text, and answers 400 to a ClientHello.",
            Serve::Nginx(PASSES_UPGRADES),
        )
        .with(Tls::ClearTextOnWss)
        .like("nginx_https_to_http"),
        Scenario::fails(
            "nginx-tls-port-on-ws",
            // It answers, with 400 and in clear text, so the upgrade is reached.
            (CauseId::WsToTlsPort, Stage::Upgrade, Owner::AppDeveloper),
            "Real nginx whose port speaks TLS, and answers clear text with 400.",
            Serve::Nginx(PASSES_UPGRADES),
        )
        .with(Tls::TlsOnWs)
        .like("nginx_http_to_https"),
    ]
}
