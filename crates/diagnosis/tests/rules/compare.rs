//! Two runs beside each other: never more is said than one run each can show.

use proptest::prelude::*;
use why1006_diagnosis::{
    Rung, Stage, Verdict,
    compare::{Circumstance, Comparison, Fact, Meaning, Same, Saw, Whose, compare},
    diagnose,
};
use why1006_evidence::{
    EngineFamily, Evidence, PageScheme, Place, Probe, host::HostClass, redact::redact,
};

use crate::{
    after_open::{after, run},
    arbitrary,
    properties::{config, measured},
};

use EngineFamily::{Chromium, Firefox};

const REFUSED: &str = "E 1006 · RE";
const UNANSWERED: &str = "E 1006 · XE";
const OPENS: &str = "ok · RE";

const HOUR: f64 = 3_600_000.0;

/// Another run of it, a minute later.
fn later(mut evidence: Evidence) -> Evidence {
    evidence.circumstances.started_at += 60_000.0;
    evidence
}

fn pair(theirs: &str, ours: &str) -> [Evidence; 2] {
    [run(Chromium, theirs), later(run(Chromium, ours))]
}

fn said(both: &[Evidence; 2]) -> (Meaning, Option<Whose>) {
    let c = compare(&both[0], &both[1]);
    (c.meaning, c.failing)
}

/// The comparison WebSocket fails as well, and its web request is answered.
fn stripped(mut evidence: Evidence) -> Evidence {
    let failed = run(Chromium, REFUSED).observations[0].events.clone();
    let reference = |o: &&mut why1006_evidence::Observation| {
        (o.probe, o.place) == (Probe::WebSocket, Place::Reference)
    };
    let socket = evidence.observations.iter_mut().find(reference).unwrap();
    socket.events = failed;
    evidence
}

#[test]
fn one_run_is_not_held_against_itself() {
    let one = run(Chromium, REFUSED);
    assert_eq!(said(&[one.clone(), redact(&one)]), (Meaning::SameRun, None));
    assert_eq!(said(&pair(REFUSED, REFUSED)), (Meaning::SameFailure, None));
    assert_eq!(said(&pair(OPENS, OPENS)), (Meaning::BothOpen, None));
}

#[test]
fn where_nothing_visible_differs_it_is_near_the_failing_side() {
    let both = pair(REFUSED, OPENS);
    assert_eq!(said(&both), (Meaning::Near, Some(Whose::Theirs)));
    let c = compare(&both[0], &both[1]);
    assert_eq!((c.first_stage, c.first_rung()), (Some(Stage::Upgrade), Some(Rung::Connection)));
    assert_eq!(c.first_fact, Some(Fact::FirstAttempt));
    assert_eq!((c.circumstances, c.between), (vec![], 60_000.0));
    let unanswered = pair(UNANSWERED, OPENS);
    let c = compare(&unanswered[0], &unanswered[1]);
    assert_eq!((c.meaning, c.first_rung()), (Meaning::Near, Some(Rung::Server)));
    let [a, b] = both;
    assert_eq!(said(&[b, a]), (Meaning::Near, Some(Whose::Ours)));
}

#[test]
fn a_network_is_named_only_if_it_stops_the_comparison_as_well() {
    let [theirs, mut ours] = pair(REFUSED, OPENS);
    let theirs = stripped(theirs);
    assert_eq!(diagnose(&theirs).verdict, Verdict::NetworkStripsWebsockets);
    assert_eq!(said(&[theirs.clone(), ours.clone()]), (Meaning::Network, Some(Whose::Theirs)));
    // Neither a login nor time explains the comparison's failure; a browser may.
    ours.circumstances.started_at += 30.0 * HOUR;
    assert_eq!(said(&[theirs.clone(), ours.clone()]).0, Meaning::Network);
    ours.circumstances.engine.family = Firefox;
    let c = compare(&theirs, &ours);
    assert_eq!(c.meaning, Meaning::Several);
    let differing = [Circumstance::Engine, Circumstance::Time, Circumstance::Reference];
    assert_eq!(c.circumstances, differing);
    // Nothing at all was reached there.
    let [mut theirs, ours] = pair(UNANSWERED, OPENS);
    theirs.observations.iter_mut().filter(|o| o.place == Place::Reference).for_each(|o| {
        let kind = if o.probe == Probe::WebSocket { REFUSED } else { UNANSWERED };
        let from = run(Chromium, kind);
        let like = match o.probe {
            Probe::WebSocket => from.first(Probe::WebSocket, Place::Target),
            _ => from.first(Probe::FetchNoCors, Place::Target),
        };
        o.events = like.unwrap().events.clone();
        o.probe = if o.probe == Probe::FetchCors { Probe::FetchNoCors } else { o.probe };
    });
    assert_eq!(said(&[theirs, ours]), (Meaning::Trouble, Some(Whose::Theirs)));
}

#[test]
fn one_kind_of_difference_is_a_lead_and_two_are_none() {
    type Change = fn(&mut Evidence);
    let changes: [(Change, Meaning, &[Circumstance]); 8] = [
        (|e| e.circumstances.engine.family = Firefox, Meaning::Browser, &[Circumstance::Engine]),
        (|e| e.circumstances.engine.major += 1, Meaning::Browser, &[Circumstance::EngineVersion]),
        (
            |e| e.circumstances.page.origin = "https://other.test".into(),
            Meaning::Page,
            &[Circumstance::PageOrigin],
        ),
        (
            |e| e.circumstances.page.scheme = PageScheme::Http,
            Meaning::Page,
            &[Circumstance::PageScheme],
        ),
        (|e| e.circumstances.page.same_origin = true, Meaning::Page, &[Circumstance::OwnOrigin]),
        (|e| e.circumstances.started_at += 2.0 * HOUR, Meaning::Since, &[Circumstance::Time]),
        (|e| e.circumstances.hidden = true, Meaning::Tab, &[Circumstance::Tab]),
        (
            |e| {
                e.circumstances.engine.family = Firefox;
                e.circumstances.started_at += 2.0 * HOUR;
            },
            Meaning::Several,
            &[Circumstance::Engine, Circumstance::Time],
        ),
    ];
    for (change, meaning, circumstances) in changes {
        let [theirs, mut ours] = pair(REFUSED, OPENS);
        change(&mut ours);
        let c = compare(&theirs, &ours);
        assert_eq!((c.meaning, &c.circumstances[..]), (meaning, circumstances));
    }
}

#[test]
fn clocks_that_are_known_to_be_wrong_are_put_right() {
    let [mut theirs, ours] = pair(REFUSED, OPENS);
    theirs.circumstances.started_at += 48.0 * HOUR;
    theirs.circumstances.clock_ahead = Some(48.0 * 3_600.0);
    let c = compare(&theirs, &ours);
    assert_eq!(c.between, 60_000.0);
    assert!(!c.circumstances.contains(&Circumstance::Time), "{:?}", c.circumstances);
}

#[test]
fn what_was_taken_out_of_an_address_may_be_the_difference() {
    let [mut theirs, mut ours] = pair(REFUSED, OPENS);
    let given = "wss://me:pw@h.test/s/9f86d081884c7d659a2feaa0c55ad015/ws?token=abc";
    theirs.target.url = given.into();
    let theirs = redact(&theirs);
    // A browser writes what stands for it in its own way.
    let sent = "wss://%E2%80%A6@h.test/s/%E2%80%A6/ws?token=%E2%80%A6";
    for url in [given, sent, "wss://you:pw@h.test/s/0f86d081884c7d659a2feaa0c55ad015/ws?token=x"] {
        ours.target.url = url.into();
        let c = compare(&theirs, &ours);
        assert_eq!((c.same, c.meaning), (Same::Hidden, Meaning::Account), "{url}");
    }
    // For want of them it may fail here as well; unless nothing answers anybody.
    let mut fails = later(theirs.clone());
    fails.target.url = sent.into();
    assert_eq!(said(&[theirs.clone(), fails.clone()]).0, Meaning::WithoutParts);
    let [mut a, mut b] = pair(UNANSWERED, UNANSWERED);
    a.target.url.clone_from(&theirs.target.url);
    b.target.url = sent.into();
    assert_eq!(said(&[a, b]).0, Meaning::SameFailure);
    // A name that was taken out may be any name.
    ours.target.host = "…".into();
    ours.target.url = "wss://…/ws".into();
    assert_eq!(compare(&theirs, &ours).same, Same::Hidden);
}

#[test]
fn another_address_is_another_test() {
    let [theirs, ours] = pair(REFUSED, OPENS);
    let mut path = ours.clone();
    path.target.url.push_str("/other");
    let mut protocols = ours.clone();
    protocols.target.protocols = vec!["mqtt".into()];
    let mut port = ours;
    port.target.port += 1;
    for other in [path, protocols, port] {
        let c = compare(&theirs, &other);
        assert_eq!((c.same, c.meaning, c.failing), (Same::No, Meaning::OtherTest, None));
    }
}

#[test]
fn a_short_look_says_nothing_of_an_end_that_comes_late() {
    let ends = after(run(Chromium, "O 1006 · RE"), 60_000.0);
    let [_, held] = pair(OPENS, OPENS);
    assert_eq!(said(&[ends.clone(), held.clone()]), (Meaning::TooShort, Some(Whose::Theirs)));
    assert_eq!(said(&[held.clone(), ends.clone()]), (Meaning::TooShort, Some(Whose::Ours)));
    assert_eq!(said(&[ends, after(held, 61_000.0)]), (Meaning::Near, Some(Whose::Theirs)));
}

#[test]
fn what_comes_and_goes_or_was_not_tested_is_held_against_nothing() {
    let [mut varies, works] = pair(REFUSED, OPENS);
    let mut again = works.observations[0].clone();
    again.begun += 5_000.0;
    again.ended += 5_000.0;
    again.events.iter_mut().for_each(|event| event.at += 5_000.0);
    varies.observations.push(again);
    assert_eq!(diagnose(&varies).verdict, Verdict::OpensSometimes);
    assert_eq!(said(&[varies, works.clone()]).0, Meaning::ComesAndGoes);
    let mut nothing = works.clone();
    nothing.observations.clear();
    assert_eq!(said(&[nothing, works]).0, Meaning::Unclear);
}

#[test]
fn two_failures_are_alike_only_if_all_that_both_saw_is() {
    assert_eq!(said(&pair(REFUSED, UNANSWERED)).0, Meaning::OtherFailure);
    // Firefox alone names TLS.
    let tls = [run(Chromium, UNANSWERED), later(run(Firefox, "E 1015 · XE"))];
    let c = compare(&tls[0], &tls[1]);
    assert_eq!((c.meaning, c.first_stage, c.first_fact), (Meaning::SameFailure, None, None));
    assert_eq!(c.ours.saw(Fact::FirstAttempt), Saw::TlsFailed);
    assert_eq!(said(&pair("O 4401c · RE", "O 4403c · RE")).0, Meaning::OtherFailure);
}

#[test]
fn a_local_address_is_noted_and_may_be_another_machine() {
    let mut both = pair(REFUSED, OPENS);
    both.iter_mut().for_each(|e| e.target.host_class = HostClass::Loopback);
    let c = compare(&both[0], &both[1]);
    assert_eq!((c.meaning, c.circumstances), (Meaning::Near, vec![Circumstance::LocalAddress]));
}

/// The same comparison from the other side.
fn turned(c: Comparison) -> Comparison {
    let failing = c.failing.map(|whose| match whose {
        Whose::Theirs => Whose::Ours,
        Whose::Ours => Whose::Theirs,
    });
    Comparison { theirs: c.ours, ours: c.theirs, between: 0.0 - c.between, failing, ..c }
}

fn is_sensible(theirs: &Evidence, ours: &Evidence) -> Result<(), TestCaseError> {
    let c = compare(theirs, ours);
    prop_assert_eq!(turned(compare(ours, theirs)), c.clone(), "the same from both sides");
    let redacted = compare(&redact(theirs), &redact(ours));
    prop_assert_eq!(&c.meaning, &redacted.meaning, "what was taken out changes nothing");
    let is_lead = c.meaning.is_of_one_side();
    prop_assert_eq!(is_lead, c.failing.is_some(), "{:?}", c.meaning);
    if c.meaning == Meaning::Several {
        prop_assert!(!c.circumstances.is_empty(), "it is said which");
    }
    if is_lead {
        prop_assert!(c.theirs.verdict != c.ours.verdict);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn any_two_runs_can_be_held_against_each_other(
        theirs in arbitrary::evidence(),
        ours in arbitrary::evidence(),
    ) {
        is_sensible(&theirs, &ours)?;
        let ours = Evidence { target: theirs.target.clone(), ..ours };
        is_sensible(&theirs, &ours)?;
    }

    #[test]
    fn a_run_does_not_differ_from_itself(evidence in arbitrary::evidence()) {
        let c = compare(&evidence, &redact(&evidence));
        prop_assert_eq!((c.first_stage, c.first_fact), (None, None));
        prop_assert!(matches!(c.meaning, Meaning::SameRun | Meaning::OtherTest), "{:?}", c.meaning);
        let aside = [Circumstance::HiddenParts, Circumstance::LocalAddress];
        prop_assert!(c.circumstances.iter().all(|one| aside.contains(one)), "{:?}", c.circumstances);
    }

    #[test]
    fn measured_runs_are_compared_from_both_sides(
        (one, setting) in measured(),
        (other, another) in measured(),
    ) {
        let (theirs, mut ours) = (one.run(setting), later(other.run(another)));
        is_sensible(&theirs, &ours)?;
        ours.target = theirs.target.clone();
        is_sensible(&theirs, &ours)?;
    }
}
