//! What a terminal told: another way to the same server.

use why1006_diagnosis::{CauseId, Owner, Reason, Remark, Stage, Standing, causes};
use why1006_evidence::{Asker, Clue, EngineFamily, Told, Vantage, Way};

use crate::{
    after_open::judged,
    told::{heard, named},
};

use EngineFamily::{Chromium, Firefox, WebKit};

const REFUSED: &str = "E 1006 · RE";
const UNANSWERED: &str = "E 1006 · XE";
const ENGINES: [EngineFamily; 3] = [Chromium, Firefox, WebKit];

/// Told from a terminal, about the target.
pub(crate) fn is_from(told: &Told) -> bool {
    matches!(told.way, Way::Terminal | Way::TerminalWeb | Way::TerminalTls | Way::TerminalReach)
}

fn is_near(cause: CauseId) -> bool {
    let cause = causes::get(cause);
    matches!(cause.owner, Owner::You | Owner::YourIt) || cause.stage == Stage::Policy
}

/// A terminal may see this while the cause is at work in the browser: all that the
/// cause shows as, and success where a terminal is spared.
pub(crate) fn may_show(cause: CauseId, told: &Told) -> bool {
    use CauseId::*;
    let is_spared = causes::get(cause).stage == Stage::Close
        || [
            TlsUntrusted,
            IncompleteChain,
            ExpiredOrWrongHostCert,
            TlsVersion,
            LocalhostIpFamily,
            WafRule,
            RateLimit,
            SingleUseTicket,
            UpstreamDown,
            Http2ExtendedConnect,
            BadHandshake,
            InterceptedUpstreamFault,
            StickySession,
            DevServerHmr,
        ]
        .contains(&cause);
    match (told.way, told.clue) {
        _ if is_near(cause) => true,
        (Way::TerminalTls, Clue::Works) => cause != WssToPlainPort,
        (Way::Terminal, Clue::Works) => is_spared,
        _ => told.clue == Clue::Works || causes::get(cause).shows.has(told, Chromium),
    }
}

fn page(status: u16) -> Told {
    Told::status(Way::Terminal, status).by(Asker::ThisPage).often(2)
}

fn works(asker: Asker) -> Told {
    Told::new(Way::Terminal, Clue::Works).by(asker).often(3)
}

#[test]
fn a_status_of_the_upgrade_narrows_in_every_engine() {
    for engine in ENGINES {
        let d = heard(engine, REFUSED, &[page(429)]);
        assert_eq!(judged(&d, CauseId::RateLimit).standing, Standing::Indicated, "{engine}");
        assert_eq!(judged(&d, CauseId::RateLimit).because[0], Reason::ToldSo);
        assert_eq!(judged(&d, CauseId::OriginRejected).because, [Reason::ToldOtherwise]);
        // On the browser's own way there may be a filter that no terminal meets.
        assert!(named(&d).contains(&CauseId::CorpProxyFirewall), "{engine}");
        assert!(d.certain().is_empty());
    }
}

#[test]
fn the_origin_alone_makes_the_difference() {
    for engine in ENGINES {
        let d = heard(engine, REFUSED, &[page(403), works(Asker::App)]);
        assert_eq!(d.certain(), [CauseId::OriginRejected], "{engine}");
        assert_eq!(d.remaining(), []);
        // A second fault near the user is not excluded, only not needed.
        let near = judged(&d, CauseId::CorpProxyFirewall);
        assert_eq!(
            (near.standing, &near.because[..]),
            (Standing::NotTested, &[Reason::ToldExplains][..])
        );
    }
    // Servers that take turns look so as well, until both sides are repeated.
    for turns in [[page(403).often(1), works(Asker::App)], [page(403), works(Asker::App).often(1)]]
    {
        assert_eq!(heard(Chromium, REFUSED, &turns).certain(), []);
    }
    let turns = [page(403), works(Asker::ThisPage), works(Asker::App)];
    assert_eq!(heard(Chromium, REFUSED, &turns).certain(), []);
    let turns = [page(403), works(Asker::App), Told::status(Way::Terminal, 403).by(Asker::App)];
    assert_eq!(heard(Chromium, REFUSED, &turns).certain(), []);
    // The second request decides on the origin alone.
    let alone = heard(Chromium, REFUSED, &[page(403)]);
    let both =
        heard(Chromium, REFUSED, &[page(403), Told::status(Way::Terminal, 404).by(Asker::App)]);
    assert_eq!(named(&both), named(&alone), "the app's origin is a guess");
    // Where nothing answered the browser, the origin cannot be all of it.
    let d = heard(Chromium, UNANSWERED, &[page(403), works(Asker::App)]);
    assert_eq!(d.certain(), []);
}

#[test]
fn a_terminal_that_opens_leaves_what_lies_on_the_browser_s_way() {
    let d = heard(Chromium, REFUSED, &[works(Asker::ThisPage)]);
    for cause in [CauseId::CorpProxyFirewall, CauseId::WafRule] {
        assert!(named(&d).contains(&cause), "{cause}");
    }
    for cause in [CauseId::OriginRejected, CauseId::AuthAtHandshake, CauseId::ProxyUpgradeHeaders] {
        assert_eq!(judged(&d, cause).because, [Reason::ToldOtherwise], "{cause}");
    }
    // With another origin it says nothing of this page's.
    for asker in [Asker::App, Asker::Nobody] {
        let d = heard(Chromium, REFUSED, &[works(asker)]);
        assert!(named(&d).contains(&CauseId::OriginRejected), "{asker}");
    }
}

#[test]
fn a_terminal_on_an_island_says_nothing() {
    let lost = Told::new(Way::Terminal, Clue::NameNotResolved).by(Asker::ThisPage);
    let before = heard(Chromium, REFUSED, &[]);
    let d = heard(Chromium, REFUSED, std::slice::from_ref(&lost));
    assert_eq!(named(&d), named(&before));
    assert!(d.remarks.contains(&Remark::TerminalAstray));
    // Nothing answered the browser either: the terminal may still lack its proxy.
    let before = heard(Chromium, UNANSWERED, &[]);
    let alone = heard(Chromium, UNANSWERED, std::slice::from_ref(&lost));
    assert_eq!(named(&alone), named(&before));
    assert_eq!(judged(&alone, CauseId::Dns).standing, Standing::Indicated);
    // It reaches our reference, so its way out is open.
    let control = Told::new(Way::TerminalReference, Clue::Works);
    let d = heard(Chromium, UNANSWERED, &[lost, control]);
    assert_eq!(judged(&d, CauseId::WssToPlainPort).because, [Reason::ToldOtherwise]);
    assert!(named(&d).contains(&CauseId::Dns) && named(&d).contains(&CauseId::BrowserShield));
}

#[test]
fn what_fails_everywhere_needs_nothing_near() {
    let refused = page(403);
    for vantage in [Vantage::Elsewhere, Vantage::Server] {
        let d = heard(Chromium, REFUSED, &[refused.clone().at(vantage)]);
        let near = judged(&d, CauseId::CorpProxyFirewall);
        assert_eq!((near.standing, near.because[0]), (Standing::NotTested, Reason::ToldExplains));
        assert!(named(&d).contains(&CauseId::OriginRejected));
    }
    // Another failure than the browser's is another matter.
    let before = heard(Chromium, UNANSWERED, &[]);
    let d = heard(Chromium, UNANSWERED, &[refused.at(Vantage::Elsewhere)]);
    assert_eq!(named(&d), named(&before));
    // At the server itself nothing lies before it.
    let before = heard(Chromium, REFUSED, &[]);
    let d = heard(Chromium, REFUSED, &[works(Asker::ThisPage).at(Vantage::Server)]);
    assert_eq!(named(&d), named(&before));
}

/// Measured: a server at an address of its own, reached by openssl.
#[test]
fn what_reached_an_address_speaks_against_refusal() {
    let tls = Told::new(Way::TerminalTls, Clue::Works);
    let mut evidence = crate::after_open::run(Chromium, UNANSWERED);
    evidence.told = vec![tls];
    for literal in [false, true] {
        evidence.target.literal = literal;
        let d = why1006_diagnosis::diagnose(&evidence);
        let is_named = |cause| named(&d).contains(&cause);
        assert_eq!(is_named(CauseId::Refused), !literal, "another resolver, another address");
        assert!(is_named(CauseId::ConnectionReset) && is_named(CauseId::TlsUntrusted));
        assert!(!is_named(CauseId::WssToPlainPort));
    }
}

/// Measured: a name that has an IPv6 address alone is out of reach for curl.
#[test]
fn a_name_may_lead_out_of_reach() {
    let control = Told::new(Way::TerminalReference, Clue::Works);
    let told = [Told::new(Way::Terminal, Clue::Unreachable), control];
    assert!(named(&heard(Chromium, UNANSWERED, &told)).contains(&CauseId::Dns));
}

/// Never sent for one request and answered for the next: a union, not two tests.
#[test]
fn what_was_never_sent_is_of_this_page_s_requests() {
    let refused = Told::new(Way::Terminal, Clue::Refused);
    let reset = Told::new(Way::Terminal, Clue::ClosedEarly).by(Asker::ThisPage);
    let control = Told::new(Way::TerminalReference, Clue::Works);
    let d = heard(Chromium, UNANSWERED, &[refused, reset, control]);
    for cause in [CauseId::Refused, CauseId::ConnectionReset] {
        assert!(named(&d).contains(&cause), "{cause}");
    }
    // Curl failed to connect, and did not say how.
    let before = heard(Chromium, UNANSWERED, &[]);
    let d = heard(Chromium, UNANSWERED, &[Told::new(Way::Terminal, Clue::NoAnswer)]);
    assert_eq!(named(&d), named(&before));
}

/// A client certificate is demanded of everybody: elsewhere it is met, too.
#[test]
fn a_client_certificate_is_not_near() {
    let control = Told::new(Way::TerminalReference, Clue::Works);
    let elsewhere = |clue| {
        let told = Told::new(Way::Terminal, clue).at(Vantage::Elsewhere);
        named(&heard(Chromium, UNANSWERED, &[told, control.clone()]))
    };
    assert!(elsewhere(Clue::ClientCert).contains(&CauseId::ClientCertificate));
    assert!(!elsewhere(Clue::CertDate).contains(&CauseId::ClientCertificate));
}

#[test]
fn the_certificate_is_named_by_a_terminal_where_the_browser_is_silent() {
    let tls = |clue| Told::new(Way::TerminalTls, clue);
    let d = heard(Firefox, "E 1015 · XE", &[tls(Clue::CertIncomplete)]);
    assert_eq!(judged(&d, CauseId::IncompleteChain).standing, Standing::Indicated);
    assert_eq!(judged(&d, CauseId::ExpiredOrWrongHostCert).because, [Reason::ToldOtherwise]);
    assert!(named(&d).contains(&CauseId::TlsInterception));
    // The browser got an answer over TLS: the terminal met somebody else.
    let before = heard(Chromium, REFUSED, &[]);
    assert_eq!(named(&heard(Chromium, REFUSED, &[tls(Clue::CertDate)])), named(&before));
}

#[test]
fn a_log_holds_this_page_s_own_web_requests_as_well() {
    let log = |told: Told| heard(Chromium, REFUSED, &[told]);
    let before = heard(Chromium, REFUSED, &[]);
    for told in [Told::status(Way::ServerLog, 404), Told::new(Way::ServerLog, Clue::NotUpgraded)] {
        assert_eq!(named(&log(told)), named(&before));
    }
    let refused = log(Told::new(Way::ServerLog, Clue::OriginRefused).by(Asker::ThisPage));
    assert!(named(&refused).contains(&CauseId::OriginRejected));
    assert_eq!(judged(&refused, CauseId::AuthAtHandshake).because, [Reason::ToldOtherwise]);
}
