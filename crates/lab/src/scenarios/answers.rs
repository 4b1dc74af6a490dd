//! Servers that answer the upgrade with something else than a correct 101.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario,
    behaviour::{Act, Answer, Guard, HEALTHY, HOME, Serve, Web, everywhere},
    serve::{first_protocol, wrong_accept},
};

const NOT_FOUND: Answer = Answer::html(404, "<!doctype html><title>404</title><p>Not found.\n");
const APP: Answer = Answer::html(200, "<!doctype html><title>App</title><div id=app></div>\n");
const BAD_GATEWAY: Answer =
    Answer::html(502, "<!doctype html><title>502</title><h1>502 Bad Gateway</h1>\n");

pub(super) fn rows() -> Vec<Scenario> {
    let at_upgrade = |cause, owner| (cause, Stage::Upgrade, owner);
    let by_operator = |cause| at_upgrade(cause, Owner::SiteOperator);
    let by_developer = |cause| at_upgrade(cause, Owner::AppDeveloper);
    [
        Scenario::fails(
            "origin-checked-404",
            by_operator(CauseId::OriginRejected),
            "Healthy, but answers 404 to an Origin other than https://app.example, as Rails does.",
            Serve::Web(Web { get: NOT_FOUND, ..unless_own_origin(NOT_FOUND) }),
        )
        .at("/cable")
        .like("ok_origin_only")
        .and_tls(),
        Scenario::fails(
            "origin-checked-403",
            by_operator(CauseId::OriginRejected),
            "Healthy, but answers 403 to an Origin other than https://app.example.",
            Serve::Web(unless_own_origin(Answer::text(403, "Forbidden\n"))),
        )
        .like("ok_origin_only")
        .and_tls(),
        Scenario::fails(
            "cookie-needed-401",
            by_developer(CauseId::AuthAtHandshake),
            "Healthy, but answers 401 to an upgrade without the cookie `session`.",
            Serve::Web(Web {
                guard: Some(Guard {
                    passes: |request| {
                        let cookies = request.header("cookie").unwrap_or_default();
                        cookies.split(';').any(|c| c.trim().starts_with("session="))
                    },
                    otherwise: Answer::text(401, "Unauthorized\n"),
                }),
                ..HEALTHY
            }),
        )
        .like("http_401")
        .and_tls(),
        Scenario::fails(
            "subprotocol-required-400",
            by_developer(CauseId::SubprotocolMismatch),
            "Healthy, but answers 400 to an upgrade that offers no subprotocol.",
            Serve::Web(Web {
                upgrade: Answer::Switch { head: first_protocol, then: &[Act::Echo] },
                guard: Some(Guard {
                    passes: |request| request.header("sec-websocket-protocol").is_some(),
                    otherwise: Answer::text(400, "Subprotocol required\n"),
                }),
                ..HEALTHY
            }),
        )
        .like("sub_required")
        .and_tls(),
        Scenario::fails(
            "upgrade-swallowed",
            by_operator(CauseId::UpgradeSwallowed),
            "Never answers an upgrade; any plain GET gets a 200 page.",
            Serve::Web(Web { upgrade: Answer::Acts(&[Act::Silence]), get: APP, ..HEALTHY }),
        )
        .like("hang_resp_ws")
        .and_tls(),
        Scenario::fails(
            "wrong-path-404",
            by_developer(CauseId::NotWebsocketEndpoint),
            "Answers 404 to upgrade and GET of every path but `/`, which is a 200 page.",
            Serve::Web(Web { upgrade: NOT_FOUND, get: NOT_FOUND, ..HEALTHY }),
        )
        .like("http_404")
        .and_tls(),
        Scenario::fails(
            "page-everywhere-200",
            by_developer(CauseId::NotWebsocketEndpoint),
            "Answers every request, upgrades too, with a 200 page.",
            everywhere(HOME),
        )
        .like("http_200")
        .and_tls(),
        Scenario::fails(
            "spa-fallback",
            by_developer(CauseId::NotWebsocketEndpoint),
            "Answers 404 to an upgrade, and the app's 200 page to any GET.",
            Serve::Web(Web { upgrade: NOT_FOUND, get: APP, root: APP, ..HEALTHY }),
        )
        .like("http_404_up_200_get")
        .and_tls(),
        Scenario::fails(
            "gateway-502",
            by_operator(CauseId::UpstreamDown),
            "A gateway whose app is down: answers 502 to everything.",
            everywhere(BAD_GATEWAY),
        )
        .like("http_502_all")
        .and_tls(),
        Scenario::fails(
            "bad-accept",
            by_operator(CauseId::BadHandshake),
            "Answers 101 with a Sec-WebSocket-Accept that does not fit the key.",
            Serve::Web(Web {
                upgrade: Answer::Switch { head: wrong_accept, then: &[Act::Echo] },
                ..HEALTHY
            }),
        )
        .like("bad_accept")
        .and_tls(),
    ]
    .concat()
}

fn unless_own_origin(otherwise: Answer) -> Web {
    let passes =
        |request: &crate::serve::Request| request.header("origin") == Some("https://app.example");
    Web { guard: Some(Guard { passes, otherwise }), ..HEALTHY }
}
