//! The name does not resolve.
//!
//! Supports: everything fails. Rules out: an answer, an address in place of the
//! name, a report about TLS. Settles: a look-up of the name on this device.

use crate::cause::prelude::*;
use why1006_evidence::host::HostClass;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::Dns,
    stage: Stage::Name,
    owner: Owner::SiteOperator,
    tier: Tier::D,
    rank: 48,
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if let Some(known) = f.on_the_way() {
        return known;
    }
    let t = &f.evidence.target;
    if t.literal || t.host_class.is_this_machine() {
        return ruled_out(Reason::NoNameToLookUp);
    }
    if f.tls_reported() {
        return ruled_out(Reason::TlsReported);
    }
    possible(&[Reason::NothingAgainst])
}

fn lean(f: &Facts) -> i32 {
    match f.evidence.target.host_class {
        HostClass::Reserved => 48,
        HostClass::LocalName | HostClass::Mdns => 30,
        _ => 0,
    }
}
