//! What the user told, held against what was seen.

use proptest::{prelude::*, sample::Index};
use why1006_diagnosis::{
    CauseId, Diagnosis, Owner, Reason, Standing, Verdict, causes, diagnose,
    shows::{Says, says},
};
use why1006_evidence::{Asker, Clue, EngineFamily, Evidence, Told, Way};

use crate::{
    after_open::{judged, run},
    arbitrary,
    properties::{config, measured, sorted},
    terminal,
};

use EngineFamily::{Chromium, Firefox, WebKit};

const UNANSWERED: &str = "E 1006 · XE";
const REFUSED: &str = "E 1006 · RE";

fn with(mut evidence: Evidence, told: &[Told]) -> Evidence {
    evidence.told.extend_from_slice(told);
    evidence
}

pub(crate) fn heard(engine: EngineFamily, cell: &str, told: &[Told]) -> Diagnosis {
    diagnose(&with(run(engine, cell), told))
}

fn line(clue: Clue) -> Told {
    Told::new(Way::Console, clue)
}

pub(crate) fn named(d: &Diagnosis) -> Vec<CauseId> {
    let mut all = [d.certain(), d.remaining()].concat();
    all.sort_unstable();
    all
}

fn is_misfit(d: &Diagnosis) -> bool {
    d.conflicts.iter().any(|(_, told)| *told == Reason::ToldMisfits)
}

#[test]
fn a_line_leaves_what_may_print_it() {
    use CauseId::*;
    let date = heard(Chromium, UNANSWERED, &[line(Clue::CertDate)]);
    assert_eq!(named(&date), [ExpiredOrWrongHostCert, TlsInterception]);
    assert_eq!(judged(&date, ExpiredOrWrongHostCert).because[0], Reason::ToldSo);
    assert_eq!(judged(&date, Dns).because, [Reason::ToldOtherwise]);
    assert_eq!(judged(&date, ClockSkew).standing, Standing::NotTested, "nobody compared it");

    // Two lines are of two attempts; a tab and a line are of the same cause.
    let both = heard(Chromium, UNANSWERED, &[line(Clue::CertDate), line(Clue::NameNotResolved)]);
    assert_eq!(named(&both), [CorpProxyFirewall, Dns, ExpiredOrWrongHostCert, TlsInterception]);
    let tab = Told::new(Way::Tab, Clue::CertName);
    let both = heard(Chromium, UNANSWERED, &[line(Clue::CertDate), tab]);
    assert_eq!(named(&both), [ExpiredOrWrongHostCert, TlsInterception]);

    let missing = heard(Chromium, REFUSED, &[Told::status(Way::Console, 404)]);
    for cause in [OriginRejected, NotWebsocketEndpoint, ProxyUpgradeHeaders, WafRule] {
        assert!(named(&missing).contains(&cause), "{cause}");
    }
    for cause in [BadHandshake, RateLimit, ConnectionReset, Http2Only] {
        assert_eq!(judged(&missing, cause).standing, Standing::RuledOut, "{cause}");
    }
    // WebKit follows redirects and names no status.
    let refused = heard(WebKit, REFUSED, &[line(Clue::Page)]);
    assert!(named(&refused).contains(&RedirectedHandshake));
    assert_eq!(judged(&refused, BrowserShield).standing, Standing::RuledOut);
}

#[test]
fn one_that_is_left_alone_is_certain() {
    let shield = heard(Chromium, UNANSWERED, &[line(Clue::BlockedByClient)]);
    assert_eq!((named(&shield), shield.owner), (vec![CauseId::BrowserShield], Owner::You));
    assert_eq!(shield.certain(), [CauseId::BrowserShield]);
    // A node of several may print that as well, and was not tested.
    let tls = heard(Chromium, UNANSWERED, &[line(Clue::ClientCert)]);
    assert_eq!(tls.remaining(), [CauseId::ClientCertificate]);
}

#[test]
fn what_says_nothing_rules_out_nothing() {
    for (engine, cell) in [(Chromium, UNANSWERED), (Firefox, REFUSED), (WebKit, "pending · TT")] {
        let before = diagnose(&run(engine, cell));
        for clue in [Clue::Unspecific, Clue::ClosedByScript, Clue::NoAnswer, Clue::Nothing] {
            let d = heard(engine, cell, &[line(clue)]);
            assert_eq!(named(&d), named(&before), "{clue}");
            let d = heard(engine, cell, &[line(clue), line(Clue::Other)]);
            assert_eq!(named(&d), named(&before), "{clue}");
        }
        for way in [Way::Tab, Way::Request] {
            for told in [Told::status(way, 404), Told::new(way, Clue::Page)] {
                assert_eq!(
                    named(&heard(engine, cell, std::slice::from_ref(&told))),
                    named(&before),
                    "{told:?}"
                );
            }
        }
        for way in [Way::App, Way::OtherNetwork, Way::OtherBrowser, Way::PrivateWindow] {
            let d = heard(engine, cell, &[Told::new(way, Clue::Fails)]);
            assert_eq!(named(&d), named(&before), "{way}");
        }
    }
    // What a web request gives is known of the upgrade's own status, too.
    let down = heard(Firefox, REFUSED, &[Told::status(Way::Request, 502)]);
    assert_eq!(judged(&down, CauseId::UpstreamDown).standing, Standing::Indicated);
}

#[test]
fn what_fits_nothing_is_said_and_changes_nothing() {
    let before = diagnose(&run(Chromium, REFUSED));
    let d = heard(Chromium, REFUSED, &[line(Clue::UnsafePort)]);
    assert!(is_misfit(&d));
    assert_eq!(d.judgements, before.judgements);
    let pair = [line(Clue::Subprotocol), Told::new(Way::AppConsole, Clue::LocalNetwork)];
    assert!(is_misfit(&heard(Chromium, "E 1006 · RE/RE", &pair)));
}

#[test]
fn the_app_that_works_clears_what_hits_everybody() {
    let works = Told::new(Way::App, Clue::Works);
    let d = heard(Chromium, REFUSED, std::slice::from_ref(&works));
    assert_eq!(d.owner, Owner::Nobody);
    for cause in [CauseId::OriginRejected, CauseId::AuthAtHandshake, CauseId::SubprotocolMismatch] {
        assert!(named(&d).contains(&cause), "{cause}");
    }
    assert_eq!(judged(&d, CauseId::ProxyUpgradeHeaders).because, [Reason::ToldOtherwise]);
    // It may use another address than the one that nothing answers at.
    let before = diagnose(&run(Chromium, UNANSWERED));
    assert_eq!(named(&heard(Chromium, UNANSWERED, std::slice::from_ref(&works))), named(&before));
    // It may have a way around WebSockets.
    let mut around = run(Chromium, REFUSED);
    around.target.path_shape = why1006_evidence::path::PathShape::SocketIo;
    let before = diagnose(&around);
    assert_eq!(named(&diagnose(&with(around, std::slice::from_ref(&works)))), named(&before));
}

#[test]
fn elsewhere_clears_what_a_server_does_to_everybody() {
    let d = heard(Chromium, UNANSWERED, &[Told::new(Way::OtherNetwork, Clue::Works)]);
    for cause in [CauseId::CorpProxyFirewall, CauseId::Dns, CauseId::BrowserShield] {
        assert!(named(&d).contains(&cause), "{cause}");
    }
    assert_eq!(judged(&d, CauseId::WssToPlainPort).because, [Reason::ToldOtherwise]);
    let private = heard(Chromium, UNANSWERED, &[Told::new(Way::PrivateWindow, Clue::Works)]);
    assert_eq!(judged(&private, CauseId::Dns).because, [Reason::ToldOtherwise]);
    assert!(named(&private).contains(&CauseId::BrowserShield));
}

#[test]
fn the_clock_can_be_told_where_nobody_compared_it() {
    let date = || line(Clue::CertDate);
    let right = heard(Firefox, "E 1015 · XE", &[date(), Told::new(Way::Clock, Clue::ClockRight)]);
    assert_eq!(judged(&right, CauseId::ClockSkew).because, [Reason::ToldOtherwise]);
    let wrong = heard(Firefox, "E 1015 · XE", &[date(), Told::new(Way::Clock, Clue::ClockWrong)]);
    assert_eq!(wrong.remaining()[0], CauseId::ClockSkew);
}

#[test]
fn the_app_s_own_console_names_what_is_hidden_here() {
    let app = |clue| Told::new(Way::AppConsole, clue);
    let closed = heard(Chromium, "ok · RE", &[app(Clue::ClosedByScript)]);
    assert_eq!(closed.verdict, Verdict::Works);
    assert_eq!(closed.remaining(), [CauseId::ClosedByPage]);
    assert_eq!(closed.owner, Owner::AppDeveloper);
    for cell in ["ok · RE", REFUSED] {
        let policy = heard(Chromium, cell, &[app(Clue::PagePolicy)]);
        assert_eq!(named(&policy), [CauseId::CspConnectSrc, CauseId::PermissionsSandbox]);
        assert_eq!(policy.certain(), []);
    }
    // It opened for this page. It may depend on who asks.
    let refused = heard(Chromium, "ok · RE", &[Told::status(Way::AppConsole, 403)]);
    for cause in [CauseId::OriginRejected, CauseId::AuthAtHandshake, CauseId::ThirdPartyCookie] {
        assert!(refused.remaining().contains(&cause), "{cause}");
    }
    assert!(!refused.remaining().contains(&CauseId::ProxyUpgradeHeaders));
}

/// The truth may show as this.
fn allows(cause: CauseId, told: &Told, family: EngineFamily) -> bool {
    let shows = causes::get(cause).shows;
    match told.way {
        Way::App | Way::OtherNetwork | Way::OtherBrowser | Way::PrivateWindow => {
            told.clue != Clue::Works || shows.spares.contains(&told.way)
        }
        Way::Clock => told.clue != Clue::ClockRight || cause != CauseId::ClockSkew,
        _ if terminal::is_from(told) => terminal::may_show(cause, told),
        _ => says(told) != Says::Something || shows.has(told, family),
    }
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn what_the_truth_may_show_as_never_rules_it_out(
        (row, setting) in measured(),
        told in prop::collection::vec(arbitrary::told(), 1..6),
    ) {
        let mut run = row.run(setting);
        let family = run.circumstances.engine.family;
        let fits = |t: &&Told| row.truth.iter().all(|cause| allows(*cause, t, family));
        // Another server than one that minds origins answers every origin alike.
        let minds = row.truth.contains(&CauseId::OriginRejected);
        let told = told.into_iter().map(|t| if minds { t } else { t.by(Asker::ThisPage) });
        run.told = told.filter(|t| fits(&t)).collect();
        let d = diagnose(&run);
        for cause in &row.truth {
            prop_assert_ne!(judged(&d, *cause).standing, Standing::RuledOut, "{}", row.name);
        }
    }

    #[test]
    fn order_and_repeats_change_nothing(
        (row, setting) in measured(),
        told in prop::collection::vec(arbitrary::told(), 1..5),
        (twice, order) in any::<(Index, Index)>(),
    ) {
        let mut run = row.run(setting);
        run.told.clone_from(&told);
        let expected = diagnose(&run);
        run.told.rotate_left(order.index(told.len()));
        run.told.push(twice.get(&told).clone());
        prop_assert_eq!(diagnose(&run), expected);
    }

    #[test]
    fn what_is_not_known_changes_nothing(
        (row, setting) in measured(),
        told in prop::collection::vec(arbitrary::told(), 0..4),
        strange in arbitrary::told(),
        is_way in any::<bool>(),
    ) {
        let mut run = row.run(setting);
        run.told = told;
        let expected = diagnose(&run);
        let strange = match is_way {
            true => Told { way: Way::Other, ..strange },
            false => Told { clue: Clue::Other, ..strange },
        };
        run.told.push(strange);
        prop_assert_eq!(diagnose(&run), expected);
    }

    #[test]
    fn no_certainty_is_taken_back(
        evidence in arbitrary::evidence(),
        (row, setting) in measured(),
        told in prop::collection::vec(arbitrary::told(), 1..6),
    ) {
        for run in [evidence, row.run(setting)] {
            let before = diagnose(&Evidence { told: Vec::new(), ..run.clone() });
            let d = diagnose(&Evidence { told: told.clone(), ..run });
            for cause in before.certain() {
                prop_assert_eq!(judged(&d, cause).standing, Standing::Certain);
            }
            if is_misfit(&d) {
                let stays = |d: Diagnosis| -> Vec<(CauseId, bool)> {
                    let is = |s| s == Standing::RuledOut;
                    sorted(d).judgements.iter().map(|j| (j.cause, is(j.standing))).collect()
                };
                let clock = |all: &mut Vec<(CauseId, bool)>| {
                    all.retain(|(cause, _)| *cause != CauseId::ClockSkew);
                };
                let (mut was, mut is) = (stays(before), stays(d));
                clock(&mut was);
                clock(&mut is);
                for ((cause, was), (_, is)) in was.into_iter().zip(is) {
                    prop_assert!(was || !is, "{}", cause);
                }
            }
        }
    }
}
