//! The truth about software of others that runs with its own configuration,
//! broken on purpose. The lab raises none of it; `crates/stacks` does.

use std::sync::LazyLock;

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{Scenario, Tls, behaviour::Serve};

static ALL: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    let operator = |cause| (cause, Stage::Upgrade, Owner::SiteOperator);
    let developer = |cause| (cause, Stage::Upgrade, Owner::AppDeveloper);
    let near = |cause| (cause, Stage::Transport, Owner::YourIt);
    let socket = "wss://ws.example.com/socket";
    let odd = "wss://ws.example.com:8443/socket";
    let cable = "wss://ws.example.com/cable";
    vec![
        row(
            "nginx.chain",
            (CauseId::IncompleteChain, Stage::Tls, Owner::SiteOperator),
            "nginx that sends its certificate without the intermediate.",
            socket,
        )
        .like("tls_missinginter"),
        row(
            "nginx.upgrade-headers",
            operator(CauseId::ProxyUpgradeHeaders),
            "nginx without the lines that pass `Upgrade` on.",
            socket,
        )
        .like("nginx_strip"),
        row(
            "nginx.host",
            operator(CauseId::OriginRejected),
            "nginx that tells the app another host, so that it refuses its own origin.",
            socket,
        )
        .like("ok_origin_only"),
        row(
            "nginx.read-timeout",
            (CauseId::IdleTimeoutProxy, Stage::Close, Owner::SiteOperator),
            "nginx that cuts what is silent for 5 s.",
            socket,
        )
        .like("nginx_idle")
        .held_for(8),
        row(
            "nginx.sub-path",
            developer(CauseId::NotWebsocketEndpoint),
            "nginx that passes a sub-path on which the app does not know.",
            "wss://ws.example.com/app/socket",
        )
        .like("http_400"),
        row(
            "nginx.http2-cleartext",
            operator(CauseId::Http2Only),
            "nginx that speaks HTTP/2 alone on a port without TLS.",
            "ws://ws.example.com/socket",
        )
        .like("h2_only")
        .with(Tls::Plain),
        row(
            "node-ws.path",
            developer(CauseId::NotWebsocketEndpoint),
            "Node's `ws` that waits at another path.",
            socket,
        )
        .like("http_400"),
        row(
            "node-ws.port",
            (CauseId::Refused, Stage::Transport, Owner::SiteOperator),
            "Node that listens on another port than that of the address.",
            odd,
        )
        .like("refused"),
        row(
            "node-ws.key-path",
            (CauseId::Refused, Stage::Transport, Owner::SiteOperator),
            "Node that ends at its start, since its key is elsewhere.",
            odd,
        )
        .like("refused"),
        row(
            "node-ws.certificate-name",
            (CauseId::ExpiredOrWrongHostCert, Stage::Tls, Owner::SiteOperator),
            "Node with a certificate for another name.",
            socket,
        )
        .like("tls_wronghost"),
        row(
            "node-ws.token-at-handshake",
            developer(CauseId::AuthAtHandshake),
            "Node that answers 401 to a handshake without a ticket.",
            socket,
        )
        .like("http_401"),
        row(
            "action-cable.origin",
            operator(CauseId::OriginRejected),
            "Action Cable whose list of origins lacks that of the page.",
            cable,
        )
        .like("ok_origin_only"),
        row(
            "action-cable.upgrade-headers",
            operator(CauseId::ProxyUpgradeHeaders),
            "Action Cable behind nginx without the lines that pass `Upgrade` on.",
            cable,
        )
        .like("nginx_strip"),
        row(
            "action-cable.mount-path",
            developer(CauseId::NotWebsocketEndpoint),
            "Action Cable that is mounted elsewhere.",
            cable,
        )
        .like("http_404"),
        row(
            "action-cable.unauthorized",
            (CauseId::AuthAtHandshake, Stage::Close, Owner::AppDeveloper),
            "Action Cable that knows nobody without a cookie, and rejects after the opening.",
            cable,
        )
        .like("action-cable-unauthorized"),
        row(
            "apache.upgrade",
            operator(CauseId::ProxyUpgradeHeaders),
            "Apache whose `ProxyPass` has no `upgrade=websocket`.",
            socket,
        )
        .like("nginx_strip"),
        row(
            "apache.module",
            operator(CauseId::ProxyUpgradeHeaders),
            "Apache with `ws://` behind `ProxyPass`, and without a module for it.",
            socket,
        )
        .like("nginx_strip"),
        row(
            "haproxy.tunnel",
            (CauseId::IdleTimeoutProxy, Stage::Close, Owner::SiteOperator),
            "HAProxy that cuts what is silent for 5 s, without `timeout tunnel`.",
            socket,
        )
        .held_for(8)
        .like("nginx_idle"),
        row(
            "caddy.matcher",
            developer(CauseId::NotWebsocketEndpoint),
            "Caddy whose matcher leaves the path out.",
            socket,
        )
        .like("http_200"),
        row(
            "socketio.raw-client",
            developer(CauseId::SocketioVsRaw),
            "Socket.IO, asked without its query.",
            "wss://ws.example.com/socket.io/",
        )
        .like("engine-io-without-query"),
        row(
            "uvicorn.route",
            developer(CauseId::NotWebsocketEndpoint),
            "FastAPI that has a route for web requests only.",
            socket,
        )
        .like("http_403"),
        row(
            "django-channels.allowed-hosts",
            operator(CauseId::OriginRejected),
            "Django Channels that does not allow the host of the page.",
            socket,
        )
        .like("ok_origin_only"),
        row(
            "squid.port",
            near(CauseId::ProxyRefusesConnect),
            "Squid that tunnels to port 443 alone.",
            odd,
        )
        .like("refused"),
        row("squid.host", near(CauseId::CorpProxyFirewall), "Squid that denies the host.", socket)
            .like("refused"),
        row(
            "squid.upgrade",
            (CauseId::NetworkStripsWebsockets, Stage::Upgrade, Owner::YourIt),
            "Squid that looks into TLS and passes no upgrade.",
            socket,
        )
        .like("middlebox-strips-upgrade"),
        row(
            "squid.inspection",
            (CauseId::TlsInterception, Stage::Tls, Owner::YourIt),
            "Squid that looks into TLS with a root that the browser does not know.",
            socket,
        )
        .like("interception_untrusted"),
        row("squid.sign-in", near(CauseId::ProxySignIn), "Squid that wants a sign-in.", socket)
            .like("proxy-wants-login-for-host"),
        row(
            "squid.quiet",
            (CauseId::NetworkCutsWebsockets, Stage::Close, Owner::YourIt),
            "Squid that ends tunnels that are quiet for 5 s.",
            socket,
        )
        .like("nginx_idle")
        .held_for(8),
    ]
});

/// Every proof's server while it is broken; the id is that of its recipe, with
/// a dot.
pub fn stacks() -> &'static [Scenario] {
    &ALL
}

/// The row with this id.
pub fn find_stack(id: &str) -> Option<&'static Scenario> {
    stacks().iter().find(|s| s.id == id)
}

fn row(
    id: &'static str,
    truth: (CauseId, Stage, Owner),
    does: &'static str,
    url: &'static str,
) -> Scenario {
    let row = Scenario::fails(id, truth, does, Serve::Nowhere(url)).with(Tls::Trusted);
    Scenario { area: "Software of others", ..row }
}
