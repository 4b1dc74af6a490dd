//! Python: Jupyter and Tornado, uvicorn, Django Channels, `websockets`.

use why1006_evidence::Clue::*;

use super::row::{Row, nothing, refuses, row, status};
use crate::reading::Why;

/// jupyter-server/jupyter_server, `base/websocket.py`; tornadoweb/tornado,
/// `websocket.py`; encode/uvicorn, `protocols/http/h11_impl.py` and
/// `httptools_impl.py`; django/channels, `routing.py`; python-websockets/
/// websockets, `exceptions.py`.
pub(super) const ROWS: &[Row] = &[
    refuses("Blocking Cross Origin WebSocket Attempt.", "Origin: "),
    row("Cross origin websockets not allowed", OriginRefused),
    row("Can \"Upgrade\" only to \"WebSocket\".", NotUpgraded),
    status("Couldn't authenticate WebSocket connection", 403),
    // The request asked for an upgrade, perhaps another; the next line tells.
    nothing("Unsupported upgrade request.", Why::Harmless),
    // The app takes it for a web request then, and has nothing there.
    row("No supported WebSocket library detected", NoRoute).of_server(),
    row("Exception in ASGI application", AppError).of_request(),
    row("No route found for path '", NoRoute),
    // Only a server minds an origin. What the library says of other headers, it
    // says as a client, too.
    refuses("InvalidOrigin: invalid Origin header: ", ""),
];
