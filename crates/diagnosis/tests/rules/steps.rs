//! What the user is asked next.

use proptest::{prelude::*, sample::Index};
use why1006_diagnosis::{
    Audience, Diagnosis, Need, Offer, Stage, Standing, Step, Verdict, causes, diagnose,
};
use why1006_evidence::{Clue, EngineFamily, Evidence, Scheme, Told, Way};

use crate::{
    after_open::{MEASURED, run},
    arbitrary,
    properties::{config, measured},
};

use EngineFamily::{Chromium, Firefox, WebKit};

fn steps(d: &Diagnosis) -> Vec<Step> {
    d.steps.iter().map(|offer| offer.step).collect()
}

fn told(mut evidence: Evidence, told: Told) -> Evidence {
    evidence.told.push(told);
    evidence
}

#[test]
fn each_verdict_has_its_first_step() {
    for (engine, cell, verdict, first) in [
        (Chromium, "ok · RE", Verdict::Works, Step::AppWorks),
        (Chromium, "E 1006 · XE", Verdict::NothingAnswered, Step::OpenInTab),
        (WebKit, "E 1006 · XE", Verdict::NothingAnswered, Step::OpenInTab),
        (Firefox, "E 1015 · XE", Verdict::TlsFailed, Step::OpenInTab),
        (Chromium, "pending · TT", Verdict::Silent, Step::OpenInTab),
        (Chromium, "E 1006 · RE", Verdict::AnsweredNotUpgraded, Step::AppWorks),
        (Firefox, "E 1006 · RE", Verdict::AnsweredNotUpgraded, Step::AppWorks),
        (Chromium, "O 4401c · RE", Verdict::ClosedByServer, Step::AppWorks),
        (Chromium, "O 1006 · RE", Verdict::WorksThenEnds, Step::Repeat),
        (Firefox, "O 1000c · RE", Verdict::WorksThenEnds, Step::AppOrigin),
    ] {
        let d = diagnose(&run(engine, cell));
        assert_eq!((d.verdict, d.next_step), (verdict, Some(first)), "{engine} {cell}");
        let last = steps(&d).last().copied();
        assert_eq!(last == Some(Step::SendToSupport), verdict != Verdict::Works, "{cell}");
    }
}

#[test]
fn an_answer_leads_to_the_next_step() {
    let refused = told(run(Chromium, "E 1006 · RE"), Told::new(Way::App, Clue::Fails));
    assert_eq!(diagnose(&refused).next_step, Some(Step::ConsoleLine));
    let named = told(refused, Told::status(Way::Console, 404));
    assert!(!steps(&diagnose(&named)).contains(&Step::ConsoleLine));

    let tab = told(run(Firefox, "E 1015 · XE"), Told::new(Way::Tab, Clue::CertDate));
    assert_eq!(diagnose(&tab).next_step, Some(Step::CheckClock), "it takes a look");
    // It answers by now.
    let up = told(run(Chromium, "E 1006 · XE"), Told::new(Way::Tab, Clue::Page));
    assert_eq!(diagnose(&up).next_step, Some(Step::RunAgain));
    // What was told does not fit.
    let misfit = told(run(Chromium, "E 1006 · RE"), Told::new(Way::Console, Clue::UnsafePort));
    assert_eq!(diagnose(&misfit).next_step, Some(Step::RunAgain));
    // The app works: nobody has to do anything.
    let fine = told(run(Chromium, "E 1006 · RE"), Told::new(Way::App, Clue::Works));
    assert_eq!(steps(&diagnose(&fine)), []);
    assert!(diagnose(&fine).is_app_fine());
    let pass = told(run(Chromium, "ok · RE"), Told::new(Way::App, Clue::Works));
    assert_eq!(steps(&diagnose(&pass)), []);
}

#[test]
fn a_pass_leads_to_the_app_s_own_console() {
    let pass = run(Chromium, "ok · RE");
    let ask = Offer {
        step: Step::ConsoleLine,
        way: Some(Way::AppConsole),
        splits: 0,
        settles_owner: false,
    };
    assert_eq!(diagnose(&pass).steps[1], ask);
    let fails = diagnose(&told(pass, Told::new(Way::App, Clue::Fails)));
    assert_eq!(fails.steps[0], ask);
    assert_eq!(steps(&fails).last(), Some(&Step::SendToSupport));
}

#[test]
fn firefox_names_nothing_in_its_console() {
    for cell in ["E 1006 · RE", "E 1006 · XE", "E 1015 · XE", "pending · TT"] {
        let d = diagnose(&run(Firefox, cell));
        assert!(!steps(&d).contains(&Step::ConsoleLine), "{cell}");
    }
    assert!(steps(&diagnose(&run(Chromium, "E 1006 · RE"))).contains(&Step::ConsoleLine));
}

/// What a browser shows comes before what takes a terminal or the server, and
/// that before support. Certificates are asked about where there may be a bad one.
#[test]
fn engineers_are_asked_after_everybody() {
    const ENGINEERS: [Step; 3] = [Step::RunCommand, Step::CheckCertificate, Step::ReadServerLog];
    for engine in MEASURED {
        for cell in ["E 1006 · RE", "E 1006 · XE", "E 1015 · XE", "pending · TT", "O 1006 · RE"]
        {
            for scheme in [Scheme::Ws, Scheme::Wss] {
                let mut evidence = run(engine, cell);
                evidence.target.scheme = Some(scheme);
                let d = diagnose(&evidence);
                let at = |step: Step| d.steps.iter().position(|offer| offer.step == step);
                let last = d.steps.iter().rposition(|offer| {
                    offer.splits > 0 && offer.step.audience() == Audience::Anyone
                });
                for place in ENGINEERS.into_iter().filter_map(at) {
                    assert!(last.is_none_or(|last| last < place), "{engine} {cell}: {:?}", d.steps);
                    assert!(at(Step::SendToSupport).is_some_and(|end| place < end), "{cell}");
                }
                let has_bad = d.judgements.iter().any(|j| {
                    j.standing >= Standing::Possible && causes::get(j.cause).stage == Stage::Tls
                });
                let is_asked = at(Step::CheckCertificate).is_some();
                assert!(!is_asked || has_bad && scheme == Scheme::Wss, "{engine} {cell} {scheme}");
            }
        }
    }
}

#[test]
fn every_step_says_what_it_takes() {
    for step in Step::ALL {
        let answers = step.answers();
        assert_eq!(answers.is_empty(), step.way().is_none(), "{step}");
        assert!(answers.is_empty() || answers.last() == Some(&Clue::Cannot), "{step}");
        assert!((1..=8).contains(&step.effort()), "{step}");
        let is_at_hand = !matches!(step.needs(), Need::Server | Need::Terminal);
        assert!(is_at_hand || step.audience() == Audience::Engineer, "{step}");
    }
}

/// An offer is made for what it tells apart: two of its answers leave different
/// causes. Those of the app and of the clock may settle the owner or a rival.
#[test]
fn what_is_offered_splits() {
    let left = |d: &Diagnosis| -> Vec<_> {
        let mut all: Vec<_> =
            d.judgements.iter().filter(|j| j.standing > Standing::RuledOut).collect();
        all.sort_by_key(|j| j.cause);
        all.into_iter().map(|j| j.cause).collect()
    };
    for engine in MEASURED {
        for cell in ["E 1006 · RE", "E 1006 · XE", "E 1015 · XE", "pending · TT", "O 1006 · RE"]
        {
            let evidence = run(engine, cell);
            for offer in diagnose(&evidence).steps.iter().filter(|offer| offer.splits > 0) {
                let way = offer.way.unwrap();
                let answers = offer.step.answers().iter().map(|clue| match clue {
                    Clue::Status => Told::status(way, 404),
                    clue => Told::new(way, *clue),
                });
                let mut sets: Vec<_> =
                    answers.map(|t| left(&diagnose(&told(evidence.clone(), t)))).collect();
                sets.sort();
                sets.dedup();
                assert!(sets.len() > 1, "{engine} {cell}: {offer:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn answering_comes_to_an_end(
        (row, setting) in measured(),
        evidence in arbitrary::evidence(),
        picks in prop::collection::vec(any::<Index>(), 12),
    ) {
        for mut run in [row.run(setting), evidence] {
            run.told.clear();
            for pick in &picks {
                let d = diagnose(&run);
                let Some(offer) = d.steps.iter().find(|offer| offer.way.is_some()) else { break };
                let clue = *pick.get(offer.step.answers());
                run.told.push(Told::new(offer.way.unwrap(), clue));
                let again = diagnose(&run).steps;
                prop_assert!(again.iter().all(|o| o.way != offer.way), "{:?}", offer);
            }
            let d = diagnose(&run);
            prop_assert!(d.steps.iter().all(|offer| offer.way.is_none()), "{:?}", d.steps);
            prop_assert_eq!(d.next_step, d.steps.first().map(|offer| offer.step));
            if d.is_app_fine() {
                prop_assert_eq!(d.steps, []);
            } else if d.verdict != Verdict::Works {
                let last = d.steps.last().map(|offer| offer.step);
                prop_assert_eq!(last, Some(Step::SendToSupport));
            }
        }
    }
}
