//! The first words of known servers, as facts that hold no word of theirs.

use crate::tags;

tags! {
    /// Which known server says such a thing, and what it means by it.
    pub enum Says {
        /// Rails Action Cable: `{"type":"welcome"}`.
        ActionCableWelcome = "action-cable-welcome",
        /// Rails Action Cable: `{"type":"ping",…}`.
        ActionCablePing = "action-cable-ping",
        /// Rails Action Cable: `disconnect` with the reason `unauthorized`.
        ActionCableUnauthorized = "action-cable-unauthorized",
        /// Rails Action Cable: `disconnect` with the reason `invalid_request`.
        ActionCableInvalidRequest = "action-cable-invalid-request",
        /// Rails Action Cable: `disconnect` with the reason `server_restart`.
        ActionCableRestart = "action-cable-restart",
        /// Rails Action Cable: `disconnect` with another reason.
        ActionCableDisconnect = "action-cable-disconnect",
        /// Engine.IO and Socket.IO: the open packet, `0{"sid":…}`.
        EngineIoOpen = "engine-io-open",
        /// Engine.IO and Socket.IO: a ping, `2`.
        EngineIoPing = "engine-io-ping",
        /// Pusher and its relatives: `pusher:connection_established`.
        PusherEstablished = "pusher-established",
        /// Pusher and its relatives: `pusher:error`.
        PusherError = "pusher-error",
        /// SignalR: a message that ends in U+001E.
        SignalR = "signalr",
        /// Phoenix: `phx_reply`, `phx_error` or `phx_close`.
        Phoenix = "phoenix",
        /// GraphQL over WebSocket: `connection_ack`, `ka` and their like.
        GraphQl = "graphql",
        /// MQTT: a binary message that is one of the server's packets.
        Mqtt = "mqtt",
        /// STOMP: `CONNECTED`, `ERROR` and their like.
        Stomp = "stomp",
        /// SockJS: `o`, its open frame.
        SockJsOpen = "sockjs-open",
        /// SockJS: `h`, its heartbeat.
        SockJsHeartbeat = "sockjs-heartbeat",
        /// SockJS: `c[…]`, its close frame.
        SockJsClose = "sockjs-close",
        /// A development server: Vite, webpack, Next.js.
        DevServer = "dev-server",
        /// A server that asks for a login first, such as Home Assistant.
        AsksForLogin = "asks-for-login",
        /// Something that a later version knows.
        Other = "other",
    }
    else Other
}

/// Nothing beyond this many bytes is looked at: servers introduce themselves
/// early, and a message may be of any size.
const LOOK_AT: usize = 2_048;

impl Says {
    /// Reads a text message; `None` if no known server speaks so.
    ///
    /// Text only, no JSON: the first value of a key is enough to know a server
    /// by, and what is not as its documentation or source writes it stays
    /// unknown. Types that many apps use for their own are read only with the
    /// keys that come along with them.
    pub fn of_text(text: &str) -> Option<Says> {
        match text {
            "o" => return Some(Says::SockJsOpen),
            "h" => return Some(Says::SockJsHeartbeat),
            "2" => return Some(Says::EngineIoPing),
            _ => {}
        }
        let is_record = text.ends_with('\u{1e}');
        let text = &text[..text.floor_char_boundary(LOOK_AT)];
        match text.bytes().next()? {
            b'{' if is_record => Some(Says::SignalR),
            b'{' => of_object(text),
            b'0' if text.starts_with("0{\"sid\":") => Some(Says::EngineIoOpen),
            b'[' if is_phoenix(text) => Some(Says::Phoenix),
            b'c' => is_sockjs_close(text).then_some(Says::SockJsClose),
            _ => is_stomp(text).then_some(Says::Stomp),
        }
    }

    /// Reads a binary message; `None` if no known server speaks so.
    ///
    /// MQTT 3.1.1 and 5, section 2: what a server may send before it is spoken
    /// to, or in answer to nothing but a greeting: CONNACK, PINGRESP, DISCONNECT.
    pub fn of_bytes(bytes: &[u8]) -> Option<Says> {
        let (kind, length) = (*bytes.first()?, *bytes.get(1)?);
        let is_whole = length < 0x80 && bytes.len() == usize::from(length) + 2;
        let fits = match kind {
            // The first byte after the length holds one flag, all else is zero.
            0x20 => length >= 2 && bytes.get(2).is_some_and(|flags| *flags <= 1),
            0xd0 => length == 0,
            0xe0 => length <= 0x40,
            _ => false,
        };
        (is_whole && fits).then_some(Says::Mqtt)
    }
}

/// A JSON object, known by its `type`, `event` or `action`.
fn of_object(text: &str) -> Option<Says> {
    // Many apps have a `type` somewhere; these servers write it first.
    let is_first = text[1..].trim_start().starts_with("\"type\"");
    if let Some(kind) = value(text, "\"type\"") {
        match kind {
            // https://github.com/enisdenjo/graphql-ws and subscriptions-transport-ws,
            // PROTOCOL.md of each.
            "connection_ack" | "connection_error" | "connection_keep_alive" | "ka" => {
                return Some(Says::GraphQl);
            }
            _ if !is_first => {}
            // Rails, actioncable/lib/action_cable.rb and connection/base.rb.
            "welcome" => return Some(Says::ActionCableWelcome),
            "ping" if text.contains("\"message\":") => return Some(Says::ActionCablePing),
            "disconnect" if text.contains("\"reconnect\":") => {
                return Some(match value(text, "\"reason\"") {
                    Some("unauthorized") => Says::ActionCableUnauthorized,
                    Some("invalid_request") => Says::ActionCableInvalidRequest,
                    Some("server_restart") => Says::ActionCableRestart,
                    _ => Says::ActionCableDisconnect,
                });
            }
            // Home Assistant, developer documentation, "WebSocket API".
            "auth_required" => return Some(Says::AsksForLogin),
            // Vite and webpack-dev-server say just that; the rest is webpack's
            // and Next.js' alone (hot-reloader-types.ts).
            "connected" | "hot" | "liveReload" if is_bare(text) => return Some(Says::DevServer),
            "hash" if text.contains("\"data\":") => return Some(Says::DevServer),
            "turbopack-connected" | "isrManifest" => return Some(Says::DevServer),
            _ => {}
        }
    }
    // The Pusher protocol, also of Reverb and Soketi.
    match value(text, "\"event\"") {
        Some("pusher:connection_established") => return Some(Says::PusherEstablished),
        Some("pusher:error") => return Some(Says::PusherError),
        Some("phx_reply" | "phx_error" | "phx_close") => return Some(Says::Phoenix),
        _ => {}
    }
    // Next.js up to 15; `action` alone is what many apps write.
    match value(text, "\"action\"")? {
        "sync" if text.contains("\"hash\":") => Some(Says::DevServer),
        "turbopack-connected" | "isrManifest" => Some(Says::DevServer),
        _ => None,
    }
}

/// The text value of the first `key` (in its quotes), however it is spaced.
fn value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(key)?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    rest.split_once('"').map(|(value, _)| value)
}

/// An object with one key: no comma in it.
fn is_bare(text: &str) -> bool {
    !text.contains(',')
}

/// `[join_ref, ref, topic, event, payload]`: phoenix.js, serializer.js.
fn is_phoenix(text: &str) -> bool {
    ["\"phx_reply\"", "\"phx_error\"", "\"phx_close\""].iter().any(|event| text.contains(event))
}

/// `c[3000,"Go away!"]`: sockjs-protocol, "Framing".
fn is_sockjs_close(text: &str) -> bool {
    text.starts_with("c[") && text.as_bytes().get(2).is_some_and(u8::is_ascii_digit)
}

/// The frames of a STOMP 1.0 to 1.2 server: a command on a line of its own.
fn is_stomp(text: &str) -> bool {
    let command = text.split_once('\n').map_or("", |(line, _)| line.trim_end_matches('\r'));
    matches!(command, "CONNECTED" | "ERROR" | "MESSAGE" | "RECEIPT")
}

#[cfg(test)]
mod tests;
