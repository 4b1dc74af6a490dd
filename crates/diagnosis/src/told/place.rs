//! What another place has of its own, and what it shares with the browser.

use why1006_evidence::{Told, Vantage};

use crate::{Cause, CauseId, Facts, Owner, Stage};

/// On the browser's own way: a terminal has another proxy, store and resolver.
pub(super) fn is_near(cause: &Cause) -> bool {
    matches!(cause.owner, Owner::You | Owner::YourIt) || cause.stage == Stage::Policy
}

/// Told from another network, or from the server.
pub(super) fn is_from_elsewhere(told: &Told) -> bool {
    matches!(told.seen_from(), Vantage::Elsewhere | Vantage::Server)
}

/// A terminal has other roots, another TLS library, and tries the address families
/// in its own way.
pub(super) fn is_of_store(cause: &Cause) -> bool {
    use CauseId::*;
    matches!(
        cause.id,
        TlsUntrusted | IncompleteChain | ExpiredOrWrongHostCert | TlsVersion | LocalhostIpFamily
    )
}

/// Another resolver may lead to another address, and from elsewhere an address may
/// lead to another machine.
pub(super) fn is_of_resolver(cause: &Cause, f: &Facts, told: &Told) -> bool {
    use CauseId::*;
    let is_open = !f.evidence.target.literal || is_from_elsewhere(told);
    is_open && matches!(cause.id, Dns | Refused | DroppedByFirewall)
}

/// Tells a browser and a terminal apart, comes and goes, or strikes after the
/// opening, which no terminal waits for.
pub(super) fn is_apart(cause: &Cause) -> bool {
    use CauseId::*;
    let is_after = matches!(cause.stage, Stage::Open | Stage::Close);
    is_after
        || matches!(
            cause.id,
            WafRule
                | RateLimit
                | SingleUseTicket
                | UpstreamDown
                | Http2ExtendedConnect
                | BadHandshake
                | InterceptedUpstreamFault
                | StickySession
                | DevServerHmr
        )
}
