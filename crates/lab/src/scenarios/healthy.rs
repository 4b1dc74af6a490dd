//! Endpoints that work.

use crate::{
    Scenario,
    behaviour::{Act, Answer, HEALTHY, Serve, Web},
    serve::first_protocol,
};

pub(super) fn rows() -> Vec<Scenario> {
    [
        Scenario::works(
            "healthy-echo",
            "Echoes messages; a plain GET of the path gets 426.",
            Serve::Web(HEALTHY),
        )
        .and_tls(),
        Scenario::works(
            "healthy-echo-get-404",
            "Echoes messages; a plain GET of the path gets 404.",
            Serve::Web(Web { get: Answer::text(404, "Not found\n"), ..HEALTHY }),
        )
        .and_tls(),
        Scenario::works(
            "healthy-first-subprotocol",
            "Echoes messages; selects the first subprotocol offered.",
            Serve::Web(Web {
                upgrade: Answer::Switch { head: first_protocol, then: &[Act::Echo] },
                ..HEALTHY
            }),
        )
        .and_tls(),
    ]
    .concat()
}
