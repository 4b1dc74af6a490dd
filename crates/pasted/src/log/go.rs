//! Grafana, and the two libraries that most servers in Go use.

use why1006_evidence::Clue::*;

use super::row::{Row, refuses, row};

/// grafana/grafana, `pkg/services/live/live.go` (gorilla's check, logged);
/// gorilla/websocket, `server.go`; coder/websocket, `accept.go`; Go's
/// `net/http/httputil/reverseproxy.go`.
pub(super) const ROWS: &[Row] = &[
    refuses("Request Origin is not authorized", "origin="),
    // coder/websocket names it in quotes.
    refuses("request Origin \"", "").with("is not authorized for Host"),
    refuses("request Origin is not authorized", "origin="),
    refuses("request origin not allowed by Upgrader.CheckOrigin", "origin="),
    row("the client is not using the websocket protocol: ", NotUpgraded),
    row("websocket: the client is not using the websocket protocol: ", NotUpgraded),
    row("WebSocket protocol violation: Connection header ", NotUpgraded),
    row("WebSocket protocol violation: Upgrade header ", NotUpgraded),
    row("http: proxy error: dial tcp ", UpstreamRefused).with("connection refused").of_request(),
    row("http: proxy error: dial tcp ", UpstreamTimedOut).with("i/o timeout").of_request(),
    row("http: proxy error: EOF", UpstreamClosed).of_request(),
    // traefik/traefik, `pkg/proxy/httputil/proxy.go`, at the level debug.
    row("Bad Gateway' caused by: dial tcp ", UpstreamRefused).with("refused").of_request(),
    row("Bad Gateway caused by: dial tcp ", UpstreamRefused).with("refused").of_request(),
    row("Bad Gateway' caused by: EOF", UpstreamClosed).of_request(),
    row("Gateway Timeout' caused by: ", UpstreamTimedOut).of_request(),
];
