//! Endpoints that work.

use std::time::Duration;

use crate::{
    Scenario,
    behaviour::{Act, Answer, HEALTHY, Serve, Web},
    serve::first_protocol,
};

const OPENS: Answer = Answer::open(&[Act::Echo]);

pub(super) fn rows() -> Vec<Scenario> {
    let works = |id, like, does, web| Scenario::works(id, does, Serve::Web(web)).like(like);
    [
        works(
            "healthy-echo",
            "ok_echo",
            "Echoes messages; a plain GET of the path gets 426.",
            HEALTHY,
        )
        .and_tls(),
        works(
            "healthy-echo-get-404",
            "ok_echo_404",
            "Echoes messages; a plain GET of the path gets 404.",
            Web { get: Answer::text(404, "Not found\n"), ..HEALTHY },
        )
        .and_tls(),
        works(
            "healthy-echo-get-readable",
            "ok_echo_cors",
            "Echoes messages; a plain GET of the path gets 426, for any origin to read.",
            Web {
                get: Answer::text(426, "Upgrade Required\n")
                    .with(&[("Access-Control-Allow-Origin", "*")]),
                ..HEALTHY
            },
        )
        .and_tls(),
        works(
            "healthy-echo-get-unanswered",
            "ok_echo_hang_get",
            "Echoes messages; a plain GET of the path is never answered.",
            Web { get: Answer::Acts(&[Act::Silence]), ..HEALTHY },
        )
        .and_tls(),
        works(
            "healthy-slow",
            "slow_ok",
            "Echoes messages, and takes 2 s to answer the upgrade.",
            Web { upgrade: Answer::Late(Duration::from_secs(2), &OPENS), ..HEALTHY },
        )
        .and_tls(),
        works(
            "healthy-first-subprotocol",
            "sub_ok",
            "Echoes messages; selects the first subprotocol offered.",
            Web { upgrade: Answer::Switch { head: first_protocol, then: &[Act::Echo] }, ..HEALTHY },
        )
        .offering(&["chat", "superchat"])
        .and_tls(),
    ]
    .concat()
}
