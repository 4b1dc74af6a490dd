//! Servers that answer the upgrade with an HTTP status.
//!
//! A browser shows none of these statuses to a script, and the same status
//! stands for many causes. So each sentence says who answers it and why.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario,
    behaviour::{Answer, HEALTHY, Serve, Web, everywhere},
};

type Fault = (CauseId, Stage, Owner);

const UPGRADE_DROPPED: Fault = (CauseId::ProxyUpgradeHeaders, Stage::Upgrade, Owner::SiteOperator);
const NO_ENDPOINT: Fault = (CauseId::NotWebsocketEndpoint, Stage::Upgrade, Owner::AppDeveloper);
const NO_LOGIN: Fault = (CauseId::AuthAtHandshake, Stage::Upgrade, Owner::AppDeveloper);
const APP_DOWN: Fault = (CauseId::UpstreamDown, Stage::Upgrade, Owner::SiteOperator);
const TOO_MANY: Fault = (CauseId::RateLimit, Stage::Upgrade, Owner::SiteOperator);
const FILTERED: Fault = (CauseId::WafRule, Stage::Upgrade, Owner::SiteOperator);

pub(super) fn rows() -> Vec<Scenario> {
    [at_path(), logins(), at_every_path()].concat()
}

/// The same answer to upgrade and GET of every path but `/`, which is a page.
fn at_path() -> Vec<Scenario> {
    [
        answers(
            "status-204",
            "http_204",
            NO_ENDPOINT,
            "Collects reports: answers 204 to upgrade and GET of every path but `/`.",
            Answer::text(204, ""),
        ),
        answers(
            "status-400",
            "http_400",
            UPGRADE_DROPPED,
            "Behind a proxy that drops `Upgrade`: answers 400 to upgrade and GET alike.",
            Answer::text(400, "Not a WebSocket handshake request\n"),
        ),
        answers(
            "status-403",
            "http_403",
            FILTERED,
            "A filter answers 403 to upgrade and GET of every path but `/`.",
            Answer::html(403, "<!doctype html><title>403</title><h1>Request blocked</h1>\n"),
        ),
        answers(
            "status-403-readable",
            "http_403_cors",
            NO_LOGIN,
            "Answers 403, for any origin to read, to upgrade and GET without a key.",
            Answer::json(403, r#"{"message":"Missing key"}"#)
                .with(&[("Access-Control-Allow-Origin", "*")]),
        ),
        answers(
            "status-404-json",
            "http_404_json",
            NO_ENDPOINT,
            "An API answers 404 in JSON, with `nosniff`, to upgrade and GET of the path.",
            Answer::json(404, r#"{"detail":"Not Found"}"#)
                .with(&[("X-Content-Type-Options", "nosniff")]),
        ),
        answers(
            "status-405",
            "http_405",
            NO_ENDPOINT,
            "Takes POST only at this path: answers 405 to upgrade and GET.",
            Answer::text(405, "Method Not Allowed\n").with(&[("Allow", "POST")]),
        ),
        answers(
            "status-421",
            "http_421",
            NO_ENDPOINT,
            "Has this path on another host only: answers 421 to upgrade and GET.",
            Answer::text(421, "Misdirected Request\n"),
        ),
        answers(
            "status-426",
            "http_426",
            UPGRADE_DROPPED,
            "Behind a proxy that drops `Upgrade`: answers 426 to upgrade and GET alike.",
            Answer::text(426, "Upgrade Required\n").with(&[("Upgrade", "websocket")]),
        ),
        answers(
            "status-429",
            "http_429",
            TOO_MANY,
            "Takes no more requests from here for a while: answers 429 to upgrade and GET.",
            Answer::text(429, "Too Many Requests\n").with(&[("Retry-After", "30")]),
        ),
        answers(
            "status-500",
            "http_500",
            APP_DOWN,
            "A gateway whose app fails at its start answers 500 to upgrade and GET of the path.",
            Answer::html(500, "<!doctype html><title>500</title><h1>Internal error</h1>\n"),
        ),
        answers(
            "status-501",
            "http_501",
            NO_ENDPOINT,
            "Has no WebSocket code at this path: answers 501 to upgrade and GET.",
            Answer::text(501, "Not Implemented\n"),
        ),
        answers(
            "status-502",
            "http_502",
            APP_DOWN,
            "A gateway whose socket app is down answers 502 to every path but `/`.",
            Answer::html(502, "<!doctype html><title>502</title><h1>502 Bad Gateway</h1>\n"),
        ),
        answers(
            "status-503",
            "http_503",
            APP_DOWN,
            "A gateway whose socket app has no free worker answers 503 to every path but `/`.",
            Answer::text(503, "No server is available\n"),
        ),
        answers(
            "status-504",
            "http_504",
            APP_DOWN,
            "A gateway whose socket app hangs answers 504 to every path but `/`.",
            Answer::html(504, "<!doctype html><title>504</title><h1>504 Gateway Time-out</h1>\n"),
        ),
        Scenario::fails(
            "upgrade-200-get-426",
            FILTERED,
            "A filter answers an upgrade with its own 200 page; a GET reaches the app's 426.",
            Serve::Web(Web {
                upgrade: Answer::html(200, "<!doctype html><title>Check</title><p>One moment.\n"),
                ..HEALTHY
            }),
        )
        .like("http_200_up_426_get")
        .and_tls(),
    ]
    .concat()
}

/// Servers that ask for a login, each in its own way.
fn logins() -> Vec<Scenario> {
    const UNAUTHORIZED: Answer = Answer::text(401, "Unauthorized\n");
    [
        answers(
            "status-401",
            "http_401",
            NO_LOGIN,
            "Answers 401, without `WWW-Authenticate`, to upgrade and GET without a login.",
            UNAUTHORIZED,
        ),
        answers(
            "status-401-basic",
            "http_401_basic",
            NO_LOGIN,
            "Answers 401 with `WWW-Authenticate: Basic` to upgrade and GET without a login.",
            UNAUTHORIZED.with(&[("WWW-Authenticate", "Basic realm=\"lab\"")]),
        ),
        answers(
            "status-401-bearer",
            "http_401_bearer",
            NO_LOGIN,
            "Answers 401 with `WWW-Authenticate: Bearer` to upgrade and GET without a token.",
            UNAUTHORIZED.with(&[("WWW-Authenticate", "Bearer")]),
        ),
        answers(
            "status-401-negotiate",
            "http_401_negotiate",
            NO_LOGIN,
            "Answers 401 with `WWW-Authenticate: Negotiate` to upgrade and GET without a login.",
            UNAUTHORIZED.with(&[("WWW-Authenticate", "Negotiate")]),
        ),
        // Without `Proxy-Authenticate`: no browser may offer it a proxy's login.
        answers(
            "status-407",
            "http_407",
            NO_LOGIN,
            "Asks for a login with 407, the status of proxies, in place of 401.",
            Answer::text(407, "Authentication Required\n"),
        ),
    ]
    .concat()
}

/// The same answer to everything; `gateway-502` in `answers` is the 502.
fn at_every_path() -> Vec<Scenario> {
    let answers = |id, like, fault, does, answer| {
        Scenario::fails(id, fault, does, everywhere(answer)).like(like).and_tls()
    };
    [
        answers(
            "everywhere-403",
            "http_403_all",
            FILTERED,
            "A filter answers 403 to everything.",
            Answer::html(403, "<!doctype html><title>403</title><h1>Request blocked</h1>\n"),
        ),
        answers(
            "everywhere-404",
            "http_404_all",
            NO_ENDPOINT,
            "A server without any WebSocket answers 404 to everything.",
            Answer::text(404, "404 page not found\n"),
        ),
        answers(
            "everywhere-503",
            "http_503_all",
            APP_DOWN,
            "A gateway whose app restarts answers 503 to everything.",
            Answer::text(503, "No server is available\n"),
        ),
    ]
    .concat()
}

fn answers(
    id: &'static str,
    like: &'static str,
    fault: Fault,
    does: &'static str,
    answer: Answer,
) -> Vec<Scenario> {
    let web = Web { upgrade: answer, get: answer, ..HEALTHY };
    Scenario::fails(id, fault, does, Serve::Web(web)).like(like).and_tls()
}
