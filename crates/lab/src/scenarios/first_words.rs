//! Servers of well-known kinds, told apart by what they say first, unasked. The
//! messages are those of the servers themselves.

use std::time::Duration;

use why1006_diagnosis::{CauseId, Owner, Stage};

use super::{after_open::MOMENT, paths::offers};
use crate::{
    Scenario,
    behaviour::{Act, Answer, Guard, HEALTHY, Serve, Web},
    serve::{
        Request,
        handshake::{MQTT, action_cable, graphql, mqtt, plain},
    },
};

const WELCOME: Act = Act::Text(r#"{"type":"welcome"}"#);
const UNAUTHORIZED: Act =
    Act::Text(r#"{"type":"disconnect","reason":"unauthorized","reconnect":false}"#);
const RESTART: Act =
    Act::Text(r#"{"type":"disconnect","reason":"server_restart","reconnect":true}"#);

/// The beat of Action Cable (`ActionCable::Server::Connections::BEAT_INTERVAL`).
const BEAT: Act = Act::Every(Duration::from_secs(3), r#"{"type":"ping","message":1792022400}"#);

const ENGINE_IO_OPEN: Act = Act::Text(
    r#"0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#,
);
const ENGINE_IO_PING: Act = Act::Every(Duration::from_secs(25), "2");

const PUSHER_OPEN: Act = Act::Text(
    r#"{"event":"pusher:connection_established","data":"{\"socket_id\":\"218.4\",\"activity_timeout\":120}"}"#,
);
const NO_SUCH_APP: Act = Act::Text(
    r#"{"event":"pusher:error","data":{"code":4001,"message":"Application does not exist"}}"#,
);

const SIGNALR_ERROR: Act = Act::Text("{\"error\":\"Handshake was canceled.\"}\u{1e}");

/// `HandshakeTimeout` of SignalR's hubs.
const HANDSHAKE_TIME: Act = Act::Attend(Duration::from_secs(15));

const SECOND: Act = Act::Attend(Duration::from_secs(1));
const NO_INIT: Act = Act::Close(4408, "Connection initialisation timeout");

const SOCKJS_BEAT: Act = Act::Every(Duration::from_secs(25), "h");

/// A client may be silent for longer than anybody watches.
const QUIET: Act = Act::Attend(Duration::from_secs(600));

pub(super) fn rows() -> Vec<Scenario> {
    [action_cables(), engine_io(), pusher(), graphql_ws(), others()]
        .concat()
        .into_iter()
        .flat_map(Scenario::and_tls)
        .collect()
}

/// A server that opens with this head and then does this.
fn speaks(head: fn(&Request) -> String, then: &'static [Act]) -> Web {
    Web { upgrade: Answer::Switch { head, then }, ..HEALTHY }
}

fn action_cables() -> Vec<Scenario> {
    let cable = |then| Serve::Web(speaks(action_cable, then));
    vec![
        Scenario::works(
            "action-cable",
            "Speaks as Action Cable: `welcome`, then a `ping` every 3 s.",
            cable(&[WELCOME, BEAT]),
        )
        .at("/cable"),
        Scenario::fails(
            "action-cable-unauthorized",
            // It opens; the login is what the app checks after that.
            (CauseId::AuthAtHandshake, Stage::Close, Owner::AppDeveloper),
            "Speaks as Action Cable: says `disconnect`, `unauthorized`, and closes with 1000.",
            cable(&[UNAUTHORIZED, Act::Close(1000, "")]),
        )
        .at("/cable"),
        Scenario::fails(
            "action-cable-restart",
            (CauseId::DeployClose, Stage::Close, Owner::SiteOperator),
            "Speaks as Action Cable that restarts: says `server_restart` and closes with 1000.",
            cable(&[WELCOME, MOMENT, RESTART, Act::Close(1000, "")]),
        )
        .at("/cable"),
    ]
}

/// Engine.IO 4 under Socket.IO: the query says which transport is wanted.
fn engine_io() -> Vec<Scenario> {
    const NOT_BY_GET: Answer = Answer::json(400, r#"{"code":3,"message":"Bad request"}"#);
    const UNKNOWN: Answer = Answer::json(400, r#"{"code":0,"message":"Transport unknown"}"#);
    let server = Serve::Web(Web {
        get: NOT_BY_GET,
        guard: Some(Guard { passes: is_engine_io, otherwise: UNKNOWN }),
        ..speaks(plain, &[ENGINE_IO_OPEN, ENGINE_IO_PING])
    });
    vec![
        Scenario::works(
            "engine-io",
            "Speaks as Engine.IO 4 does under Socket.IO: sends its open packet.",
            server,
        )
        .at("/socket.io/?EIO=4&transport=websocket"),
        Scenario::fails(
            "engine-io-without-query",
            (CauseId::SocketioVsRaw, Stage::Upgrade, Owner::AppDeveloper),
            "Engine.IO 4 that answers 400 to an upgrade without its query.",
            server,
        )
        .at("/socket.io/"),
    ]
}

fn pusher() -> Vec<Scenario> {
    vec![
        Scenario::works(
            "pusher",
            "Speaks as Pusher: sends `connection_established`.",
            Serve::Web(speaks(plain, &[PUSHER_OPEN, QUIET])),
        )
        .at("/app/lab-key?protocol=7&client=js&version=8.4.0"),
        Scenario::fails(
            "pusher-error",
            (CauseId::PolicyClose, Stage::Close, Owner::AppDeveloper),
            "Speaks as Pusher: sends `pusher:error` and closes with 4001.",
            Serve::Web(speaks(
                plain,
                &[MOMENT, NO_SUCH_APP, Act::Close(4001, "Application does not exist")],
            )),
        )
        .at("/app/no-such-key?protocol=7&client=js&version=8.4.0"),
    ]
}

fn graphql_ws() -> Vec<Scenario> {
    vec![
        Scenario::fails(
            "graphql-init-timeout",
            (CauseId::PolicyClose, Stage::Close, Owner::AppDeveloper),
            "Speaks as graphql-ws: closes with 4408 when a client says nothing for 1 s.",
            Serve::Web(speaks(graphql, &[SECOND, NO_INIT])),
        )
        .at("/graphql")
        .offering(&["graphql-transport-ws"]),
    ]
}

/// Those that say nothing, or one letter.
fn others() -> Vec<Scenario> {
    vec![
        Scenario::works(
            "sockjs",
            "Speaks as SockJS: sends its open frame, `o`, and `h` every 25 s.",
            Serve::Web(speaks(plain, &[Act::Text("o"), SOCKJS_BEAT])),
        )
        .at("/sockjs/483/k3x9ab2c/websocket"),
        Scenario::works(
            "signalr",
            "Speaks as SignalR: closes on a client that says nothing for 15 s.",
            Serve::Web(speaks(plain, &[HANDSHAKE_TIME, SIGNALR_ERROR, Act::Close(1000, "")])),
        )
        .at("/chatHub"),
        Scenario::works(
            "mqtt",
            "A broker of MQTT: takes the subprotocol `mqtt` only, and is silent.",
            Serve::Web(Web {
                guard: Some(Guard {
                    passes: |request| offers(request, MQTT),
                    otherwise: Answer::text(400, "Subprotocol required\n"),
                }),
                ..speaks(mqtt, &[QUIET])
            }),
        )
        .at("/mqtt")
        .offering(MQTT),
        Scenario::works(
            "phoenix",
            "Speaks as Phoenix: is silent until somebody joins a channel.",
            Serve::Web(speaks(plain, &[QUIET])),
        )
        .at("/socket/websocket?vsn=2.0.0"),
    ]
}

/// Whether the query asks for a WebSocket of Engine.IO 4.
fn is_engine_io(request: &Request) -> bool {
    let query = request.target.split_once('?').map_or("", |(_, query)| query);
    ["EIO=4", "transport=websocket"].iter().all(|pair| query.split('&').any(|p| p == *pair))
}
