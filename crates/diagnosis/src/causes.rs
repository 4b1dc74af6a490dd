//! The registry: one line per cause.

use crate::{Cause, CauseId};

mod auth_at_handshake;
mod background_throttle;
mod bad_handshake;
mod bad_utf8_or_frame;
mod blocked_port;
mod browser_backoff;
mod browser_shield;
mod client_certificate;
mod clock_skew;
mod closed_by_page;
mod connection_reset;
mod corp_proxy_firewall;
mod csp_connect_src;
mod cut_after_open;
mod deploy_close;
mod dev_server_hmr;
mod dns;
mod dropped_by_firewall;
mod expired_or_wrong_host_cert;
mod hsts_upgrade;
mod http2_extended_connect;
mod http2_only;
mod idle_timeout_proxy;
mod incomplete_chain;
mod intercepted_upstream_fault;
mod local_network_access;
mod localhost_ip_family;
mod message_too_big;
mod mixed_content;
mod network_cuts_websockets;
mod network_strips_websockets;
mod normal_close;
mod not_http_server;
mod not_websocket_endpoint;
mod origin_rejected;
mod permessage_deflate;
mod permissions_sandbox;
mod policy_close;
mod proxy_refuses_connect;
mod proxy_sign_in;
mod proxy_upgrade_headers;
mod rate_limit;
mod redirected_handshake;
mod refused;
mod server_error;
mod server_silent;
mod single_use_ticket;
mod socketio_vs_raw;
mod sticky_session;
mod subprotocol_mismatch;
mod third_party_cookie;
mod tls_interception;
mod tls_untrusted;
mod tls_version;
mod too_many_sockets;
mod upgrade_insecure_requests;
mod upgrade_swallowed;
mod upstream_down;
mod url_invalid;
mod waf_rule;
mod ws_to_tls_port;
mod wss_to_plain_port;

/// Every cause of the catalogue.
pub const ALL: &[&Cause] = &[
    &url_invalid::CAUSE,
    &blocked_port::CAUSE,
    &mixed_content::CAUSE,
    &csp_connect_src::CAUSE,
    &upgrade_insecure_requests::CAUSE,
    &local_network_access::CAUSE,
    &browser_shield::CAUSE,
    &browser_backoff::CAUSE,
    &too_many_sockets::CAUSE,
    &hsts_upgrade::CAUSE,
    &network_strips_websockets::CAUSE,
    &network_cuts_websockets::CAUSE,
    &proxy_refuses_connect::CAUSE,
    &proxy_sign_in::CAUSE,
    &corp_proxy_firewall::CAUSE,
    &dns::CAUSE,
    &refused::CAUSE,
    &localhost_ip_family::CAUSE,
    &dropped_by_firewall::CAUSE,
    &server_silent::CAUSE,
    &connection_reset::CAUSE,
    &tls_untrusted::CAUSE,
    &incomplete_chain::CAUSE,
    &expired_or_wrong_host_cert::CAUSE,
    &clock_skew::CAUSE,
    &tls_interception::CAUSE,
    &tls_version::CAUSE,
    &client_certificate::CAUSE,
    &wss_to_plain_port::CAUSE,
    &ws_to_tls_port::CAUSE,
    &not_http_server::CAUSE,
    &proxy_upgrade_headers::CAUSE,
    &origin_rejected::CAUSE,
    &not_websocket_endpoint::CAUSE,
    &auth_at_handshake::CAUSE,
    &subprotocol_mismatch::CAUSE,
    &upgrade_swallowed::CAUSE,
    &redirected_handshake::CAUSE,
    &upstream_down::CAUSE,
    &waf_rule::CAUSE,
    &single_use_ticket::CAUSE,
    &rate_limit::CAUSE,
    &sticky_session::CAUSE,
    &dev_server_hmr::CAUSE,
    &socketio_vs_raw::CAUSE,
    &bad_handshake::CAUSE,
    &http2_only::CAUSE,
    &intercepted_upstream_fault::CAUSE,
    &http2_extended_connect::CAUSE,
    &policy_close::CAUSE,
    &deploy_close::CAUSE,
    &server_error::CAUSE,
    &bad_utf8_or_frame::CAUSE,
    &permessage_deflate::CAUSE,
    &message_too_big::CAUSE,
    &cut_after_open::CAUSE,
    &idle_timeout_proxy::CAUSE,
    &background_throttle::CAUSE,
    &normal_close::CAUSE,
    &closed_by_page::CAUSE,
    &third_party_cookie::CAUSE,
    &permissions_sandbox::CAUSE,
];

/// The cause with this id. Every id has one: a test holds the two together.
pub fn get(id: CauseId) -> &'static Cause {
    ALL.iter().copied().find(|c| c.id == id).unwrap_or(ALL[0])
}
