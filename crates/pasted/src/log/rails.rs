//! Rails with Action Cable.

use why1006_evidence::Clue::*;

use super::row::{Means, Row, means, nothing, refuses, row};
use crate::reading::Why;

/// rails/rails, `actioncable/lib/action_cable/connection/base.rb` and
/// `authorization.rb`; `actionpack`, `action_dispatch/routing/route_set.rb`.
pub(super) const ROWS: &[Row] = &[
    refuses("Request origin not allowed:", ""),
    // After an origin that was refused the headers are right, and say so.
    means("Failed to upgrade to WebSocket (REQUEST_METHOD: ", Means::Headers),
    row("Successfully upgraded to WebSocket (REQUEST_METHOD: ", Works),
    // The socket is open by then, and closed with the reason `unauthorized`.
    nothing("An unauthorized connection attempt was rejected", Why::AfterOpen),
    row("RoutingError (No route matches [", NoRoute).of_request(),
    nothing("Started GET \"", Why::Harmless),
    nothing("Finished \"", Why::Harmless),
];
