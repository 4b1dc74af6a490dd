//! What clients see of servers of well-known kinds, of paths with and without
//! their last slash, and of the two addresses of `localhost`.

const SILENT: [&str; 3] = ["open, silent", "status 426", "status 200"];

pub(super) const SEEN: &[(&str, [&str; 3])] = &[
    // What they say first, see `first_words`.
    ("action-cable", SILENT),
    ("action-cable-unauthorized", ["open, close 1000 ", "status 426", "status 200"]),
    ("action-cable-restart", ["open, close 1000 ", "status 426", "status 200"]),
    ("engine-io", ["open, silent", "status 400", "status 200"]),
    ("engine-io-without-query", ["status 400", "status 400", "status 200"]),
    ("pusher", SILENT),
    ("pusher-error", ["open, close 4001 Application does not exist", "status 426", "status 200"]),
    (
        "graphql-init-timeout",
        [
            "open graphql-transport-ws, close 4408 Connection initialisation timeout",
            "status 426",
            "status 200",
        ],
    ),
    ("sockjs", SILENT),
    ("signalr", SILENT),
    ("mqtt", ["open mqtt, silent", "status 426", "status 200"]),
    ("phoenix", SILENT),
    // With a slash more or less, and with the subprotocol, see `paths`.
    ("end-slash-missing-404", ["status 404", "status 404", "status 200"]),
    ("end-slash-added-404", ["status 404", "status 404", "status 200"]),
    ("action-cable-without-subprotocol", ["status 400", "status 426", "status 200"]),
    ("graphql-without-subprotocol", ["status 400", "status 426", "status 200"]),
    ("mqtt-without-subprotocol", ["status 400", "status 426", "status 200"]),
    // At the other address, see `localhost`.
    ("localhost-on-ipv6-only", ["refused"; 3]),
    ("localhost-on-ipv4-only", ["refused"; 3]),
];
