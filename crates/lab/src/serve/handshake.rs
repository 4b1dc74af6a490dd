//! Heads of `101 Switching Protocols`, good and bad (RFC 6455, section 4.2.2).

use base64::{Engine, engine::general_purpose::STANDARD};
use sha1::{Digest, Sha1};

use super::Request;

/// The constant of RFC 6455, section 1.3.
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

const UPGRADE: &str = "Upgrade: websocket\r\n";
const CONNECTION: &str = "Connection: Upgrade\r\n";

/// Bytes of padding in a head that no engine takes: Chromium ends at 256 KiB,
/// Firefox at 384 KiB, libsoup at less.
const HUGE: usize = 400 * 1024;

/// A correct 101 that selects no subprotocol.
pub(crate) fn plain(request: &Request) -> String {
    with(request, "")
}

/// A correct 101 that agrees on permessage-deflate if it is offered (RFC 7692,
/// section 7.1).
pub(crate) fn deflate(request: &Request) -> String {
    let offered = request.tokens("sec-websocket-extensions").any(|extension| {
        extension.split(';').next().is_some_and(|name| name.trim() == "permessage-deflate")
    });
    let line = if offered { "Sec-WebSocket-Extensions: permessage-deflate\r\n" } else { "" };
    with(request, line)
}

/// A correct 101 that selects the first subprotocol offered.
pub(crate) fn first_protocol(request: &Request) -> String {
    with(
        request,
        &request.tokens("sec-websocket-protocol").next().map(protocol).unwrap_or_default(),
    )
}

/// A correct 101 by Action Cable.
pub(crate) fn action_cable(request: &Request) -> String {
    one_of(request, ACTION_CABLE)
}

/// A correct 101 by a server of GraphQL.
pub(crate) fn graphql(request: &Request) -> String {
    one_of(request, GRAPHQL)
}

/// A correct 101 by a broker of MQTT.
pub(crate) fn mqtt(request: &Request) -> String {
    one_of(request, MQTT)
}

/// The subprotocols of Action Cable (Rails, `ActionCable::INTERNAL`).
pub(crate) const ACTION_CABLE: &[&str] = &["actioncable-v1-json", "actioncable-unsupported"];

/// The subprotocol of `graphql-ws`.
pub(crate) const GRAPHQL: &[&str] = &["graphql-transport-ws"];

/// The subprotocol of MQTT 3.1.1 and 5 (OASIS, section 6).
pub(crate) const MQTT: &[&str] = &["mqtt"];

/// A correct 101 that selects the first subprotocol offered that is among these.
fn one_of(request: &Request, known: &[&str]) -> String {
    let mut offered = request.tokens("sec-websocket-protocol");
    with(request, &offered.find(|name| known.contains(name)).map(protocol).unwrap_or_default())
}

/// A 101 whose `Sec-WebSocket-Accept` answers another key.
pub(crate) fn wrong_accept(_: &Request) -> String {
    head(&[UPGRADE, CONNECTION, &accept_line(&accept_of("the key of somebody else"))])
}

/// A 101 without `Sec-WebSocket-Accept`.
pub(crate) fn accept_missing(_: &Request) -> String {
    head(&[UPGRADE, CONNECTION])
}

/// A 101 with two lines `Sec-WebSocket-Accept`, each of them right.
pub(crate) fn accept_twice(request: &Request) -> String {
    with(request, &accept(request))
}

/// A 101 without `Upgrade`.
pub(crate) fn upgrade_missing(request: &Request) -> String {
    head(&[CONNECTION, &accept(request)])
}

/// A 101 that switches to clear-text HTTP/2.
pub(crate) fn upgrade_h2c(request: &Request) -> String {
    head(&["Upgrade: h2c\r\n", CONNECTION, &accept(request)])
}

/// A 101 without `Connection`.
pub(crate) fn connection_missing(request: &Request) -> String {
    head(&[UPGRADE, &accept(request)])
}

/// A 101 with an extension that does not exist.
pub(crate) fn extension_not_offered(request: &Request) -> String {
    with(request, "Sec-WebSocket-Extensions: x-never-offered\r\n")
}

/// A 101 with a parameter that RFC 7692, section 7.1, does not know.
pub(crate) fn extension_with_bad_parameter(request: &Request) -> String {
    with(request, "Sec-WebSocket-Extensions: permessage-deflate; bogus=1\r\n")
}

/// A 101 that selects every subprotocol offered, in a line each.
pub(crate) fn each_protocol(request: &Request) -> String {
    with(request, &request.tokens("sec-websocket-protocol").map(protocol).collect::<String>())
}

/// A 101 that selects a subprotocol of its own choice.
pub(crate) fn foreign_protocol(request: &Request) -> String {
    with(request, &protocol("never-offered"))
}

/// A 101 with 400 KiB of headers.
pub(crate) fn huge(request: &Request) -> String {
    const LINE: usize = 4096;
    let line = |n| format!("X-Padding-{n:02}: {}\r\n", "x".repeat(LINE));
    with(request, &(0..HUGE / LINE).map(line).collect::<String>())
}

/// A 101 that is right but for `HTTP/1.0`.
pub(crate) fn http_1_0(request: &Request) -> String {
    plain(request).replacen("HTTP/1.1", "HTTP/1.0", 1)
}

/// A 101 that is right but for `HTTP/2.0`.
pub(crate) fn http_2_0(request: &Request) -> String {
    plain(request).replacen("HTTP/1.1", "HTTP/2.0", 1)
}

/// A correct 101 with these lines added.
fn with(request: &Request, more: &str) -> String {
    head(&[UPGRADE, CONNECTION, &accept(request), more])
}

/// A 101 of these lines, each with its end.
fn head(lines: &[&str]) -> String {
    format!("HTTP/1.1 101 Switching Protocols\r\n{}\r\n", lines.concat())
}

fn protocol(name: &str) -> String {
    format!("Sec-WebSocket-Protocol: {name}\r\n")
}

fn accept(request: &Request) -> String {
    accept_line(&accept_of(request.header("sec-websocket-key").unwrap_or_default()))
}

fn accept_line(value: &str) -> String {
    format!("Sec-WebSocket-Accept: {value}\r\n")
}

fn accept_of(key: &str) -> String {
    STANDARD.encode(Sha1::new().chain_update(key).chain_update(GUID).finalize())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_example_of_the_standard_is_met() {
        // RFC 6455, section 1.3.
        let accept = super::accept_of("dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
}
