//! Something on the way re-signs TLS with a root this browser does not trust: a
//! filter of the network, or a security product on this device.
//!
//! Supports: a certificate fault, above all if our own reference has it as well.
//! Rules out: an answer over TLS. Settles: another network, or who signed the
//! certificate that a tab shows.

use crate::{cause::prelude::*, facts::Attempt, groups};
use why1006_evidence::{EngineFamily, Scheme};

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::TlsInterception,
    stage: Stage::Tls,
    owner: Owner::YourIt,
    tier: Tier::C,
    rank: 38,
    shows: FOREIGN_CERT.clues(&[Clue::CertDate, Clue::NetworkSignIn]).spares(OTHERS_AND_APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if f.network_explains() && f.is_tls() && f.is_tls_stopped() {
        return possible(&[Reason::ReferenceStripped]);
    }
    let judged = groups::trust(f);
    if judged.standing == Standing::Possible
        && f.tls_reported()
        && f.is_reference_alike()
        && f.profile == EngineFamily::Firefox
        && matches!(f.reference_socket, Attempt::Failed { tls: true, .. })
    {
        return indicated(&[Reason::TlsReported, Reason::ReferenceTlsFailed]);
    }
    judged
}

/// It shows on every host but for those that it is told to leave alone.
fn lean(f: &Facts) -> i32 {
    let good = f.evidence.circumstances.reference_scheme == Some(Scheme::Wss)
        && matches!(f.reference_socket, Attempt::Opened(_));
    let here = f.evidence.target.host_class.is_this_machine();
    match () {
        // A proxy is there: it may leave some hosts alone, such as the reference's.
        _ if good && f.is_proxy_seen() => -10,
        _ if good || here => -40,
        _ if f.is_reference_out() => 30,
        _ => -15,
    }
}
