//! Servers whose TLS is the fault, and healthy ones whose TLS is unusual.

use why1006_diagnosis::{CauseId, Owner, Stage};
use why1006_evidence::EngineFamily::WebKit;

use crate::{
    Browser, Pages, Scenario, Tls,
    behaviour::{Act, HEALTHY, Serve},
};

pub(super) fn rows() -> Vec<Scenario> {
    [healthy(), certificates(), versions(), client_certificates(), mixed_up(), cut()].concat()
}

const fn fault(cause: CauseId) -> (CauseId, Stage, Owner) {
    (cause, Stage::Tls, Owner::SiteOperator)
}

fn healthy() -> Vec<Scenario> {
    let works =
        |id, like, does, tls| Scenario::works(id, does, Serve::Web(HEALTHY)).with(tls).like(like);
    vec![
        works(
            "certificate-full-chain",
            "tls_fullchain",
            "Echoes messages; sends its certificate with the intermediate.",
            Tls::Trusted,
        ),
        works(
            "certificate-long-lived",
            "tls_longlived",
            "Echoes messages; its certificate has an RSA key and is valid for 790 days.",
            Tls::Rsa,
        ),
        works("tls-12-only", "tls_12only", "Echoes messages; speaks TLS 1.2 only.", Tls::Only12),
    ]
}

fn certificates() -> Vec<Scenario> {
    let fails = |id, like, cause, does, tls| {
        Scenario::fails(id, fault(cause), does, Serve::Web(HEALTHY)).with(tls).like(like)
    };
    vec![
        fails(
            "certificate-unknown-root",
            "tls_untrusted",
            CauseId::TlsUntrusted,
            "Sends a certificate by a root that the browser does not know.",
            Tls::UnknownRoot,
        ),
        Scenario::fails(
            "clock-ahead",
            (CauseId::ClockSkew, Stage::Tls, Owner::You),
            "Echoes messages; the browser's clock says that its good certificate has expired.",
            Serve::Web(HEALTHY),
        )
        .with(Tls::Trusted)
        .like("tls_expired")
        .seen_by(Browser::DaysAhead(400))
        // Over https the page itself would not load.
        .from(Pages::Http),
        fails(
            "certificate-self-signed",
            "tls_selfsigned",
            CauseId::TlsUntrusted,
            "Sends a certificate that only its own key has signed.",
            Tls::SelfSigned,
        ),
        fails(
            "certificate-missing-intermediate",
            "tls_missinginter",
            CauseId::IncompleteChain,
            "Sends a good certificate without the intermediate that signed it.",
            Tls::NoIntermediate,
        ),
        fails(
            "certificate-expired",
            "tls_expired",
            CauseId::ExpiredOrWrongHostCert,
            "Sends a certificate that ended yesterday.",
            Tls::Expired,
        ),
        fails(
            "certificate-not-yet-valid",
            "tls_notyet",
            CauseId::ExpiredOrWrongHostCert,
            "Sends a certificate that begins the day after tomorrow.",
            Tls::NotYetValid,
        ),
        fails(
            "certificate-wrong-host",
            "tls_wronghost",
            CauseId::ExpiredOrWrongHostCert,
            "Sends a certificate for other.example.",
            Tls::OtherHost,
        ),
        fails(
            "certificate-common-name-only",
            "tls_cnonly",
            CauseId::ExpiredOrWrongHostCert,
            "Sends a certificate with its host in the subject and in no alternative name.",
            // The address in the URL is a number: WebKitGTK, too, then insists on
            // an alternative name. With a name it takes the subject.
            Tls::CommonNameOnly,
        ),
        fails(
            "certificate-for-clients",
            "tls_client_eku",
            CauseId::ExpiredOrWrongHostCert,
            "Sends a certificate that may be used by clients only.",
            Tls::ClientUsage,
        )
        .works_in(&[WebKit]),
    ]
}

fn versions() -> Vec<Scenario> {
    let fails = |id, like, does, nginx| {
        Scenario::fails(id, fault(CauseId::TlsVersion), does, Serve::Nginx(nginx))
            .with(Tls::Rsa)
            .like(like)
    };
    // Old versions are below the security level that OpenSSL starts with.
    vec![
        fails(
            "tls-10-only",
            "real_tls10",
            "Real nginx that speaks TLS 1.0 only.",
            "ssl_protocols TLSv1; ssl_ciphers ALL:@SECLEVEL=0;\n\
             location / { PASSES }",
        )
        .works_in(&[WebKit]),
        fails(
            "tls-11-only",
            "real_tls11",
            "Real nginx that speaks TLS 1.1 only.",
            "ssl_protocols TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;\n\
             location / { PASSES }",
        )
        .works_in(&[WebKit]),
        fails(
            "tls-no-shared-cipher",
            "real_oldcipher",
            "Real nginx that takes one old cipher only, AES256-SHA256 of TLS 1.2.",
            "ssl_protocols TLSv1.2; ssl_ciphers AES256-SHA256;\n\
             location / { PASSES }",
        ),
        fails(
            "tls-name-rejected",
            "real_reject_sni",
            "Real nginx that rejects every host name by the alert `unrecognized_name`.",
            "ssl_reject_handshake on;",
        ),
    ]
}

fn client_certificates() -> Vec<Scenario> {
    let demanded = |id, like, does, options| {
        let cause = (CauseId::ClientCertificate, Stage::Tls, Owner::YourIt);
        Scenario::fails(id, cause, does, Serve::OpensslDemanding(options))
            .with(Tls::Trusted)
            .like(like)
    };
    // TLS is agreed upon; the refusal comes as an answer to the request.
    let refused = |id, like, does, nginx| {
        let cause = (CauseId::ClientCertificate, Stage::Upgrade, Owner::YourIt);
        Scenario::fails(id, cause, does, Serve::Nginx(nginx)).with(Tls::Trusted).like(like)
    };
    vec![
        demanded(
            "client-certificate-demanded",
            "real_mtls13",
            "Real OpenSSL that ends TLS 1.3 by an alert for want of a client certificate.",
            &["-tls1_3"],
        ),
        demanded(
            "client-certificate-demanded-12",
            "real_mtls12",
            "Real OpenSSL that ends TLS 1.2 by an alert for want of a client certificate.",
            &["-tls1_2"],
        ),
        refused(
            "client-certificate-400",
            "nginx_mtls",
            "Real nginx that answers 400 for want of a client certificate.",
            "ssl_client_certificate root.pem; ssl_verify_depth 2; ssl_verify_client on;\n\
             location / { PASSES }",
        ),
        refused(
            "client-certificate-optional-400",
            "tls_clientcert_opt",
            "Real nginx that asks for a client certificate, takes none, and then answers 400.",
            "ssl_client_certificate root.pem; ssl_verify_depth 2; ssl_verify_client optional;\n\
             if ($ssl_client_verify != SUCCESS) { return 400; }\n\
             location / { PASSES }",
        ),
    ]
}

/// TLS on one side only.
fn mixed_up() -> Vec<Scenario> {
    let plain = |id, like, does, greeted| {
        let serve = Serve::Clear { web: HEALTHY, greeted };
        Scenario::fails(id, fault(CauseId::WssToPlainPort), does, serve)
            .with(Tls::ClearTextOnWss)
            .like(like)
    };
    vec![
        Scenario::fails(
            "plain-on-wss-400",
            fault(CauseId::WssToPlainPort),
            "Speaks clear text only, and answers 400 to a ClientHello.",
            Serve::Web(HEALTHY),
        )
        .with(Tls::ClearTextOnWss)
        .like("plain_400_on_wss"),
        plain(
            "plain-on-wss-closes",
            "plain_on_wss",
            "Speaks clear text only, and closes on a ClientHello.",
            &[Act::Fin],
        ),
        plain(
            "plain-on-wss-hangs",
            "plain_hang_on_wss",
            "Speaks clear text only, and waits for more after a ClientHello.",
            &[Act::Silence],
        ),
        Scenario::fails(
            "tls-on-ws",
            // The address says ws:// where it must say wss://.
            (CauseId::WsToTlsPort, Stage::Tls, Owner::AppDeveloper),
            "Speaks TLS only, and ends a clear-text connection with an alert.",
            Serve::Web(HEALTHY),
        )
        .with(Tls::TlsOnWs)
        .like("tls_on_ws"),
    ]
}

/// Ends and silence around the handshake, by somebody who may know no TLS.
fn cut() -> Vec<Scenario> {
    let reset = |id, like, does, acts| {
        Scenario::fails(id, fault(CauseId::ConnectionReset), does, Serve::Tcp(acts))
            .with(Tls::Trusted)
            .like(like)
    };
    vec![
        reset(
            "reset-at-tls-greeting",
            "tcp_rst_first",
            "Ends the connection with an RST at the ClientHello.",
            &[Act::AwaitBytes, Act::Rst],
        ),
        reset(
            "fin-at-tls-greeting",
            "tcp_fin_first",
            "Ends the connection with a FIN at the ClientHello.",
            &[Act::AwaitBytes, Act::Fin],
        ),
        Scenario::fails(
            "silent-after-tls",
            (CauseId::ServerSilent, Stage::Http, Owner::SiteOperator),
            "Does the TLS handshake and never answers after it.",
            Serve::AfterTls(&[Act::Silence]),
        )
        .with(Tls::Trusted)
        .like("tls_silence_after"),
    ]
}
