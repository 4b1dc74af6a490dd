//! What a terminal told: another program on another way to the same server.
//!
//! It may use another proxy, another certificate store and another resolver. So
//! it never speaks against what is near the user, and it speaks against causes at
//! the server only where it got as far as the browser did. The control is a
//! request to this page's own reference: what reaches that is on no island.

use why1006_evidence::{Asker, Clue, EngineFamily, Told, Vantage, Way};

use crate::{
    Cause, CauseId, Facts, Owner, Stage,
    facts::{Attempt, Http},
    shows::Says,
};

/// The ways of a terminal that say something of the target.
const WAYS: [Way; 4] = [Way::Terminal, Way::TerminalWeb, Way::TerminalTls, Way::TerminalReach];

/// Told from a terminal, about the target.
pub(super) fn is_from(told: &Told) -> bool {
    WAYS.contains(&told.way)
}

/// How far a terminal came, next to what the browser saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    /// No server was reached: a name, a port, a proxy.
    Nowhere,
    /// Something answered, and TLS failed.
    Tls,
    /// Something answered in the server's place, in HTTP or otherwise.
    Server,
}

fn depth(clue: Clue) -> Depth {
    use Clue::*;
    match clue {
        NameNotResolved | Refused | Unreachable | ConnectTimedOut | TunnelFailed | ProxyAuth
        | ProxyUnreachable | Offline => Depth::Nowhere,
        TlsProtocol | TlsVersion | TlsAlert | TlsName | Alpn | CertDate | CertName
        | CertAuthority | CertSelfSigned | CertIncomplete | CertOther | CertUnspecific
        | ClientCert => Depth::Tls,
        _ => Depth::Server,
    }
}

/// What an entry says of causes at the server.
pub(super) fn says(f: &Facts, told: &Told) -> Says {
    use Clue::*;
    match told.clue {
        Cannot | Other | NotArrived | Unspecific | Nothing | Fails => Says::Nothing,
        // The status of a plain request is not that of the upgrade.
        Status | Page | AuthFailed | Works if told.way == Way::TerminalWeb => Says::Nothing,
        Works if told.way == Way::TerminalReach => Says::Nothing,
        // It opened here: a terminal that is turned away is another matter.
        _ if f.opened() => Says::Nothing,
        Works => Says::Something,
        clue if goes_elsewhere(f, clue) => Says::Nothing,
        clue if depth(clue) == Depth::Nowhere && !is_on_the_way(f, told) => Says::Anything,
        _ => Says::Something,
    }
}

/// The terminal failed before the place that the browser reached: it takes
/// another way.
fn goes_elsewhere(f: &Facts, clue: Clue) -> bool {
    match f.http {
        Http::Answered => depth(clue) < Depth::Server,
        Http::ByProxy => true,
        _ => false,
    }
}

/// Nothing suggests that the browser has a proxy which the terminal has not: on
/// an http page nobody answers for a name that cannot exist, or the terminal
/// reaches this page's reference.
fn is_on_the_way(f: &Facts, told: &Told) -> bool {
    f.nowhere == Http::Rejected
        || f.is_told(Way::TerminalReference, Clue::Works)
        || told.seen_from() == Vantage::Server
}

/// The terminal goes another way than the browser, as it shows itself.
pub(crate) fn is_astray(f: &Facts) -> bool {
    let mut all = f.evidence.told.iter().filter(|told| is_from(told));
    all.any(|told| depth(told.clue) < Depth::Server && goes_elsewhere(f, told.clue))
}

/// The cause is needed to explain what the terminal and the browser saw.
pub(super) fn allows(f: &Facts, cause: &Cause, told: &Told) -> bool {
    let is_needed = match cause.id {
        CauseId::OriginRejected => true,
        _ => !(only_origin(f) || is_near(cause) && fails_everywhere(f)),
    };
    is_needed && may_show(f, cause, told)
}

/// The cause may be at work although, or because, the terminal saw this.
pub(super) fn may_show(f: &Facts, cause: &Cause, told: &Told) -> bool {
    if is_near(cause) || cause.id == CauseId::OriginRejected && only_origin(f) {
        return true;
    }
    let is_spared = cause.shows.spares.contains(&Way::OtherBrowser);
    match told.clue {
        Clue::Works if told.way == Way::TerminalTls => {
            !matches!(cause.id, CauseId::WssToPlainPort | CauseId::ExpiredOrWrongHostCert)
        }
        Clue::Works if told.seen_from() != Vantage::Machine => {
            is_spared || cause.shows.spares.contains(&Way::OtherNetwork)
        }
        // Who names another origin is no stranger to the server.
        Clue::Works if told.asker != Some(Asker::ThisPage) => {
            is_spared || cause.id == CauseId::OriginRejected
        }
        Clue::Works => is_spared,
        // The app's own origin is refused alike, if it is known and not guessed.
        Clue::Status if told.asker == Some(Asker::App) && cause.id == CauseId::OriginRejected => {
            f.evidence.target.app.is_none() && shows(cause, told)
        }
        // It came further than the browser: what hits browsers alone remains, too.
        clue if depth(clue) == Depth::Server && f.http != Http::Answered => {
            is_spared || shows(cause, told)
        }
        _ => shows(cause, told),
    }
}

/// The terminal names the cause, rather than letting it stand.
pub(super) fn names(f: &Facts, cause: &Cause, told: &Told) -> bool {
    match says(f, told) {
        Says::Nothing => false,
        _ if only_origin(f) => cause.id == CauseId::OriginRejected,
        _ => told.clue != Clue::Works && shows(cause, told),
    }
}

/// A terminal words what it sees as plainly as Chromium's console.
fn shows(cause: &Cause, told: &Told) -> bool {
    cause.shows.has(told, EngineFamily::Chromium)
}

/// On the browser's own way: a terminal has another proxy, store and resolver.
fn is_near(cause: &Cause) -> bool {
    matches!(cause.owner, Owner::You | Owner::YourIt) || cause.stage == Stage::Policy
}

/// The same request is refused with this page's origin and accepted with the
/// app's, or with none: the server tells them apart, whatever the way.
///
/// Repeated from both sides, like every difference that is to count: the command
/// asks app, app, page, app, page, and each side has to come out alike.
fn only_origin(f: &Facts) -> bool {
    let asked = |is: fn(Option<Asker>) -> bool| {
        f.evidence.told.iter().filter(move |t| t.way == Way::Terminal && is(t.asker))
    };
    let strangers = || asked(|asker| asker == Some(Asker::ThisPage));
    let known = || asked(|asker| matches!(asker, Some(Asker::App | Asker::Nobody)));
    let is_refused =
        |t: &Told| matches!(t.clue, Clue::Status | Clue::AuthFailed | Clue::ClosedEarly);
    f.http == Http::Answered
        && matches!(f.cold, Attempt::Failed { .. })
        && strangers().next().is_some()
        && strangers().all(is_refused)
        && known().next().is_some()
        && known().all(|t| t.clue == Clue::Works)
}

/// The same request fails in the same way from another network, or at the server
/// itself: what is near this user is not needed to explain it.
fn fails_everywhere(f: &Facts) -> bool {
    f.evidence.told.iter().any(|told| {
        let is_away = matches!(told.seen_from(), Vantage::Elsewhere | Vantage::Server);
        let is_alike = match f.http {
            Http::Answered => depth(told.clue) == Depth::Server,
            Http::Rejected | Http::Silent => {
                depth(told.clue) < Depth::Server
                    || matches!(
                        told.clue,
                        Clue::HandshakeTimedOut
                            | Clue::TimedOut
                            | Clue::ClosedEarly
                            | Clue::NotHttp
                    )
            }
            _ => false,
        };
        is_away
            && is_alike
            && told.way == Way::Terminal
            && told.clue != Clue::Works
            && told.asker != Some(Asker::App)
            && says(f, told) == Says::Something
    })
}
