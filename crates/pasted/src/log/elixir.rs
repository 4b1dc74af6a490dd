//! Phoenix.

use why1006_evidence::Clue::*;

use super::row::{Means, Row, means, refuses, row, status};

/// phoenixframework/phoenix, `lib/phoenix/socket/transport.ex`, `lib/phoenix/
/// logger.ex` and `lib/phoenix/router.ex`.
pub(super) const ROWS: &[Row] = &[
    means("Could not check origin for Phoenix.Socket transport", Means::Begins),
    refuses("Origin of the request:", ""),
    row("Could not check Websocket subprotocols for Phoenix.Socket", Subprotocol),
    // The app's own `connect/3` said no; it is answered with 403.
    status("REFUSED CONNECTION TO ", 403),
    row("CONNECTED TO ", Works).with("Transport: :websocket"),
    row("Phoenix.Router.NoRouteError) no route found for ", NoRoute).of_request(),
];
