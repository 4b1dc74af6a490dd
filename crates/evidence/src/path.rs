//! Paths that well-known WebSocket servers use.

use crate::{scan, tags};

tags! {
    /// Whose path this looks like. A hint, never proof.
    pub enum PathShape {
        /// `/`: few servers speak WebSocket there.
        Root = "root",
        /// `/cable`: Rails Action Cable.
        ActionCable = "action-cable",
        /// `/socket.io/`: Socket.IO or Engine.IO.
        SocketIo = "socket-io",
        /// `/socket/websocket`, `/live/websocket`: Phoenix.
        Phoenix = "phoenix",
        /// `…/graphql`, `…/subscriptions`: GraphQL over WebSocket.
        GraphQl = "graphql",
        /// `/mqtt`: MQTT over WebSocket.
        Mqtt = "mqtt",
        /// `/app/…`: Pusher and its relatives.
        Pusher = "pusher",
        /// `/sockjs…`, `…/websocket` behind SockJS.
        SockJs = "sockjs",
        /// `/api/live/ws`: Grafana.
        Grafana = "grafana",
        /// `/api/kernels/…/channels`, `/terminals/websocket/…`: Jupyter.
        Jupyter = "jupyter",
        /// `/_next/webpack-hmr`, `/@vite`, `/sockjs-node`: a development server.
        DevServer = "dev-server",
        /// Anything else.
        Plain = "plain",
    }
    else Plain
}

/// Guesses whose path this is. `path` begins with `/`, without query.
pub fn shape(path: &str) -> PathShape {
    let lower = path.to_ascii_lowercase();
    let path = scan::trim_end(&lower, b"/");
    let ends = |tail: &str| path.ends_with(tail);
    let has = |part: &str| scan::has(path, part);
    if path.is_empty() {
        PathShape::Root
    } else if ends("/cable") {
        PathShape::ActionCable
    } else if has("/socket.io") || has("/engine.io") {
        PathShape::SocketIo
    } else if has("/_next/webpack-hmr") || has("/sockjs-node") || has("/@vite") {
        PathShape::DevServer
    } else if ends("/socket/websocket") || ends("/live/websocket") {
        PathShape::Phoenix
    } else if ends("/graphql") || ends("/subscriptions") {
        PathShape::GraphQl
    } else if ends("/mqtt") {
        PathShape::Mqtt
    } else if ends("/api/live/ws") {
        PathShape::Grafana
    } else if has("/api/kernels/") || has("/terminals/websocket") {
        PathShape::Jupyter
    } else if has("/sockjs") {
        PathShape::SockJs
    } else if path.starts_with("/app/") {
        PathShape::Pusher
    } else {
        PathShape::Plain
    }
}

/// Subprotocols to offer where a target names none: those of the server whose
/// path it looks like, in its client's own order; else well-known ones, so that
/// a server that insists on any of them shows itself.
pub fn protocols(shape: PathShape) -> &'static [&'static str] {
    match shape {
        PathShape::ActionCable => &["actioncable-v1-json", "actioncable-unsupported"],
        PathShape::GraphQl => &["graphql-transport-ws", "graphql-ws"],
        PathShape::Mqtt => &["mqtt", "mqttv3.1"],
        PathShape::Jupyter => &["v1.kernel.websocket.jupyter.org"],
        PathShape::DevServer => &["vite-hmr"],
        _ => &[
            "graphql-transport-ws",
            "graphql-ws",
            "mqtt",
            "v12.stomp",
            "wamp.2.json",
            "actioncable-v1-json",
            "ocpp1.6",
            "soap",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_paths_are_told_apart() {
        for (path, expected) in [
            ("/", PathShape::Root),
            ("/cable", PathShape::ActionCable),
            ("/postfacto/cable/", PathShape::ActionCable),
            ("/socket.io/", PathShape::SocketIo),
            ("/live/websocket", PathShape::Phoenix),
            ("/v1/graphql", PathShape::GraphQl),
            ("/_next/webpack-hmr", PathShape::DevServer),
            ("/ws", PathShape::Plain),
        ] {
            assert_eq!(shape(path), expected, "{path}");
        }
    }
}
