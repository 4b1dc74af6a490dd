//! Endpoints from which no HTTP response comes, with TLS innocent of it.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario, Tls,
    behaviour::{Act, Answer, HEALTHY, Serve, Web, everywhere},
};

/// What OpenSSH sends first, and what it says to a client of another kind.
const SSH: &[u8] = b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n";
const NOT_SSH: &[u8] = b"Invalid SSH identification string.\r\n";

pub(super) fn rows() -> Vec<Scenario> {
    [silent(), reset(), other_protocol(), upgrade_only()].concat()
}

/// Servers that refuse to listen or to talk.
fn silent() -> Vec<Scenario> {
    let refused = (CauseId::Refused, Stage::Transport, Owner::SiteOperator);
    let silent = |stage| (CauseId::ServerSilent, stage, Owner::SiteOperator);
    [
        Scenario::fails("refused", refused, "Nothing listens on the port.", Serve::Nothing)
            .like("refused")
            .and_tls(),
        Scenario::fails(
            "silent",
            silent(Stage::Http),
            "Accepts the TCP connection and never answers.",
            Serve::Tcp(&[Act::Silence]),
        )
        .like("tcp_silence")
        .alone(),
        Scenario::fails(
            "silent-tls",
            silent(Stage::Tls),
            "Accepts the TCP connection and never answers the ClientHello.",
            Serve::Tcp(&[Act::Silence]),
        )
        .like("tcp_silence")
        .with(Tls::Trusted)
        .alone(),
        Scenario::fails(
            "never-answers",
            silent(Stage::Http),
            "Reads any request and never answers.",
            everywhere(Answer::Acts(&[Act::Silence])),
        )
        .like("hang_resp")
        .and_tls(),
        Scenario::fails(
            "half-a-status-line",
            silent(Stage::Http),
            "Reads any request, answers with half a status line, and goes silent.",
            everywhere(Answer::Acts(&[Act::Send(b"HTTP/1.1 10"), Act::Silence])),
        )
        .alone(),
    ]
    .concat()
}

/// Servers that end every connection.
fn reset() -> Vec<Scenario> {
    let fault = |stage| (CauseId::ConnectionReset, stage, Owner::SiteOperator);
    // Below TLS: the twin never comes to the end of its handshake.
    let tcp = |ids: [&'static str; 2], does, acts, like| {
        let one = |id, stage| Scenario::fails(id, fault(stage), does, Serve::Tcp(acts)).like(like);
        vec![one(ids[0], Stage::Http), one(ids[1], Stage::Tls).with(Tls::Trusted)]
    };
    [
        Scenario::fails(
            "empty-response",
            fault(Stage::Http),
            "Reads any request and ends the connection with a FIN, without a byte.",
            everywhere(Answer::Acts(&[Act::Fin])),
        )
        .like("empty_resp")
        .and_tls(),
        Scenario::fails(
            "reset-after-request",
            fault(Stage::Http),
            "Reads any request and ends the connection with an RST.",
            everywhere(Answer::Acts(&[Act::Rst])),
        )
        .like("rst_resp")
        .and_tls(),
        tcp(
            ["reset-at-accept", "reset-at-accept-tls"],
            "Accepts the TCP connection and ends it with an RST at once.",
            &[Act::Rst],
            "tcp_rst",
        ),
        tcp(
            ["ended-at-accept", "ended-at-accept-tls"],
            "Accepts the TCP connection and ends it with a FIN at once.",
            &[Act::Fin],
            "tcp_fin",
        ),
        tcp(
            ["reset-at-first-byte", "reset-at-first-byte-tls"],
            "Ends the TCP connection with an RST at the first byte.",
            &[Act::AwaitBytes, Act::Rst],
            "tcp_rst_first",
        ),
        tcp(
            ["ended-at-first-byte", "ended-at-first-byte-tls"],
            "Ends the TCP connection with a FIN at the first byte.",
            &[Act::AwaitBytes, Act::Fin],
            "tcp_fin_first",
        ),
    ]
    .concat()
}

/// Ports of servers that speak something else than HTTP. With TLS on the
/// client's side alone, the handshake does not end.
fn other_protocol() -> Vec<Scenario> {
    const ACTS: &[Act] = &[Act::Send(SSH), Act::AwaitBytes, Act::Send(NOT_SSH), Act::Fin];
    let ssh = |id, stage| {
        let fault = (CauseId::NotHttpServer, stage, Owner::AppDeveloper);
        let does = "Is an SSH server: sends its banner, and ends what does not speak SSH.";
        Scenario::fails(id, fault, does, Serve::Tcp(ACTS)).like("tcp_banner")
    };
    vec![ssh("ssh-banner", Stage::Http), ssh("ssh-banner-tls", Stage::Tls).with(Tls::Trusted)]
}

/// Servers that answer any request but an upgrade.
fn upgrade_only() -> Vec<Scenario> {
    let at_upgrade = |cause| (cause, Stage::Upgrade, Owner::SiteOperator);
    let upgrade = |acts| Serve::Web(Web { upgrade: Answer::Acts(acts), ..HEALTHY });
    [
        Scenario::fails(
            "empty-response-to-upgrade",
            at_upgrade(CauseId::ConnectionReset),
            "Its handler crashes: ends an upgrade with a FIN; any plain GET is answered.",
            upgrade(&[Act::Fin]),
        )
        .like("empty_resp_ws")
        .and_tls(),
        Scenario::fails(
            "upgrade-filtered",
            at_upgrade(CauseId::WafRule),
            "A filter in front ends an upgrade with an RST; any plain GET is answered.",
            upgrade(&[Act::Rst]),
        )
        .like("rst_resp_ws")
        .and_tls(),
    ]
    .concat()
}
