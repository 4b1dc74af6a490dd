//! The causes this build knows, most common first within a stage.

use why1006_evidence::tags;

tags! {
    /// A possible root cause. The tag is the id of `docs` and links; a merged
    /// id stays as an alias in [`CauseId::parse`].
    pub enum CauseId {
        /// The address or an argument is invalid.
        UrlInvalid = "url-invalid",
        /// The port is one that browsers refuse.
        BlockedPort = "blocked-port",
        /// `ws://` from an https page.
        MixedContent = "mixed-content",
        /// A Content-Security-Policy forbids the connection.
        CspConnectSrc = "csp-connect-src",
        /// The policy of the app's page makes `wss://` of `ws://`.
        UpgradeInsecureRequests = "upgrade-insecure-requests",
        /// The browser guards addresses of the local network.
        LocalNetworkAccess = "local-network-access",
        /// An extension or a shield of the browser blocks the connection.
        BrowserShield = "browser-shield",
        /// The browser holds the attempt back after earlier failures.
        BrowserBackoff = "browser-backoff",
        /// The browser has as many WebSockets open as it allows.
        TooManySockets = "too-many-sockets",
        /// The browser was told to use TLS for that host, always.
        HstsUpgrade = "hsts-upgrade",
        /// WebSockets are stripped or refused on this network.
        NetworkStripsWebsockets = "network-strips-websockets",
        /// WebSockets open on this network, and are then cut or stalled.
        NetworkCutsWebsockets = "network-cuts-websockets",
        /// The proxy of this network refuses to tunnel to that port or host.
        ProxyRefusesConnect = "proxy-refuses-connect",
        /// The proxy of this network asks for a sign-in.
        ProxySignIn = "proxy-sign-in",
        /// A filter on this network refuses the host.
        CorpProxyFirewall = "corp-proxy-firewall",
        /// The name does not resolve.
        Dns = "dns",
        /// Nothing listens on that port.
        Refused = "refused",
        /// The server listens on the other address family of this machine.
        LocalhostIpFamily = "localhost-ip-family",
        /// Packets are dropped on the way.
        DroppedByFirewall = "dropped-by-firewall",
        /// Something accepts the connection and never answers.
        ServerSilent = "server-silent",
        /// The connection is closed before any answer.
        ConnectionReset = "connection-reset",
        /// Nobody the browser trusts has signed the certificate.
        TlsUntrusted = "tls-untrusted",
        /// The server does not send its intermediate certificate.
        IncompleteChain = "incomplete-chain",
        /// The certificate is expired, or for another name.
        ExpiredOrWrongHostCert = "expired-or-wrong-host-cert",
        /// The clock of this device is wrong, so that good certificates look bad.
        ClockSkew = "clock-skew",
        /// Something on the way re-signs TLS with a root this browser does not trust.
        TlsInterception = "tls-interception",
        /// Browser and server share no TLS version or cipher.
        TlsVersion = "tls-version",
        /// The server demands a client certificate.
        ClientCertificate = "client-certificate",
        /// `wss://` to a port that speaks clear text.
        WssToPlainPort = "wss-to-plain-port",
        /// `ws://` to a port that speaks TLS.
        WsToTlsPort = "ws-to-tls-port",
        /// The port speaks another protocol than HTTP.
        NotHttpServer = "not-http-server",
        /// A proxy in front of the app drops the upgrade.
        ProxyUpgradeHeaders = "proxy-upgrade-headers",
        /// The server refuses the page's origin.
        OriginRejected = "origin-rejected",
        /// The path leads to no WebSocket endpoint.
        NotWebsocketEndpoint = "not-websocket-endpoint",
        /// The server expects a login that was not sent.
        AuthAtHandshake = "auth-at-handshake",
        /// Client and server disagree on the subprotocol.
        SubprotocolMismatch = "subprotocol-mismatch",
        /// Web requests are answered and the upgrade never is.
        UpgradeSwallowed = "upgrade-swallowed",
        /// The server redirects the handshake.
        RedirectedHandshake = "redirected-handshake",
        /// The app behind the proxy is down or overloaded.
        UpstreamDown = "upstream-down",
        /// A filter in front of the server refuses the upgrade.
        WafRule = "waf-rule",
        /// The ticket in the address was used before.
        SingleUseTicket = "single-use-ticket",
        /// The server takes no more connections from here for a while.
        RateLimit = "rate-limit",
        /// Some of several servers fail, or do not know the session of the others.
        StickySession = "sticky-session",
        /// A development server's own connection meets a proxy or another port.
        DevServerHmr = "dev-server-hmr",
        /// A raw WebSocket meets a server that speaks a library's own protocol.
        SocketioVsRaw = "socketio-vs-raw",
        /// The server's 101 breaks the handshake's rules.
        BadHandshake = "bad-handshake",
        /// The server takes HTTP/2 only.
        Http2Only = "http2-only",
        /// A middlebox answers in the place of a server whose TLS it rejects.
        InterceptedUpstreamFault = "intercepted-upstream-fault",
        /// The endpoint's WebSockets over HTTP/2 (RFC 8441) are broken.
        Http2ExtendedConnect = "http2-extended-connect",
        /// The app closed by its own rule.
        PolicyClose = "policy-close",
        /// The server restarts or goes away.
        DeployClose = "deploy-close",
        /// The server failed while handling the connection.
        ServerError = "server-error",
        /// One side sends frames that the protocol forbids.
        BadUtf8OrFrame = "bad-utf8-or-frame",
        /// Compression was agreed upon and went wrong.
        PermessageDeflate = "permessage-deflate",
        /// A message is larger than a hop allows.
        MessageTooBig = "message-too-big",
        /// Cut after it opened, without a close frame.
        CutAfterOpen = "cut-after-open",
        /// A proxy or balancer closes a quiet connection.
        IdleTimeoutProxy = "idle-timeout-proxy",
        /// The tab slept, and the connection ended meanwhile.
        BackgroundThrottle = "background-throttle",
        /// The server ended the connection normally.
        NormalClose = "normal-close",
        /// The app's page closes its own connection too early.
        ClosedByPage = "closed-by-page",
        /// The app's page is embedded, and its cookie is not sent.
        ThirdPartyCookie = "third-party-cookie",
        /// The app runs in a frame or sandbox that may not connect.
        PermissionsSandbox = "permissions-sandbox",
    }
}

/// Ids of the survey (`causes.md`, section 3) that no observation tells from
/// another cause of the same owner: they are that cause, with a section on its
/// page for the stack or product. The file of the cause says why.
pub const MERGED: &[(&str, CauseId)] = &[
    ("firefox-load-interrupted", CauseId::ClosedByPage),
    ("firefox-backoff", CauseId::BrowserBackoff),
    ("cloudflare-edge", CauseId::WafRule),
    ("heroku-55s", CauseId::IdleTimeoutProxy),
    ("api-gateway-limits", CauseId::IdleTimeoutProxy),
    ("traefik-haproxy-elb", CauseId::IdleTimeoutProxy),
    ("iis-feature-off", CauseId::ProxyUpgradeHeaders),
    ("apache-wstunnel", CauseId::ProxyUpgradeHeaders),
    ("trusted-proxy", CauseId::ProxyUpgradeHeaders),
    ("antivirus-https-scan", CauseId::NetworkStripsWebsockets),
    ("mobile-suspend", CauseId::BackgroundThrottle),
    ("proxy-reload", CauseId::CutAfterOpen),
    ("wrong-port-exposed", CauseId::Refused),
    ("http-auth-safari", CauseId::AuthAtHandshake),
    ("captive-portal", CauseId::ProxySignIn),
];

impl CauseId {
    /// The cause with this id, also by an id that was merged into another.
    pub fn parse(id: &str) -> Option<CauseId> {
        let merged = || MERGED.iter().find(|(old, _)| *old == id).map(|(_, cause)| *cause);
        CauseId::from_tag(id).or_else(merged)
    }
}
