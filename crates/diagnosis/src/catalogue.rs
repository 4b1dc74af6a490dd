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
        /// WebSockets are stripped or refused on this network.
        NetworkStripsWebsockets = "network-strips-websockets",
        /// A filter on this network refuses the host.
        CorpProxyFirewall = "corp-proxy-firewall",
        /// The name does not resolve.
        Dns = "dns",
        /// Nothing listens on that port.
        Refused = "refused",
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
        /// Browser and server share no TLS version or cipher.
        TlsVersion = "tls-version",
        /// The server demands a client certificate.
        ClientCertificate = "client-certificate",
        /// `wss://` to a port that speaks clear text.
        WssToPlainPort = "wss-to-plain-port",
        /// `ws://` to a port that speaks TLS.
        WsToTlsPort = "ws-to-tls-port",
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
        /// The server redirects the handshake.
        RedirectedHandshake = "redirected-handshake",
        /// The app behind the proxy is down or overloaded.
        UpstreamDown = "upstream-down",
        /// A filter in front of the server refuses the upgrade.
        WafRule = "waf-rule",
        /// The server's 101 breaks the handshake's rules.
        BadHandshake = "bad-handshake",
        /// The endpoint speaks HTTP/2 only, or its RFC 8441 is broken.
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
        /// The server ended the connection normally.
        NormalClose = "normal-close",
    }
}

impl CauseId {
    /// The cause with this id, also by an id that was merged into another.
    pub fn parse(id: &str) -> Option<CauseId> {
        CauseId::from_tag(id)
    }
}
