//! Servers whose answers depend on what came before, so that a repeated probe
//! sees another thing than the first. The truth is about the first, cold one.

use std::time::Duration;

use why1006_diagnosis::{CauseId, Owner, Stage};
use why1006_evidence::EngineFamily::{Firefox, WebKit};

use crate::{
    Scenario, Tls,
    behaviour::{Act, Answer, HEALTHY, Reply, Rule, Serve, Web},
};

const UNAUTHORIZED: Answer = Answer::text(401, "Unauthorized\n");
const UNAVAILABLE: Answer = Answer::text(503, "The app is starting.\n");
const BAD_GATEWAY: Answer =
    Answer::html(502, "<!doctype html><title>502</title><h1>502 Bad Gateway</h1>\n");

/// A node whose app is down.
const DEAD: Web =
    Web { upgrade: BAD_GATEWAY, get: BAD_GATEWAY, root: BAD_GATEWAY, guard: None, pages: &[] };

const TOO_MANY: Answer = Answer::Reply(Reply {
    status: 429,
    content_type: "text/plain; charset=utf-8",
    headers: &[("Retry-After", "60")],
    body: "Too many connections in a minute.\n",
});

const ONE_A_MINUTE: &str = "Opens once in a minute, then answers 429 to upgrades.";

/// How long a server takes an ended session for one that may come back.
const LINGERS: Duration = Duration::from_secs(5);

pub(super) fn rows() -> Vec<Scenario> {
    [once_only(), in_turn(), sessions(), starting()].concat()
}

/// Servers that let the same client in a number of times only.
fn once_only() -> Vec<Scenario> {
    let works = |id, does, rule| Scenario::works(id, does, Serve::Remembers(rule));
    let login = (CauseId::AuthAtHandshake, Stage::Upgrade, Owner::AppDeveloper);
    let ticket = Rule::Ticket { spent: "5f1c9a7e", otherwise: UNAUTHORIZED };
    let one_a_minute = Rule::Limit { upgrades: 1, otherwise: TOO_MANY };
    let one_session = |otherwise| Rule::OneSession { lingers: LINGERS, otherwise };
    [
        works(
            "ticket-single-use",
            "Opens once for a ticket in the query; answers 401 to its second use.",
            ticket,
        )
        .at("/socket?ticket=b07d42e1")
        .and_tls(),
        Scenario::fails(
            "ticket-spent",
            (CauseId::SingleUseTicket, Stage::Upgrade, Owner::AppDeveloper),
            "Answers 401 to an upgrade, because the ticket in the query was used before.",
            Serve::Remembers(ticket),
        )
        .at("/socket?ticket=5f1c9a7e")
        .and_tls(),
        Scenario::fails(
            "session-from-a-visit",
            login,
            "Answers 401 to an upgrade without the cookie that a visit to `/` sets.",
            Serve::Remembers(Rule::Session { otherwise: UNAUTHORIZED }),
        )
        .and_tls(),
        works(
            "one-session-closes",
            "One session per user: closes a second one with 4409, and until 5 s after the first.",
            one_session(Answer::open(&[Act::Close(4409, "session elsewhere")])),
        )
        .and_tls(),
        works(
            "one-session-refuses",
            "One session per user: answers 409 to a second one, and until 5 s after the first.",
            one_session(Answer::text(409, "There is a session elsewhere.\n")),
        )
        .alone(),
        works(
            "rate-limited",
            "Opens twice in a minute, then answers 429 to upgrades.",
            Rule::Limit { upgrades: 2, otherwise: TOO_MANY },
        )
        .and_tls(),
        works("rate-limited-to-one", ONE_A_MINUTE, one_a_minute).alone(),
        // Chromium's second attempt meets the limit, and so does the third: it
        // looks like RFC 8441 that is announced and broken. The other engines
        // try but once.
        Scenario::fails(
            "rate-limited-to-one-tls",
            (CauseId::RateLimit, Stage::Upgrade, Owner::SiteOperator),
            ONE_A_MINUTE,
            Serve::Remembers(one_a_minute),
        )
        .with(Tls::Trusted)
        .works_in(&[Firefox, WebKit])
        .alone(),
    ]
    .concat()
}

/// Balancers with nodes of which some are dead.
fn in_turn() -> Vec<Scenario> {
    let down = (CauseId::UpstreamDown, Stage::Upgrade, Owner::SiteOperator);
    let uneven = |id, does, nodes| Scenario::fails(id, down, does, Serve::Remembers(nodes));
    [
        uneven(
            "two-of-four-nodes-dead",
            "Gives connections to four nodes in turn, the first two of which answer 502.",
            Rule::InTurn(&[DEAD, DEAD, HEALTHY, HEALTHY]),
        )
        .and_tls(),
        // The pattern of a first attempt, another one and a repetition of the
        // first, when nothing lies between them.
        uneven(
            "every-other-node-dead",
            "Gives connections to two nodes in turn, the first of which answers 502.",
            Rule::InTurn(&[DEAD, HEALTHY]),
        )
        .and_tls(),
        Scenario::fails(
            "dead-node-first",
            (CauseId::UpstreamDown, Stage::Upgrade, Owner::SiteOperator),
            "Gives connections to three nodes in turn, the first of which answers 502.",
            Serve::Remembers(Rule::InTurn(&[DEAD, HEALTHY, HEALTHY])),
        )
        .and_tls(),
        Scenario::works(
            "dead-node-second",
            "Gives connections to three nodes in turn, the second of which answers 502.",
            Serve::Remembers(Rule::InTurn(&[HEALTHY, DEAD, HEALTHY])),
        )
        .and_tls(),
    ]
    .concat()
}

/// Balancers without affinity: a session is known to the node where it began.
fn sessions() -> Vec<Scenario> {
    const UNKNOWN: Web = Web {
        upgrade: Answer::json(400, r#"{"code":1,"message":"Session ID unknown"}"#),
        get: Answer::json(400, r#"{"code":1,"message":"Session ID unknown"}"#),
        ..HEALTHY
    };
    Scenario::fails(
        "session-on-another-node",
        (CauseId::StickySession, Stage::Upgrade, Owner::SiteOperator),
        "Gives connections to three nodes in turn, the last of which knows the session.",
        Serve::Remembers(Rule::InTurn(&[UNKNOWN, UNKNOWN, HEALTHY])),
    )
    .at("/socket.io/?EIO=4&transport=websocket&sid=Kx81mZ")
    .and_tls()
}

/// Apps that have to start before they answer.
fn starting() -> Vec<Scenario> {
    [
        Scenario::works(
            "cold-start-slow",
            "Was asleep: takes 3 s for its first answers, and none for later ones.",
            Serve::Remembers(Rule::StartsCold(Duration::from_secs(3))),
        )
        .and_tls(),
        Scenario::fails(
            "cold-start-503",
            (CauseId::UpstreamDown, Stage::Upgrade, Owner::SiteOperator),
            "Was asleep: its proxy answers 503 to the first three requests, then it is healthy.",
            Serve::Remembers(Rule::WarmsUp { requests: 3, meanwhile: UNAVAILABLE }),
        )
        .and_tls(),
    ]
    .concat()
}
