//! Servers that speak HTTP/2, with RFC 8441 or without.

use h2::Reason;
use why1006_diagnosis::{CauseId, Owner, Stage};
use why1006_evidence::EngineFamily::{Chromium, Firefox, WebKit};

use crate::{
    Scenario, Tls,
    behaviour::{Answer, Connect, HEALTHY, Http1, Http2, Serve, Web},
};

/// RFC 8441 is announced and does not work.
const BROKEN: (CauseId, Stage, Owner) =
    (CauseId::Http2ExtendedConnect, Stage::Upgrade, Owner::SiteOperator);

/// No WebSocket comes about by HTTP/1.1.
const ONLY_2: (CauseId, Stage, Owner) = (CauseId::Http2Only, Stage::Upgrade, Owner::SiteOperator);

/// HTTP/1.1 as healthy beside HTTP/2.
const HEALTHY_BESIDE: Http1 =
    Http1::Spoken(Web { get: Answer::text(404, "Not found\n"), ..HEALTHY });

pub(super) fn rows() -> Vec<Scenario> {
    [only(), beside()].concat()
}

fn serve(http1: Http1, connect: Connect) -> Serve {
    Serve::Http2(Http2 { http1, connect, goaway: false })
}

/// Servers that speak HTTP/2 only.
fn only() -> Vec<Scenario> {
    let fails = |id, like, does, http1| {
        let row = Scenario::fails(id, ONLY_2, does, serve(http1, Connect::NotAnnounced));
        row.with(Tls::Trusted).like(like)
    };
    let extended = |id, fault, like, does, connect| {
        Scenario::fails(id, fault, does, serve(Http1::Overheard, connect))
            .with(Tls::Trusted)
            .like(like)
    };
    vec![
        fails(
            "http2-only",
            "h2_only",
            "Speaks HTTP/2 only, whatever was agreed upon, and does not announce RFC 8441.",
            Http1::Overheard,
        ),
        fails(
            "http2-only-closes",
            "h2_only_strictish",
            "Speaks HTTP/2 only, and closes on whoever does not offer it.",
            Http1::Closed,
        ),
        fails(
            "http2-only-alert",
            "node_h2_only",
            "Speaks HTTP/2 only, and sends an alert to whoever does not offer it.",
            Http1::Alert,
        ),
        Scenario::fails(
            "http2-only-node",
            ONLY_2,
            "Real Node with a server that speaks HTTP/2 only.",
            Serve::NodeHttp2,
        )
        .with(Tls::Trusted)
        .like("node_h2_only"),
        extended(
            "http2-connect-works",
            ONLY_2,
            "h2_connect_ok",
            "Speaks HTTP/2 only, with WebSockets over it (RFC 8441).",
            Connect::Echo,
        )
        .works_in(&[Firefox]),
        extended(
            "http2-connect-refused-stream",
            BROKEN,
            "h2_connect_rst",
            "Speaks HTTP/2 only, announces RFC 8441 and resets the stream (REFUSED_STREAM).",
            Connect::Reset(Reason::REFUSED_STREAM),
        ),
        extended(
            "http2-connect-403",
            BROKEN,
            "h2_connect_403",
            "Speaks HTTP/2 only, announces RFC 8441 and answers it with 403.",
            Connect::Status(403),
        ),
        extended(
            "http2-connect-501",
            BROKEN,
            "h2_connect_501",
            "Speaks HTTP/2 only, announces RFC 8441 and answers it with 501.",
            Connect::Status(501),
        ),
        extended(
            "http2-connect-silent",
            BROKEN,
            "h2_connect_silent",
            "Speaks HTTP/2 only, announces RFC 8441 and never answers it.",
            Connect::Silent,
        ),
        Scenario::fails(
            "http2-goaway",
            // Web requests fail alike, so WebSockets have no part in it.
            (CauseId::ConnectionReset, Stage::Http, Owner::SiteOperator),
            "Speaks HTTP/2 only, and ends the connection with GOAWAY at the first request.",
            Serve::Http2(Http2 {
                http1: Http1::Overheard,
                connect: Connect::NotAnnounced,
                goaway: true,
            }),
        )
        .with(Tls::Trusted)
        .like("h2_goaway"),
    ]
}

/// Servers that speak HTTP/1.1 beside HTTP/2.
fn beside() -> Vec<Scenario> {
    let breaks = |id, like, does, connect| {
        Scenario::fails(id, BROKEN, does, serve(HEALTHY_BESIDE, connect))
            .with(Tls::Trusted)
            .like(like)
            // It knows HTTP/1.1 only. Chromium opens it cold, and never again.
            .works_in(&[WebKit])
    };
    let refusing = Http1::Spoken(Web {
        upgrade: Answer::text(403, "Forbidden\n"),
        get: Answer::text(404, "Not found\n"),
        ..HEALTHY
    });
    vec![
        Scenario::works(
            "http2-not-announced",
            "Speaks HTTP/2 without RFC 8441; WebSockets work by HTTP/1.1.",
            serve(HEALTHY_BESIDE, Connect::NotAnnounced),
        )
        .with(Tls::Trusted)
        .like("h2_noconnect_h1ok"),
        breaks(
            "http2-connect-reset-http1-works",
            "h2_connect_rst_h1ok",
            "Announces RFC 8441 and resets the stream (PROTOCOL_ERROR); HTTP/1.1 works.",
            Connect::Reset(Reason::PROTOCOL_ERROR),
        ),
        breaks(
            "http2-connect-403-http1-works",
            "h2_connect_403_h1ok",
            "Announces RFC 8441 and answers it with 403; HTTP/1.1 works.",
            Connect::Status(403),
        ),
        breaks(
            "http2-connect-http11-required",
            "h2_connect_h11req_h1ok",
            "Announces RFC 8441 and resets the stream (HTTP_1_1_REQUIRED); HTTP/1.1 works.",
            Connect::Reset(Reason::HTTP_1_1_REQUIRED),
        )
        // Chromium tries again over HTTP/1.1, as the code asks.
        .works_in(&[Chromium, WebKit]),
        Scenario::fails(
            "http2-connect-works-http1-403",
            ONLY_2,
            "WebSockets work over HTTP/2 (RFC 8441); by HTTP/1.1 they get 403.",
            serve(refusing, Connect::Echo),
        )
        .with(Tls::Trusted)
        .like("h2_connect_ok_h1403")
        .works_in(&[Firefox]),
    ]
}
