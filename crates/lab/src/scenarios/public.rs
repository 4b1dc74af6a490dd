//! One of each kind at a public name or a private address: what a rule learned
//! on loopback must hold here as well.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario, Tls,
    behaviour::{Act, Answer, Guard, HEALTHY, Serve, Web},
    site::Site,
};

const NOT_FOUND: Answer = Answer::html(404, "<!doctype html><title>404</title><p>Not found.\n");
const APP: Answer = Answer::html(200, "<!doctype html><title>App</title><div id=app></div>\n");

pub(super) fn rows() -> Vec<Scenario> {
    [works(), no_answer(), certificates(), answers()].concat()
}

fn works() -> Vec<Scenario> {
    let healthy = |id, does| Scenario::works(id, does, Serve::Web(HEALTHY)).like("ok_echo");
    [
        healthy("public-healthy-echo", "Echoes messages at a public name.")
            .in_public()
            .and_tls_for_all(),
        healthy("private-healthy-echo", "Echoes messages at an address of a private network.")
            .on(Site::Private)
            .and_tls_for_all(),
    ]
    .concat()
}

fn no_answer() -> Vec<Scenario> {
    let fails = |id, like, (cause, stage), does, serve| {
        let row = Scenario::fails(id, (cause, stage, Owner::SiteOperator), does, serve);
        row.like(like).in_public().and_tls_for_all()
    };
    let refused = (CauseId::Refused, Stage::Transport);
    let reset = (CauseId::ConnectionReset, Stage::Http);
    let silent = (CauseId::ServerSilent, Stage::Http);
    [
        fails(
            "public-refused",
            "refused",
            refused,
            "Nothing listens on the port at a public name.",
            Serve::Nothing,
        ),
        Scenario::fails(
            "private-refused",
            (CauseId::Refused, Stage::Transport, Owner::SiteOperator),
            "Nothing listens on the port at an address of a private network.",
            Serve::Nothing,
        )
        .like("refused")
        .on(Site::Private)
        .and_tls_for_all(),
        fails(
            "public-reset-at-accept",
            "tcp_rst",
            reset,
            "Accepts the TCP connection at a public name and resets it at once.",
            Serve::Tcp(&[Act::Rst]),
        ),
        fails(
            "public-closed-at-accept",
            "tcp_fin",
            reset,
            "Accepts the TCP connection at a public name and ends it at once with a FIN.",
            Serve::Tcp(&[Act::Fin]),
        ),
        fails(
            "public-silent",
            "hang_resp",
            silent,
            "Reads any request at a public name and never answers.",
            Serve::Web(Web {
                upgrade: Answer::Acts(&[Act::Silence]),
                get: Answer::Acts(&[Act::Silence]),
                root: Answer::Acts(&[Act::Silence]),
                ..HEALTHY
            }),
        ),
    ]
    .concat()
}

fn certificates() -> Vec<Scenario> {
    let fails = |id, like, cause, tls, does| {
        let fault = (cause, Stage::Tls, Owner::SiteOperator);
        let row = Scenario::fails(id, fault, does, Serve::Web(HEALTHY)).with(tls);
        row.like(like).in_public().alone()
    };
    [
        fails(
            "public-certificate-unknown-root",
            "tls_untrusted",
            CauseId::TlsUntrusted,
            Tls::UnknownRoot,
            "Sends, at a public name, a certificate by a root that the browser does not know.",
        ),
        fails(
            "public-certificate-self-signed",
            "tls_selfsigned",
            CauseId::TlsUntrusted,
            Tls::SelfSigned,
            "Sends, at a public name, a certificate that only its own key has signed.",
        ),
        fails(
            "public-certificate-missing-intermediate",
            "tls_missinginter",
            CauseId::IncompleteChain,
            Tls::NoIntermediate,
            "Sends, at a public name, a good certificate without its intermediate.",
        ),
        fails(
            "public-certificate-expired",
            "tls_expired",
            CauseId::ExpiredOrWrongHostCert,
            Tls::Expired,
            "Sends, at a public name, a certificate that ended yesterday.",
        ),
        fails(
            "public-certificate-wrong-host",
            "tls_wronghost",
            CauseId::ExpiredOrWrongHostCert,
            Tls::OtherHost,
            "Sends, at a public name, a certificate for other.example.",
        ),
        fails(
            "public-plain-on-wss-400",
            "plain_400_on_wss",
            CauseId::WssToPlainPort,
            Tls::ClearTextOnWss,
            "Speaks clear text only at a public name, and answers 400 to a ClientHello.",
        ),
        Scenario::fails(
            "public-tls-on-ws",
            (CauseId::WsToTlsPort, Stage::Tls, Owner::AppDeveloper),
            "Speaks TLS only at a public name, and ends clear text with an alert.",
            Serve::Web(HEALTHY),
        )
        .with(Tls::TlsOnWs)
        .like("tls_on_ws")
        .in_public()
        .from(crate::Pages::Http)
        .alone(),
    ]
    .concat()
}

fn answers() -> Vec<Scenario> {
    let fails = |id, like, cause, owner, does, web| {
        let row = Scenario::fails(id, (cause, Stage::Upgrade, owner), does, Serve::Web(web));
        row.like(like).in_public().and_tls_for_all()
    };
    [
        fails(
            "public-origin-checked-403",
            "ok_origin_only",
            CauseId::OriginRejected,
            Owner::SiteOperator,
            "Healthy at a public name, but answers 403 to an Origin other than https://app.example.",
            Web {
                guard: Some(Guard {
                    passes: |request| request.header("origin") == Some("https://app.example"),
                    otherwise: Answer::text(403, "Forbidden\n"),
                }),
                ..HEALTHY
            },
        ),
        fails(
            "public-upgrade-swallowed",
            "hang_resp_ws",
            CauseId::UpgradeSwallowed,
            Owner::SiteOperator,
            "Never answers an upgrade at a public name; any plain GET gets a 200 page.",
            Web { upgrade: Answer::Acts(&[Act::Silence]), get: APP, ..HEALTHY },
        ),
        fails(
            "public-wrong-path-404",
            "http_404",
            CauseId::NotWebsocketEndpoint,
            Owner::AppDeveloper,
            "Answers 404 at a public name to every path but `/`, which is a 200 page.",
            Web { upgrade: NOT_FOUND, get: NOT_FOUND, ..HEALTHY },
        ),
    ]
    .concat()
}
