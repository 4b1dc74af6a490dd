//! The error log of Apache, whose messages have numbers.

use why1006_evidence::Clue::*;

use super::row::{Row, row, status};

/// apache/httpd: `modules/proxy/proxy_util.c`, `mod_proxy.c`, `mod_proxy_http.c`,
/// `mod_proxy_wstunnel.c`, `modules/ssl/ssl_engine_init.c`, `modules/aaa/
/// mod_authz_core.c`, `server/core.c`.
pub(super) const ROWS: &[Row] = &[
    row("AH01114: HTTP: failed to make connection to backend", UpstreamRefused).of_request(),
    row("AH00957: ", UpstreamRefused).with("attempt to connect to").of_request(),
    row("AH00959: ", UpstreamRefused).with("disabling worker").of_request(),
    row("AH00898: Error reading from remote server", UpstreamClosed).of_request(),
    row("AH01102: error reading status line from remote server", UpstreamClosed).of_request(),
    status("AH01144: No protocol handler was valid for the URL ", 500).of_request(),
    row("AH02900: declining URL ", NotUpgraded).with("Upgrade: header is "),
    status("AH01630: client denied by server configuration", 403).of_request(),
    status("AH01797: client denied by server configuration", 403).of_request(),
    row("AH00128: File does not exist", NoRoute).of_request(),
    row("AH02565: ", TlsFiles).with("do not match").of_server(),
    row("AH02572: Failed to configure at least one certificate and key", TlsFiles).of_server(),
    row("AH02561: Failed to configure certificate", TlsFiles).of_server(),
    row("AH02564: Failed to configure encrypted", TlsFiles).of_server(),
];
