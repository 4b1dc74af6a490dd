//! Endpoints from which no HTTP response comes, with TLS innocent of it.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario, Tls,
    behaviour::{Act, Answer, Serve, everywhere},
};

pub(super) fn rows() -> Vec<Scenario> {
    let refused = (CauseId::Refused, Stage::Transport, Owner::SiteOperator);
    let silent = |stage| (CauseId::ServerSilent, stage, Owner::SiteOperator);
    let reset = (CauseId::ConnectionReset, Stage::Http, Owner::SiteOperator);
    [
        Scenario::fails("refused", refused, "Nothing listens on the port.", Serve::Nothing)
            .and_tls(),
        Scenario::fails(
            "silent",
            silent(Stage::Http),
            "Accepts the TCP connection and never answers.",
            Serve::Tcp(&[Act::Silence]),
        )
        .alone(),
        Scenario::fails(
            "silent-tls",
            silent(Stage::Tls),
            "Accepts the TCP connection and never answers the ClientHello.",
            Serve::Tcp(&[Act::Silence]),
        )
        .with(Tls::Trusted)
        .alone(),
        Scenario::fails(
            "empty-response",
            reset,
            "Reads any request and ends the connection with a FIN, without a byte.",
            everywhere(Answer::Acts(&[Act::Fin])),
        )
        .and_tls(),
        Scenario::fails(
            "reset-after-request",
            reset,
            "Reads any request and ends the connection with an RST.",
            everywhere(Answer::Acts(&[Act::Rst])),
        )
        .and_tls(),
    ]
    .concat()
}
