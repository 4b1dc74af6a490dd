//! What the server said after the opening, as far as its kind is known.
//!
//! This page sends nothing. Some servers speak first all the same: Action
//! Cable, Engine.IO and Pusher greet, a development server tells of its build.
//! Others wait for the client: Phoenix, SignalR, GraphQL over WebSocket, MQTT.

use why1006_evidence::{EventKind, Place, Probe, Says, path::PathShape};

use super::Facts;

impl Facts<'_> {
    /// Everything known that the server said on the first attempt, in order.
    fn said_all(&self) -> impl Iterator<Item = Says> {
        let seen = self.evidence.first(Probe::WebSocket, Place::Target);
        let seen = seen.filter(|_| self.opened());
        seen.into_iter().flat_map(|o| &o.events).filter_map(|e| e.says)
    }

    /// The server said so on the first attempt.
    pub fn said(&self, what: Says) -> bool {
        self.said_all().any(|says| says == what)
    }

    /// The first known words of the server.
    pub fn greeting(&self) -> Option<Says> {
        self.said_all().next()
    }

    /// The last word by which the server announced that it ends the connection,
    /// and why. Action Cable and SockJS send it as a message, and then close
    /// with a code that says nothing (Rails, `connection/base.rb`: 1000).
    pub fn farewell(&self) -> Option<Says> {
        self.said_all()
            .filter(|says| {
                matches!(
                    says,
                    Says::ActionCableUnauthorized
                        | Says::ActionCableInvalidRequest
                        | Says::ActionCableRestart
                        | Says::ActionCableDisconnect
                        | Says::SockJsClose
                )
            })
            .last()
    }

    /// Anything at all came from the server on the first attempt.
    pub fn is_spoken(&self) -> bool {
        let seen = self.evidence.first(Probe::WebSocket, Place::Target);
        seen.is_some_and(|o| o.saw(EventKind::Message))
    }

    /// The server pings in a message and leaves those who do not answer, as
    /// this page does not (Engine.IO protocol 4, "Heartbeat").
    pub fn is_heartbeat_missed(&self) -> bool {
        self.said(Says::EngineIoOpen) || self.said(Says::EngineIoPing)
    }

    /// Whether a server with such a path speaks first; `None` if that is not
    /// known of it.
    pub fn speaks_first(&self) -> Option<bool> {
        match self.evidence.target.path_shape {
            PathShape::ActionCable | PathShape::SocketIo | PathShape::Pusher => Some(true),
            PathShape::Phoenix | PathShape::GraphQl | PathShape::Mqtt => Some(false),
            _ => None,
        }
    }
}
