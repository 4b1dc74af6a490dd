//! What a terminal told: another program on another way to the same server.
//!
//! It may use another proxy, another certificate store and another resolver. So
//! it never speaks against what is near the user, and it speaks against causes at
//! the server only where it got as far as the browser did. The control is a
//! request to this page's own reference: what reaches that is on no island.
//!
//! `docs/terminal.tsv` says the same from the other side, outcome by outcome, and
//! is what the figures are measured with.

use why1006_evidence::{Asker, Clue, EngineFamily, Told, Vantage, Way};

use super::place::{is_apart, is_from_elsewhere, is_near, is_of_resolver, is_of_store};
use crate::{
    Cause, CauseId, Facts,
    facts::{Attempt, Http},
    shows::Says,
};

/// Told from a terminal, about the target.
pub(super) fn is_from(told: &Told) -> bool {
    use Way::{Terminal, TerminalReach, TerminalTls, TerminalWeb};
    matches!(told.way, Terminal | TerminalWeb | TerminalTls | TerminalReach)
}

/// How far a terminal came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    /// No server was reached: a name, a port, a proxy.
    Nowhere,
    /// Something was reached, and gave no answer that counts.
    Reached,
    /// Something answered.
    Answered,
}

fn depth(clue: Clue) -> Depth {
    use Clue::*;
    match clue {
        NameNotResolved | Refused | Unreachable | ConnectTimedOut | TimedOut | TunnelFailed
        | ProxyAuth | ProxyUnreachable | Offline => Depth::Nowhere,
        TlsProtocol | TlsVersion | TlsAlert | TlsName | Alpn | CertDate | CertName
        | CertAuthority | CertSelfSigned | CertIncomplete | CertOther | CertUnspecific
        | ClientCert | ClosedEarly | Http2Stream | HandshakeTimedOut | NoAnswer => Depth::Reached,
        _ => Depth::Answered,
    }
}

/// What an entry says of causes at the server.
pub(super) fn says(f: &Facts, told: &Told) -> Says {
    use Clue::*;
    match told.clue {
        _ if !is_known(told) => Says::Nothing,
        // Its own proxy spoke. Whether the browser has the same is not known.
        TunnelFailed | ProxyAuth | ProxyUnreachable | Offline => Says::Nothing,
        // The status of a plain request is not that of the upgrade.
        Status | Page | AuthFailed | Works if told.way == Way::TerminalWeb => Says::Nothing,
        Works if told.way == Way::TerminalReach => Says::Nothing,
        // It opened here: a terminal that is turned away is another matter. What
        // comes and goes may be gone by then.
        _ if f.opened() || f.varies() => Says::Nothing,
        // A local address leads elsewhere to another machine, or to none.
        _ if is_from_elsewhere(told) && f.evidence.target.host_class.is_local() => Says::Nothing,
        // What stands before the server is not met there.
        Works if told.seen_from() == Vantage::Server => Says::Nothing,
        Works => Says::Something,
        clue if goes_elsewhere(f, clue) => Says::Nothing,
        // It failed, and does not say where.
        NoAnswer => Says::Anything,
        // Another machine fails for reasons of its own.
        _ if is_from_elsewhere(told) && !is_alike(f, told) => Says::Nothing,
        clue if depth(clue) == Depth::Nowhere && !has_way_out(f, told) => Says::Anything,
        _ => Says::Something,
    }
}

/// It tells an outcome at all.
fn is_known(told: &Told) -> bool {
    use Clue::*;
    !matches!(told.clue, Cannot | Other | NotArrived | Unspecific | Nothing | Fails)
}

/// The terminal failed before the place that the browser reached: it takes
/// another way.
fn goes_elsewhere(f: &Facts, clue: Clue) -> bool {
    match f.http {
        Http::Answered => depth(clue) < Depth::Answered,
        Http::ByProxy => true,
        _ => false,
    }
}

/// The terminal reaches this page's reference. Without that it may need a proxy
/// that only the browser has, or stand where nothing gets out, as in a container.
fn has_way_out(f: &Facts, told: &Told) -> bool {
    f.is_told(Way::TerminalReference, Clue::Works) || is_from_elsewhere(told)
}

/// The terminal goes another way than the browser, as it shows itself.
pub(crate) fn is_astray(f: &Facts) -> bool {
    let mut all = f.told().filter(|told| is_from(told));
    all.any(|told| depth(told.clue) < Depth::Answered && goes_elsewhere(f, told.clue))
}

/// The cause is needed to explain what the terminal and the browser saw.
pub(super) fn allows(f: &Facts, cause: &Cause, told: &Told) -> bool {
    let is_needed = match cause.id {
        CauseId::OriginRejected => true,
        // The server demands it, of everybody: it is met elsewhere, too, or not.
        CauseId::ClientCertificate if !only_origin(f) => {
            !(is_from_elsewhere(told) && fails_everywhere(f)) || shows(cause, told)
        }
        _ => !(only_origin(f) || is_near(cause) && fails_everywhere(f)),
    };
    is_needed && may_show(f, cause, told)
}

/// The cause may be at work although, or because, the terminal saw this.
pub(super) fn may_show(f: &Facts, cause: &Cause, told: &Told) -> bool {
    let is_origin = cause.id == CauseId::OriginRejected;
    if is_near(cause) || is_origin && only_origin(f) {
        return true;
    }
    // It came through TLS, or as far as an answer, with its own store and
    // resolver, which need not be the browser's.
    let is_passed = told.clue == Clue::Works || depth(told.clue) == Depth::Answered;
    let is_other = is_of_store(cause) || is_of_resolver(cause, f, told);
    match (told.way, told.clue) {
        // It reached that very port, and nothing was asked there.
        (Way::TerminalTls, Clue::Works) => match cause.id {
            CauseId::WssToPlainPort => false,
            CauseId::Dns | CauseId::Refused | CauseId::DroppedByFirewall => is_other,
            _ => true,
        },
        _ if is_passed && is_other => true,
        // Another origin is another visitor: it tells whether this one is minded.
        (Way::Terminal, clue) if is_second(f, told) => match clue {
            Clue::Status | Clue::AuthFailed if is_origin => f.evidence.target.app.is_none(),
            _ => true,
        },
        (_, Clue::Works) => is_apart(cause) || is_origin && told.asker != Some(Asker::ThisPage),
        _ => shows(cause, told),
    }
}

/// Whose origin a request named. What was never sent fails for this page's, too.
pub(super) fn asker(told: &Told) -> Asker {
    told.asker.unwrap_or(Asker::ThisPage)
}

/// A request with another origin than this page's, where one with this page's
/// was told, too.
fn is_second(f: &Facts, told: &Told) -> bool {
    // Of one place: another machine's requests say nothing of those of this one.
    let is_first = |t: &Told| {
        t.way == Way::Terminal
            && asker(t) == Asker::ThisPage
            && is_known(t)
            && t.is_from_another() == told.is_from_another()
    };
    !is_first(told) && f.evidence.told.iter().any(is_first)
}

/// The terminal names the cause, rather than letting it stand.
pub(super) fn names(f: &Facts, cause: &Cause, told: &Told) -> bool {
    match says(f, told) {
        Says::Nothing => false,
        _ if only_origin(f) => cause.id == CauseId::OriginRejected,
        _ => told.clue != Clue::Works && !is_second(f, told) && shows(cause, told),
    }
}

/// A terminal words what it sees as plainly as Chromium's console. Who intercepts
/// TLS with a root that the browser knows shows to it as a bad certificate.
fn shows(cause: &Cause, told: &Told) -> bool {
    use Clue::*;
    let is_box = cause.id == CauseId::InterceptedUpstreamFault;
    match told.clue {
        CertAuthority | CertIncomplete | CertName | CertDate | CertOther | CertUnspecific
        | TlsAlert | TlsVersion | TlsName
            if is_box =>
        {
            true
        }
        // A name with an IPv6 address alone, to which there is no way.
        Unreachable if cause.id == CauseId::Dns => true,
        _ => cause.shows.has(told, EngineFamily::Chromium),
    }
}

/// The same request is refused with this page's origin and accepted with the
/// app's, or with none: the server tells them apart, whatever the way.
///
/// Repeated from both sides, like every difference that is to count: the command
/// asks app, app, page, app, page, and each side has to come out alike each time.
/// Of an output that was pasted in part too little may be left to count.
fn only_origin(f: &Facts) -> bool {
    let asked = |is: fn(Option<Asker>) -> bool| {
        let all = f.told().filter(|t| t.way == Way::Terminal && is_known(t));
        all.filter(move |t| is(t.asker))
    };
    let strangers = || asked(|asker| asker == Some(Asker::ThisPage));
    let known = || asked(|asker| matches!(asker, Some(Asker::App | Asker::Nobody)));
    let is_repeated = |t: &Told| t.times >= Some(2);
    let is_refused = |t: &Told| matches!(t.clue, Clue::Status | Clue::AuthFailed);
    f.http == Http::Answered
        && matches!(f.cold, Attempt::Failed { .. })
        && strangers().any(is_repeated)
        && strangers().all(is_refused)
        && known().any(is_repeated)
        && known().all(|t| t.clue == Clue::Works)
}

/// The same request fails in the same way from another network, or at the server
/// itself: what is near this user is not needed to explain it.
fn fails_everywhere(f: &Facts) -> bool {
    f.told().any(|told| {
        is_from_elsewhere(told)
            && matches!(told.way, Way::Terminal | Way::TerminalTls)
            && told.clue != Clue::Works
            && !is_second(f, told)
            && says(f, told) == Says::Something
    })
}

/// The failure is of the same kind as the browser's: an answer for an answered
/// run, and none for another.
fn is_alike(f: &Facts, told: &Told) -> bool {
    (f.http == Http::Answered) == (depth(told.clue) == Depth::Answered)
}
