//! What clients see of servers that end the connection before an answer, and of
//! those whose answers depend on what came before.

/// What a server of another kind says in place of an HTTP response.
/// The three requests come one after the other.
pub(super) const SEEN: &[(&str, [&str; 3])] = &[
    ("never-answers", ["silent"; 3]),
    ("half-a-status-line", ["silent"; 3]),
    ("reset-at-accept", ["reset"; 3]),
    ("ended-at-accept", ["end"; 3]),
    ("reset-at-first-byte", ["reset"; 3]),
    ("ended-at-first-byte", ["end"; 3]),
    ("ssh-banner", ["HttparseError", "not HTTP", "not HTTP"]),
    ("ssh-banner-tls", ["tls InvalidMessage"; 3]),
    ("empty-response-to-upgrade", ["end", "status 426", "status 200"]),
    ("upgrade-filtered", ["reset", "status 426", "status 200"]),
    ("ticket-single-use", ["open, echo", "status 426", "status 200"]),
    ("ticket-spent", ["status 401", "status 426", "status 200"]),
    ("session-from-a-visit", ["status 401", "status 426", "status 200"]),
    ("one-session-closes", ["open, echo", "status 426", "status 200"]),
    ("one-session-refuses", ["open, echo", "status 426", "status 200"]),
    ("rate-limited", ["open, echo", "status 426", "status 200"]),
    ("rate-limited-to-one", ["open, echo", "status 426", "status 200"]),
    ("two-of-four-nodes-dead", ["status 502", "status 502", "status 200"]),
    ("every-other-node-dead", ["status 502", "status 426", "status 502"]),
    ("session-on-another-node", ["status 400", "status 400", "status 200"]),
    ("dead-node-first", ["status 502", "status 426", "status 200"]),
    ("dead-node-second", ["open, echo", "status 502", "status 200"]),
    ("cold-start-slow", ["open, echo", "status 426", "status 200"]),
    ("cold-start-503", ["status 503"; 3]),
];
