//! Healthy servers whose TLS is the fault.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario, Tls,
    behaviour::{Act, HEALTHY, Serve},
};

pub(super) fn rows() -> Vec<Scenario> {
    let fault = |cause| (cause, Stage::Tls, Owner::SiteOperator);
    let fails = |id, cause, does, tls| {
        Scenario::fails(id, fault(cause), does, Serve::Web(HEALTHY)).with(tls).alone()
    };
    [
        fails(
            "certificate-unknown-root",
            CauseId::TlsUntrusted,
            "Sends a certificate by a root that the browser does not know.",
            Tls::UnknownRoot,
        ),
        fails(
            "certificate-self-signed",
            CauseId::TlsUntrusted,
            "Sends a certificate that only its own key has signed.",
            Tls::SelfSigned,
        ),
        fails(
            "certificate-missing-intermediate",
            CauseId::IncompleteChain,
            "Sends a good certificate without the intermediate that signed it.",
            Tls::NoIntermediate,
        ),
        fails(
            "certificate-expired",
            CauseId::ExpiredOrWrongHostCert,
            "Sends a certificate that ended yesterday.",
            Tls::Expired,
        ),
        fails(
            "certificate-wrong-host",
            CauseId::ExpiredOrWrongHostCert,
            "Sends a certificate for other.example.",
            Tls::OtherHost,
        ),
        fails(
            "plain-on-wss-400",
            CauseId::WssToPlainPort,
            "Speaks clear text only, and answers 400 to a ClientHello.",
            Tls::ClearTextOnWss,
        ),
        Scenario::fails(
            "plain-on-wss-closes",
            fault(CauseId::WssToPlainPort),
            "Speaks clear text only, and closes on a ClientHello.",
            Serve::Tcp(&[Act::AwaitBytes, Act::Fin]),
        )
        .with(Tls::ClearTextOnWss)
        .alone(),
        Scenario::fails(
            "tls-on-ws",
            // The address says ws:// where it must say wss://.
            (CauseId::WsToTlsPort, Stage::Tls, Owner::AppDeveloper),
            "Speaks TLS only, and ends a clear-text connection with an alert.",
            Serve::Web(HEALTHY),
        )
        .with(Tls::TlsOnWs)
        .alone(),
    ]
    .concat()
}
