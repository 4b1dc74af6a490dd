//! Healthy servers behind a middlebox that signs their TLS anew. It stands in
//! front of one scenario; in the field it stands in front of all https.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario, Tls,
    behaviour::{Interception, Serve},
};

pub(super) fn rows() -> Vec<Scenario> {
    let untrusted = |id| {
        Scenario::fails(
            id,
            (CauseId::TlsInterception, Stage::Tls, Owner::YourIt),
            "A middlebox signs its TLS anew, by a root that the browser does not know.",
            Serve::Intercepted(Interception { is_trusted: false, server: Tls::Trusted }),
        )
        .with(Tls::UnknownRoot)
        .like("interception_untrusted")
    };
    // The browser cannot see the fault: TLS with the middlebox is good.
    let faulty = |id| {
        Scenario::fails(
            id,
            (CauseId::InterceptedUpstreamFault, Stage::Upgrade, Owner::SiteOperator),
            "Its certificate has expired, so a trusted middlebox answers 502 in its place.",
            Serve::Intercepted(Interception { is_trusted: true, server: Tls::Expired }),
        )
        .with(Tls::Trusted)
        .like("interception_upstream_fault")
    };
    vec![
        Scenario::works(
            "interception-trusted",
            "A middlebox signs its TLS anew, by a root that the browser trusts.",
            Serve::Intercepted(Interception { is_trusted: true, server: Tls::Trusted }),
        )
        .with(Tls::Trusted)
        .like("ok_echo"),
        untrusted("interception-unknown-root"),
        untrusted("public-interception-unknown-root").in_public(),
        faulty("interception-upstream-expired"),
        faulty("public-interception-upstream-expired").in_public(),
    ]
}
