//! The registry: one line per cause.

use crate::{Cause, CauseId};

mod auth_at_handshake;
mod bad_handshake;
mod bad_utf8_or_frame;
mod blocked_port;
mod client_certificate;
mod connection_reset;
mod corp_proxy_firewall;
mod csp_connect_src;
mod cut_after_open;
mod deploy_close;
mod dns;
mod dropped_by_firewall;
mod expired_or_wrong_host_cert;
mod http2_extended_connect;
mod incomplete_chain;
mod local_network_access;
mod message_too_big;
mod mixed_content;
mod network_strips_websockets;
mod normal_close;
mod not_websocket_endpoint;
mod origin_rejected;
mod permessage_deflate;
mod policy_close;
mod proxy_upgrade_headers;
mod redirected_handshake;
mod refused;
mod server_error;
mod server_silent;
mod subprotocol_mismatch;
mod tls_untrusted;
mod tls_version;
mod upgrade_insecure_requests;
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
    &network_strips_websockets::CAUSE,
    &corp_proxy_firewall::CAUSE,
    &dns::CAUSE,
    &refused::CAUSE,
    &dropped_by_firewall::CAUSE,
    &server_silent::CAUSE,
    &connection_reset::CAUSE,
    &tls_untrusted::CAUSE,
    &incomplete_chain::CAUSE,
    &expired_or_wrong_host_cert::CAUSE,
    &tls_version::CAUSE,
    &client_certificate::CAUSE,
    &wss_to_plain_port::CAUSE,
    &ws_to_tls_port::CAUSE,
    &proxy_upgrade_headers::CAUSE,
    &origin_rejected::CAUSE,
    &not_websocket_endpoint::CAUSE,
    &auth_at_handshake::CAUSE,
    &subprotocol_mismatch::CAUSE,
    &redirected_handshake::CAUSE,
    &upstream_down::CAUSE,
    &waf_rule::CAUSE,
    &bad_handshake::CAUSE,
    &http2_extended_connect::CAUSE,
    &policy_close::CAUSE,
    &deploy_close::CAUSE,
    &server_error::CAUSE,
    &message_too_big::CAUSE,
    &cut_after_open::CAUSE,
    &bad_utf8_or_frame::CAUSE,
    &permessage_deflate::CAUSE,
    &normal_close::CAUSE,
];

/// The cause with this id. Every id has one: a test holds the two together.
pub fn get(id: CauseId) -> &'static Cause {
    ALL.iter().copied().find(|c| c.id == id).unwrap_or(ALL[0])
}
