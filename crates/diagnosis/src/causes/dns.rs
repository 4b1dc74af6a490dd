//! The name does not resolve.
//!
//! A name with an IPv6 address alone counts, where there is no way to it: WebKitGTK
//! calls that out of reach (`console-messages.md`, section 7).
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
    shows: GATEWAY
        .or(TUNNEL)
        .clues(&[Clue::NameNotResolved])
        .vaguely(&[Clue::Unreachable])
        .spares(OTHERS),
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
