//! What is certain stands alone, and is not taken back in silence.

use std::sync::LazyLock;

use proptest::{prelude::*, sample::Index};
use why1006_diagnosis::{Diagnosis, Judgement, Reason, Stage, Standing, Verdict, causes, diagnose};
use why1006_evidence::{Event, EventKind, Evidence, Observation};
use why1006_lab::Truth;

use crate::{
    runs::{RUNS, Run, none},
    subsets::{config, kept},
};

/// Never name one cause where two remain.
#[test]
fn beside_a_certain_cause_none_remains() {
    let mut found = Vec::new();
    for run in RUNS.iter() {
        let d = diagnose(&run.evidence);
        let (certain, remaining) = (d.certain(), d.remaining());
        if !certain.is_empty() && (certain.len() > 1 || !remaining.is_empty()) {
            found.push(format!("{}: {certain:?} certain, {remaining:?} remain", run.name));
        }
    }
    none(found);
}

/// What the whole answer says, the title of one cause, is true, and nothing
/// else in the answer says otherwise.
#[test]
fn the_one_cause_is_the_truth_and_nothing_speaks_against_it() {
    let mut found = Vec::new();
    let mut seen = 0;
    for run in RUNS.iter() {
        let d = diagnose(&run.evidence);
        let Some(cause) = d.the_cause() else {
            let alone = d.certain().len() == 1 && d.remaining().is_empty();
            if alone && d.conflicts.is_empty() && d.verdict != Verdict::NotTested {
                found.push(format!("{}: {:?} is not the answer", run.name, d.certain()));
            }
            continue;
        };
        seen += 1;
        let mut wrong = Vec::new();
        let mut check = |holds: bool, what: &str| {
            if !holds {
                wrong.push(what.to_owned());
            }
        };
        let known = causes::get(cause);
        check(run.truth == Truth::Cause(cause), "it is not the truth");
        check(d.owner == known.owner, "somebody else has to act");
        let others = |j: &&Judgement| j.cause != cause && j.standing > Standing::NotTested;
        check(!d.judgements.iter().any(|j| others(&j)), "another cause remains");
        // What the app's own page forbids is no stage of this run.
        let failed = d.failed_stage.is_none_or(|stage| known.stage <= stage);
        check(failed || known.stage == Stage::Policy, "it strikes after the stage that failed");
        let because = &d.judgements[0].because;
        check(!because.is_empty(), "no reason is given");
        check(!because.contains(&Reason::Contradiction), "its reasons contradict each other");
        let unsure = [Reason::NothingAgainst, Reason::NotProbed, Reason::RunStopped];
        check(!unsure.iter().any(|r| because.contains(r)), "a reason of it is none");
        found.extend(wrong.iter().map(|what| format!("{}: {cause}: {what}", run.name)));
    }
    assert!(seen > 100, "only {seen} runs have one cause");
    none(found);
}

/// Causes that were certain and are ruled out without a word.
fn taken_back(before: &Diagnosis, after: &Diagnosis) -> Vec<String> {
    let silent = after.ruled_out().filter(|j| {
        before.certain().contains(&j.cause) && !j.because.contains(&Reason::Contradiction)
    });
    silent.map(|j| format!("{} was certain; ruled out: {:?}", j.cause, j.because)).collect()
}

static CERTAIN: LazyLock<Vec<&Run>> = LazyLock::new(|| {
    RUNS.iter().filter(|run| !diagnose(&run.evidence).certain().is_empty()).collect()
});

fn event() -> impl Strategy<Value = Event> {
    let code = prop::option::of(prop::sample::select(vec![1000_u16, 1006, 1011, 1015, 4401]));
    let kind = prop::sample::select(EventKind::ALL);
    (kind, code, any::<Option<bool>>(), prop::option::of(0_u16..4)).prop_map(
        |(kind, code, clean, state)| Event { code, clean, state, ..Event::new(99_000.0, kind) },
    )
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn more_observations_take_no_certainty_back_in_silence(
        at in any::<Index>(),
        other in any::<Index>(),
        bits in any::<u32>(),
        more in any::<u32>(),
    ) {
        let (run, other) = (at.get(&RUNS), other.get(&RUNS));
        let before = kept(&run.evidence, bits);
        // The rest of the same run, and then what quite another run saw.
        let mut after = kept(&run.evidence, bits | more);
        let foreign = kept(&other.evidence, more.rotate_left(9)).observations.into_iter();
        after.observations.extend(foreign.map(|mut o| {
            (o.begun, o.ended) = (o.begun + 60_000.0, o.ended + 60_000.0);
            o
        }));
        let found = taken_back(&diagnose(&before), &diagnose(&after));
        prop_assert!(found.is_empty(), "{}, {}: {}", run.name, other.name, found.join("\n"));
    }

    #[test]
    fn more_events_take_no_certainty_back_in_silence(
        at in any::<Index>(),
        which in any::<Index>(),
        events in prop::collection::vec(event(), 1..3),
    ) {
        let run = at.get(&CERTAIN);
        let mut after: Evidence = run.evidence.clone();
        if after.observations.is_empty() {
            after.page_events.extend(events);
        } else {
            let which = which.index(after.observations.len());
            after.observations[which].events.extend(events);
        }
        let found = taken_back(&diagnose(&run.evidence), &diagnose(&after));
        prop_assert!(found.is_empty(), "{}: {}", run.name, found.join("\n"));
    }
}

/// Two endings of the first attempt are a contradiction, whatever the first was.
#[test]
fn a_close_followed_by_an_opening_is_reported() {
    let mut found = Vec::new();
    for run in RUNS.iter() {
        let mut evidence = run.evidence.clone();
        let certain = diagnose(&evidence).certain();
        let attempt = evidence.observations.iter_mut().find(|o| o.place.as_str() == "target");
        let has_both = |o: &&mut Observation| o.saw(EventKind::Close) && o.saw(EventKind::Open);
        let Some(attempt) = attempt.filter(has_both) else { continue };
        attempt.events.rotate_right(1);
        let d = diagnose(&evidence);
        for cause in certain {
            let says = d.judgements.iter().any(|j| {
                j.cause == cause
                    && (j.standing == Standing::Certain
                        || j.because.contains(&Reason::Contradiction))
            });
            if !says {
                found.push(format!("{}: {cause} is dropped without a word", run.name));
            }
        }
    }
    none(found);
}
