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

impl Says {
    /// Reads a text message; `None` if no known server speaks so.
    pub fn of_text(_: &str) -> Option<Says> {
        None
    }

    /// Reads a binary message; `None` if no known server speaks so.
    pub fn of_bytes(_: &[u8]) -> Option<Says> {
        None
    }
}
