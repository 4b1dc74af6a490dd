//! Servers whose 101 breaks the handshake's rules (RFC 6455, section 4.2.2).

use why1006_diagnosis::{CauseId, Owner, Stage};
use why1006_evidence::EngineFamily::{self, Chromium, Firefox, WebKit};

use crate::{
    Scenario,
    behaviour::{Act, Answer, HEALTHY, Serve, Web, everywhere},
    serve::{
        Request,
        handshake::{
            accept_missing, accept_twice, connection_missing, each_protocol, extension_not_offered,
            extension_with_bad_parameter, foreign_protocol, http_1_0, http_2_0, huge, plain,
            upgrade_h2c, upgrade_missing,
        },
    },
};

const CUT_SHORT: &[u8] = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnec";

const NOT_HTTP: &[u8] = b"This server speaks another protocol.\r\n";

pub(super) fn rows() -> Vec<Scenario> {
    [heads(), protocols(), others()].concat()
}

/// Complete heads with one thing wrong in them.
fn heads() -> Vec<Scenario> {
    const NOWHERE: &[EngineFamily] = &[];
    [
        breaks(
            "accept-missing",
            "no_accept",
            NOWHERE,
            "Answers 101 without Sec-WebSocket-Accept.",
            accept_missing,
        ),
        breaks(
            "accept-twice",
            "dup_accept",
            &[WebKit],
            "Answers 101 with the right Sec-WebSocket-Accept in two lines.",
            accept_twice,
        ),
        breaks(
            "upgrade-header-missing",
            "no_upgrade_hdr",
            NOWHERE,
            "Answers 101 without the header Upgrade.",
            upgrade_missing,
        ),
        breaks(
            "upgrade-header-h2c",
            "bad_upgrade_hdr",
            NOWHERE,
            "Answers 101 with `Upgrade: h2c`.",
            upgrade_h2c,
        ),
        breaks(
            "connection-header-missing",
            "no_conn_hdr",
            NOWHERE,
            "Answers 101 without the header Connection.",
            connection_missing,
        ),
        breaks(
            "extension-not-offered",
            "ext_unneg",
            NOWHERE,
            "Answers 101 with an extension that no browser offers.",
            extension_not_offered,
        ),
        breaks(
            "extension-bad-parameter",
            "ext_bad_param",
            NOWHERE,
            "Answers 101 with permessage-deflate and a parameter that does not exist.",
            extension_with_bad_parameter,
        ),
        breaks("head-huge", "big_head", NOWHERE, "Answers 101 with 400 kB of headers.", huge),
        breaks("version-http-1-0", "http10_101", &[Chromium], "Answers `HTTP/1.0 101`.", http_1_0),
        breaks(
            // Not among the measured servers; each engine takes it like 1.0.
            "version-http-2-0",
            "http10_101",
            &[Chromium],
            "Answers `HTTP/2.0 101` in the text form of HTTP/1.",
            http_2_0,
        ),
    ]
    .concat()
}

/// Heads that are at odds with the subprotocols offered.
fn protocols() -> Vec<Scenario> {
    let mismatch = (CauseId::SubprotocolMismatch, Stage::Upgrade, Owner::AppDeveloper);
    [
        breaks(
            "subprotocol-twice",
            "dup_proto",
            &[WebKit],
            "Answers 101 with a line Sec-WebSocket-Protocol for each subprotocol offered.",
            each_protocol,
        )
        .into_iter()
        .map(|row| row.offering(&["chat", "superchat"]))
        .collect(),
        Scenario::fails(
            "subprotocol-not-offered",
            mismatch,
            "Selects a subprotocol that nobody offered.",
            switches(foreign_protocol),
        )
        .like("sub_unoffered")
        .works_in(&[Firefox])
        .and_tls(),
        Scenario::fails(
            "subprotocol-ignored",
            mismatch,
            "Selects none of the subprotocols that the client offers.",
            switches(plain),
        )
        .offering(&["chat"])
        .like("sub_ignored")
        .works_in(&[Firefox, WebKit])
        .and_tls(),
    ]
    .concat()
}

/// Answers that are no complete head.
fn others() -> Vec<Scenario> {
    let bad = (CauseId::BadHandshake, Stage::Upgrade, Owner::SiteOperator);
    [
        Scenario::fails(
            "head-cut-short",
            bad,
            "Answers 101, and ends the connection in the midst of the headers.",
            Serve::Web(Web { upgrade: Answer::Acts(&[Act::Send(CUT_SHORT), Act::Fin]), ..HEALTHY }),
        )
        .like("trunc_head")
        .and_tls(),
        Scenario::fails(
            "answer-not-http",
            (CauseId::NotHttpServer, Stage::Http, Owner::AppDeveloper),
            "Answers every request with bytes that are no HTTP.",
            everywhere(Answer::Acts(&[Act::Send(NOT_HTTP), Act::Fin])),
        )
        .like("garbage_resp")
        .and_tls(),
    ]
    .concat()
}

fn breaks(
    id: &'static str,
    like: &'static str,
    works_in: &'static [EngineFamily],
    does: &'static str,
    head: fn(&Request) -> String,
) -> Vec<Scenario> {
    let bad = (CauseId::BadHandshake, Stage::Upgrade, Owner::SiteOperator);
    Scenario::fails(id, bad, does, switches(head)).like(like).works_in(works_in).and_tls()
}

/// A healthy echo server but for the head of its 101.
fn switches(head: fn(&Request) -> String) -> Serve {
    Serve::Web(Web { upgrade: Answer::Switch { head, then: &[Act::Echo] }, ..HEALTHY })
}
