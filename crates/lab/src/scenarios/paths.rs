//! Healthy servers that want a path with or without its last slash, or the
//! subprotocol that clients of their kind offer.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario,
    behaviour::{Act, Answer, Guard, HEALTHY, Serve, Web},
    serve::{
        Request,
        handshake::{ACTION_CABLE, GRAPHQL, MQTT, action_cable, graphql, mqtt},
    },
};

const NOT_FOUND: Answer = Answer::html(404, "<!doctype html><title>404</title><p>Not found.\n");

pub(super) fn rows() -> Vec<Scenario> {
    [slashes(), subprotocols()].concat()
}

fn slashes() -> Vec<Scenario> {
    let only_at = |id, at, does, passes: fn(&Request) -> bool| {
        let fault = (CauseId::NotWebsocketEndpoint, Stage::Upgrade, Owner::AppDeveloper);
        let guard = Some(Guard { passes, otherwise: NOT_FOUND });
        let web = Web { get: NOT_FOUND, guard, ..HEALTHY };
        Scenario::fails(id, fault, does, Serve::Web(web)).at(at).like("other_path").and_tls()
    };
    [
        only_at(
            "end-slash-missing-404",
            "/cable",
            "Echoes messages at `/cable/`, and answers 404 at `/cable`.",
            |request| request.path() == "/cable/",
        ),
        only_at(
            "end-slash-added-404",
            "/cable/",
            "Echoes messages at `/cable`, and answers 404 at `/cable/`.",
            |request| request.path() == "/cable",
        ),
    ]
    .concat()
}

fn subprotocols() -> Vec<Scenario> {
    let wants = |id, at, does, head, passes: fn(&Request) -> bool| {
        let fault = (CauseId::SubprotocolMismatch, Stage::Upgrade, Owner::AppDeveloper);
        let otherwise = Answer::text(400, "Subprotocol required\n");
        let web = Web {
            upgrade: Answer::Switch { head, then: &[Act::Echo] },
            guard: Some(Guard { passes, otherwise }),
            ..HEALTHY
        };
        Scenario::fails(id, fault, does, Serve::Web(web)).at(at).like("sub_required").and_tls()
    };
    [
        wants(
            "action-cable-without-subprotocol",
            "/cable",
            "Answers 400 to an upgrade that does not offer `actioncable-v1-json`.",
            action_cable,
            |request| offers(request, ACTION_CABLE),
        ),
        wants(
            "graphql-without-subprotocol",
            "/graphql",
            "Answers 400 to an upgrade that does not offer `graphql-transport-ws`.",
            graphql,
            |request| offers(request, GRAPHQL),
        ),
        wants(
            "mqtt-without-subprotocol",
            "/mqtt",
            "Answers 400 to an upgrade that does not offer `mqtt`.",
            mqtt,
            |request| offers(request, MQTT),
        ),
    ]
    .concat()
}

/// Whether the client offers one of these subprotocols.
pub(super) fn offers(request: &Request, known: &[&str]) -> bool {
    request.tokens("sec-websocket-protocol").any(|name| known.contains(&name))
}
