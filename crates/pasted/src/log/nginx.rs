//! The error log of nginx.

use why1006_evidence::Clue::*;

use super::row::{Row, nothing, row, status};
use crate::reading::Why;

/// nginx/nginx: `src/http/ngx_http_upstream.c` (what it did then stands in its
/// `log->action`), `src/event/ngx_event_connect.c`, `src/event/
/// ngx_event_openssl.c`, `src/http/ngx_http_request.c`, `src/http/modules/
/// ngx_http_limit_req_module.c`, `ngx_http_limit_conn_module.c`,
/// `ngx_http_access_module.c`, `src/http/ngx_http_core_module.c`.
pub(super) const ROWS: &[Row] = &[
    row("connect() ", UpstreamTimedOut).with("(110: ").of_request(),
    row("connect() ", UpstreamRefused).with("while connecting to upstream").of_request(),
    row("upstream timed out (", IdleCut).with("while proxying upgraded connection"),
    row("upstream timed out (", UpstreamTimedOut).with("while connecting to upstream").of_request(),
    row("upstream timed out (", UpstreamTimedOut)
        .with("while reading response header")
        .of_request(),
    row("upstream timed out (", UpstreamTimedOut).with("while SSL handshaking").of_request(),
    row("upstream prematurely closed connection while reading response header", UpstreamClosed)
        .of_request(),
    row("recv() failed (104: ", UpstreamClosed).with("while reading response header").of_request(),
    nothing("recv() failed (104: ", Why::AfterOpen).with("while proxying upgraded"),
    row("no live upstreams while connecting to upstream", UpstreamRefused).of_request(),
    // All answered with 502, and none of it says that the app is down.
    status("upstream sent invalid header", 502).of_request(),
    // nginx takes it for HTTP/0.9 then and passes it on (measured, 1.22.1).
    row("upstream sent no valid HTTP/1.0 header", NotHttp).of_request(),
    status("upstream sent too big header", 502).of_request(),
    status("SSL_do_handshake() failed", 502).with("to upstream").of_request(),
    status("peer closed connection in SSL handshake", 502).with("to upstream").of_request(),
    status("could not be resolved (", 502).of_request(),
    nothing("SSL_do_handshake() failed", Why::NoAddress).of_request(),
    row("limiting requests, excess: ", RateLimited).of_request(),
    row("limiting connections by zone ", RateLimited).of_request(),
    status("client sent plain HTTP request to HTTPS port", 400).of_request(),
    status("access forbidden by rule", 403).of_request(),
    row("open() \"", NoRoute).with("failed (2: No such file").of_request(),
    row("cannot load certificate", TlsFiles).of_server(),
    row("SSL_CTX_use_PrivateKey(", TlsFiles).with("failed").of_server(),
    row("SSL_CTX_use_PrivateKey_file(", TlsFiles).with("failed").of_server(),
    row("no \"ssl_certificate\" is defined", TlsFiles).of_server(),
];
