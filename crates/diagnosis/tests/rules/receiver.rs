//! What somebody told who got the result: their own view is another place and time,
//! what they passed on is not.

use proptest::prelude::*;
use why1006_diagnosis::{CauseId, Diagnosis, Owner, Standing, diagnose};
use why1006_evidence::{Clue, EngineFamily::Chromium, Evidence, Told, Vantage, Way};

use crate::{
    after_open::judged,
    arbitrary,
    properties::{config, measured},
    told::{heard, named},
};

const REFUSED: &str = "E 1006 · RE";
const UNANSWERED: &str = "E 1006 · XE";

/// Standing of every cause, with *indicated* as *possible*.
fn standings(d: &Diagnosis) -> Vec<(CauseId, Standing)> {
    let plain = |s| if s == Standing::Indicated { Standing::Possible } else { s };
    let mut all: Vec<_> = d.judgements.iter().map(|j| (j.cause, plain(j.standing))).collect();
    all.sort_by_key(|(cause, _)| *cause);
    all
}

fn place(d: &Diagnosis, cause: CauseId) -> usize {
    d.judgements.iter().position(|j| j.cause == cause).unwrap()
}

#[test]
fn who_got_the_result_sees_another_place() {
    for way in [Way::Console, Way::Tab, Way::App, Way::Terminal, Way::PrivateWindow] {
        let own = Told::new(way, Clue::Works).by_receiver();
        assert_eq!((own.seen_from(), own.is_from_another()), (Vantage::Elsewhere, true), "{way}");
        let passed_on = own.at(Vantage::Browser);
        assert!(!passed_on.is_from_another(), "{way}");
    }
    assert!(!Told::new(Way::ServerLog, Clue::AppError).by_receiver().is_from_another());
    assert!(
        Told::new(Way::Terminal, Clue::Works).by_receiver().at(Vantage::Server).is_from_another()
    );
}

#[test]
fn a_console_of_another_browser_clears_nothing_here() {
    let line = Told::new(Way::Console, Clue::CertDate).by_receiver();
    let before = heard(Chromium, UNANSWERED, &[]);
    assert_eq!(
        standings(&heard(Chromium, UNANSWERED, std::slice::from_ref(&line))),
        standings(&before)
    );
    // That of who ran the test, passed on, names it as if they had told it.
    let told = heard(Chromium, UNANSWERED, &[Told::new(Way::Console, Clue::CertDate)]);
    let passed_on = heard(Chromium, UNANSWERED, &[line.at(Vantage::Browser)]);
    assert_eq!(passed_on.judgements, told.judgements);
    assert!(named(&told).len() < named(&before).len());
}

#[test]
fn that_it_works_for_somebody_else_moves_the_order_alone() {
    let before = heard(Chromium, UNANSWERED, &[]);
    for way in [Way::App, Way::OtherNetwork, Way::Terminal] {
        let d = heard(Chromium, UNANSWERED, &[Told::new(way, Clue::Works).by_receiver()]);
        assert_eq!(standings(&d), standings(&before), "{way}");
        assert_ne!(d.owner, Owner::Nobody, "{way}");
        assert!(place(&d, CauseId::WssToPlainPort) > place(&d, CauseId::BrowserShield), "{way}");
    }
    // It fails there as well: what is near is less likely, and stays.
    for told in [
        Told::new(Way::OtherNetwork, Clue::Fails),
        Told::new(Way::App, Clue::Fails),
        Told::new(Way::Terminal, Clue::CertDate),
    ] {
        let d = heard(Chromium, UNANSWERED, &[told.clone().by_receiver()]);
        assert_eq!(standings(&d), standings(&before), "{told:?}");
        let near = place(&d, CauseId::CorpProxyFirewall);
        assert!(near > place(&before, CauseId::CorpProxyFirewall), "{told:?}");
    }
}

#[test]
fn a_terminal_elsewhere_indicates_and_proves_nothing() {
    let told = [
        Told::status(Way::Terminal, 502).by_receiver(),
        Told::new(Way::TerminalReference, Clue::Works).by_receiver(),
    ];
    let d = heard(Chromium, REFUSED, &told);
    assert_eq!(judged(&d, CauseId::UpstreamDown).standing, Standing::Indicated);
    assert_eq!(standings(&d), standings(&heard(Chromium, REFUSED, &[])));
    // The log of the server is about this very attempt, whoever reads it.
    let log = Told::new(Way::ServerLog, Clue::OriginRefused);
    let d = heard(Chromium, REFUSED, &[log.clone().by_receiver()]);
    assert_eq!(d.judgements, heard(Chromium, REFUSED, &[log]).judgements);
    assert!(named(&d).len() < named(&heard(Chromium, REFUSED, &[])).len());
}

#[test]
fn both_are_used_beside_each_other() {
    let (theirs, ours) =
        (Told::new(Way::Console, Clue::CertDate), Told::new(Way::TerminalTls, Clue::CertDate));
    let both = heard(Chromium, UNANSWERED, &[theirs.clone(), ours.by_receiver()]);
    assert_eq!(named(&both), named(&heard(Chromium, UNANSWERED, &[theirs])));
    assert_eq!(
        judged(&both, CauseId::ExpiredOrWrongHostCert).standing,
        Standing::Indicated,
        "the certificate is seen from elsewhere, too"
    );
}

fn with(run: &Evidence, told: Vec<Told>) -> Evidence {
    Evidence { told, ..run.clone() }
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn what_another_saw_rules_out_nothing_and_proves_nothing(
        evidence in arbitrary::evidence(),
        (row, setting) in measured(),
        own in prop::collection::vec(arbitrary::told(), 0..4),
        others in prop::collection::vec(arbitrary::told(), 1..5),
    ) {
        let own: Vec<Told> = own.into_iter().filter(|told| !told.is_from_another()).collect();
        let others = others.into_iter().map(Told::by_receiver);
        let others: Vec<Told> = others.filter(Told::is_from_another).collect();
        for run in [evidence, row.run(setting)] {
            let before = diagnose(&with(&run, own.clone()));
            let after = diagnose(&with(&run, [own.clone(), others.clone()].concat()));
            prop_assert_eq!(standings(&after), standings(&before));
            prop_assert_eq!(
                (after.verdict, after.owner, &after.named, &after.conflicts, &after.stages),
                (before.verdict, before.owner, &before.named, &before.conflicts, &before.stages)
            );
        }
    }

    #[test]
    fn what_was_passed_on_counts_as_if_it_was_told(
        (row, setting) in measured(),
        told in prop::collection::vec(arbitrary::told(), 1..5),
    ) {
        let run = row.run(setting);
        let theirs: Vec<Told> = told
            .into_iter()
            .map(|told| Told { by_receiver: false, ..told })
            .filter(|told| matches!(told.seen_from(), Vantage::Browser | Vantage::Machine))
            .map(|told| Told { vantage: Some(told.seen_from()), ..told })
            .collect();
        let passed_on = theirs.iter().cloned().map(Told::by_receiver).collect();
        let (one, other) = (diagnose(&with(&run, theirs)), diagnose(&with(&run, passed_on)));
        let plain = |d: Diagnosis| Diagnosis { named: None, ..d };
        prop_assert_eq!(plain(one), plain(other));
    }
}
